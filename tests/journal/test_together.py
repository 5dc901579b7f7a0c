"""Many people at once: one act for eight presses, one winner for eight edits, no deadlock, no lost act."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, connections, transaction

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal import queue
from dieuhanh.kernel.journal.actions import By, action, create
from dieuhanh.kernel.journal.errors import Busy, Conflict
from dieuhanh.kernel.journal.models import Act, Event, Seal
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.units.models import Area, Unit, UnitAlias

from .verbs import SYSTEM, make_area, make_areas, note, rename_area

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = 8


@pytest.fixture(autouse=True)
def whole_afterwards() -> Iterator[None]:
    yield
    assert verify().whole


def at_once(work: Callable[[int], object], count: int = EIGHT) -> list[object]:
    """Run `work(0..count-1)` in threads that start together; what each returned or raised."""
    start = threading.Barrier(count)

    def one(number: int) -> object:
        with pinned(date(2021, 11, 24)):
            start.wait(10)
            try:
                return work(number)
            except Exception as error:
                return error
            finally:
                connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_eight_presses_are_one_act_and_seven_replays() -> None:
    by = replace(SYSTEM, once_key="press")
    found = at_once(lambda _: make_area(by, number=1).pk)
    assert len(set(found)) == 1
    assert (Act.objects.count(), Area.objects.count()) == (1, 1)


def test_eight_edits_of_one_version_have_one_winner() -> None:
    area = make_area(SYSTEM, number=1)
    found = at_once(lambda n: rename_area(SYSTEM, area=Area(**_columns(area)), name=f"tên {n}"))
    assert sum(isinstance(f, Area) for f in found) == 1
    assert sum(isinstance(f, Conflict) for f in found) == EIGHT - 1


def _columns(area: Area) -> dict[str, object]:
    return {f.attname: getattr(area, f.attname) for f in Area._meta.concrete_fields}


def test_eight_writers_and_eight_readers() -> None:
    make_areas(SYSTEM, numbers=range(1, 9))

    def work(number: int) -> object:
        if number % 2:
            return [Area.objects.count() for _ in range(20)]
        area = Area.objects.get(number=number // 2 + 1)
        for turn in range(10):
            area = rename_area(SYSTEM, area=area, name=f"lần {turn}")
        return area

    found = at_once(work, 2 * EIGHT)
    assert not [f for f in found if isinstance(f, Exception)]
    assert list(Seal.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 82))
    assert Event.objects.count() == 81


@action("tests.make_unit", may=None)
def make_unit(by: By) -> Unit:
    return create(Unit(from_day=date(2021, 1, 1)))


@action("tests.hold_unit", may=None)
def hold_unit(by: By, *, unit: Unit) -> Unit:
    """Holds a row that others point to while it goes for the lock of the chain."""
    return Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


@action("tests.point_to_unit", may=None)
def point_to_unit(by: By, *, unit: Unit, name: str) -> UnitAlias:
    """Its foreign key wants a share lock on the row that the other holds."""
    return create(UnitAlias(unit=unit, alias=name, from_day=date(2021, 1, 1)))


def test_one_holds_a_row_that_the_other_points_to_and_nobody_deadlocks() -> None:
    """With FOR UPDATE, or with foreign keys checked at commit under the chain's lock, this pair deadlocks on PostgreSQL."""
    unit = make_unit(SYSTEM)

    def work(number: int) -> object:
        for turn in range(10):
            if number % 2:
                hold_unit(SYSTEM, unit=unit)
            else:
                point_to_unit(SYSTEM, unit=unit, name=f"{number}-{turn}")
        return None

    assert at_once(work, 4) == [None] * 4


@pytest.mark.only("sqlite")
def test_a_queue_that_does_not_move_is_told_clearly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "WAIT", 0.2)
    entered, leave = threading.Event(), threading.Event()

    def holder() -> None:
        with queue.writers_turn():
            entered.set()
            leave.wait(10)
        connections.close_all()

    thread = threading.Thread(target=holder)
    thread.start()
    entered.wait(10)
    try:
        with pytest.raises(Busy, match="đang bận"):
            make_area(SYSTEM, number=1)
    finally:
        leave.set()
        thread.join()
    assert make_area(SYSTEM, number=1).pk


def test_an_action_inside_a_strangers_transaction_fails_loudly() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        make_area(SYSTEM, number=1)
    assert not connection.in_atomic_block


def test_a_journal_that_grows_meanwhile_is_no_broken_one() -> None:
    """The ticker verifies while people write: a false alarm would teach everybody to ignore it."""
    done = threading.Event()

    def write_or_verify(number: int) -> list[str]:
        if number:
            while not done.is_set():
                note(SYSTEM)
            return []
        try:
            return [report.words for report in (verify() for _ in range(40)) if not report.whole]
        finally:
            done.set()

    assert at_once(write_or_verify, 4) == [[]] * 4
