"""What is owed every day is done once on each day, whatever was missed, killed or failed; what is owed every minute each time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from dieuhanh.config import places
from dieuhanh.demo import loader
from dieuhanh.kernel.installation.models import Installation
from dieuhanh.kernel.jobs import alive, store, ticker
from dieuhanh.kernel.jobs.duties import Every, Tick, daily
from dieuhanh.kernel.jobs.models import DutyRun
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.founding import found_installation
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.units.models import Area

from .processes import Process, wait_for
from .tried import write_area

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 8 o'clock in Hà Nội
pytestmark = pytest.mark.usefixtures("only_duties")


class Kept:
    """A duty that keeps what it was told."""

    def __init__(self) -> None:
        self.ticks: list[Tick] = []

    def __call__(self, tick: Tick) -> None:
        self.ticks.append(tick)

    @property
    def days(self) -> list[date]:
        return [tick.day for tick in self.ticks]


def fails(_: Tick) -> None:
    raise ValueError("hộp thư đầy")


@pytest.mark.usefixtures("founded")
def test_twice_a_day_is_once_and_three_missed_days_are_made_up_once() -> None:
    duty = Kept()
    daily("tests.kept", duty, words="")
    with time_machine.travel(MONDAY, tick=False) as clock:
        assert ticker.tick() == ticker.tick() == []
        clock.shift(timedelta(hours=15, minutes=59))  # a minute before midnight in Hà Nội
        ticker.tick()
        clock.shift(timedelta(days=3, minutes=1))
        ticker.tick()
        ticker.tick()
    assert [(tick.day, tick.since) for tick in duty.ticks] == [
        (date(2026, 11, 23), None),
        (date(2026, 11, 27), date(2026, 11, 23)),
    ]


@pytest.mark.usefixtures("founded")
def test_a_clock_that_went_ahead_silences_no_duty() -> None:
    duty = Kept()
    daily("tests.kept", duty, words="")
    for at in (MONDAY, MONDAY + timedelta(days=3650), MONDAY + timedelta(days=1)):
        with time_machine.travel(at, tick=False):
            ticker.tick()
    assert len(duty.days) == 3


@pytest.mark.usefixtures("founded")
def test_one_that_fails_stops_no_other_is_listed_and_tried_again() -> None:
    before, after = Kept(), Kept()
    daily("tests.before", before, words="")
    daily("tests.fails", fails, words="")
    daily("tests.after", after, words="")
    with time_machine.travel(MONDAY, tick=False) as clock:
        assert ticker.tick() == ["tests.fails"]
        assert (len(before.days), len(after.days)) == (1, 1)
        run = DutyRun.objects.get(name="tests.fails")
        assert (run.day, run.at, run.failed_at, "hộp thư đầy" in run.failure) == (None, None, MONDAY, True)
        again = Kept()
        daily("tests.fails", again, words="")
        clock.shift(timedelta(minutes=9))
        assert ticker.tick() == []
        assert again.days == []
        clock.shift(timedelta(minutes=2))
        ticker.tick()
        assert len(again.days) == 1
    run.refresh_from_db()
    assert (run.day, run.failed_at, run.failure) == (date(2026, 11, 23), None, "")


@pytest.mark.usefixtures("founded")
def test_what_is_owed_each_minute_is_done_at_every_tick() -> None:
    duty = Kept()
    daily("tests.outbox", duty, words="", every=Every.TICK)
    for _ in range(3):
        ticker.tick()
    assert len(duty.days) == 3


@pytest.mark.usefixtures("founded")
def test_a_reaper_that_fails_keeps_no_duty_from_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    duty = Kept()
    daily("tests.kept", duty, words="")
    monkeypatch.setattr(store, "reap", lambda: fails(Tick("", date.max, None)))
    assert ticker.tick() == ["jobs.reap"]
    assert len(duty.days) == 1


@pytest.mark.django_db
def test_nothing_is_owed_before_an_office_is_set_up() -> None:
    duty = Kept()
    daily("tests.kept", duty, words="", every=Every.TICK)
    assert ticker.tick() == []
    assert duty.days == []


@pytest.mark.django_db
def test_the_day_of_a_demo_moves_only_when_told() -> None:
    day = loader.DAY
    found_installation(By(channel="system", day=day), kind="demo", name="Quận", day=day)
    duty = Kept()
    daily("tests.kept", duty, words="")
    for days in (0, 1, 40):
        with time_machine.travel(MONDAY + timedelta(days=days), tick=False):
            ticker.tick()
    assert duty.days == [day]
    Installation.objects.update(day=day + timedelta(days=1))
    ticker.tick()
    assert duty.days == [day, day + timedelta(days=1)]


def test_a_key_of_a_duty_fits_into_an_act() -> None:
    tick = Tick("x" * 40, date(2026, 11, 24), None)
    assert tick.by().once_key == f"tick:{'x' * 40}:2026-11-24"
    assert tick.by("step").once_key == f"tick:{'x' * 40}:2026-11-24:step"
    with pytest.raises(ValueError, match="too long"):
        tick.by("stepping")
    with pytest.raises(ValueError, match="longer"):
        daily("x" * 41, fails, words="")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("founded")
def test_a_ticker_killed_in_the_middle_of_a_duty(process: Callable[..., Process], tmp_path: Path) -> None:
    file = tmp_path / "written"
    killed = process("hang", file)
    wait_for(file.exists, killed.words)
    killed.kill()
    assert not DutyRun.objects.filter(name="tests.hang").exists()
    daily("tests.hang", lambda tick: write_area(tick.by(), number=1), words="")
    assert ticker.tick() == []
    assert Act.objects.filter(verb="tests.write_area").count() == Area.objects.count() == 1
    assert DutyRun.objects.get(name="tests.hang").day is not None


def test_two_tickers_are_never_at_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIEUHANH_HOME", str(tmp_path))
    places.run_dir().mkdir()
    assert (alive.ticker(), alive.workers()) == (False, 0)
    with alive.as_ticker(), alive.as_worker(), alive.as_worker():
        assert (alive.ticker(), alive.workers()) == (True, 2)
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("DIEUHANH_DATABASE_URL", f"sqlite://{tmp_path}/other.sqlite3")
            assert (alive.ticker(), alive.workers()) == (False, 0)
            alive.as_ticker(0.0).close()
        with pytest.raises(BlockingIOError):
            alive.as_ticker(0.0)
    assert (alive.ticker(), alive.workers()) == (False, 0)
