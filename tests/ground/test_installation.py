"""What a database is never changes; its day is pinned once a scope; a demo answers to this machine only."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from dieuhanh.kernel.installation.clock import current, now, pinned, today
from dieuhanh.kernel.installation.models import Installation
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.journal.founding import found_installation
from dieuhanh.kernel.journal.queries import history

DAY = date(2021, 11, 24)


def demo() -> Installation:
    return found_installation(By(channel="system", day=DAY), kind="demo", name="Quận mẫu", day=DAY)


def office() -> Installation:
    return found_installation(By(channel="system", day=DAY), kind="office", name="Phường mẫu", day=None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"kind": "office", "day": None}, {"day": date(2021, 11, 23)}, {"kind": "office"}, {"day": None}]
)
def test_a_demo_never_becomes_an_office_and_its_day_never_goes_back(change: dict[str, object]) -> None:
    demo()
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.update(**change)


@pytest.mark.django_db
def test_what_a_database_is_stands_in_its_journal() -> None:
    (entry,) = history(demo())
    assert entry.act.verb == "installation.found"
    told = {name: after for name, (_, after) in entry.changes.items()}
    assert told == {"kind": "demo", "name": "Quận mẫu", "day": "2021-11-24", "level": "", "code": "", "trial": False}


@pytest.mark.django_db
@pytest.mark.parametrize("trial", [True, False])
def test_an_office_on_trial_never_becomes_a_real_one_in_the_same_database(trial: bool) -> None:
    found_installation(By(channel="system", day=DAY), kind="office", name="Phường mẫu", day=None, more={"trial": trial})
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.update(trial=not trial)


@pytest.mark.django_db
def test_a_demo_is_not_tried_out() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(kind="demo", name="x", day=DAY, trial=True)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/desk/", "/accounts/login/", "/khong-co/", "/desk/units/"])
def test_with_nothing_set_up_every_page_names_the_one_command(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 503
    assert "<code>.venv/bin/dieuhanh setup</code>" in answer.content.decode()
    assert "/accounts/login/" not in answer.content.decode()


@pytest.mark.django_db
def test_a_demo_moves_to_a_later_day() -> None:
    demo()
    Installation.objects.update(day=date(2021, 11, 25))
    with pinned():
        assert today() == date(2021, 11, 25)


@pytest.mark.django_db
def test_the_row_is_never_deleted_and_never_doubled() -> None:
    demo()
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(id=2, kind="demo", name="x", day=DAY)
    with pytest.raises(Invalid, match="đã được thiết lập"):
        demo()


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "day"), [("demo", None), ("office", DAY), ("khác", DAY)])
def test_only_a_demo_has_a_day(kind: str, day: date | None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create(kind=kind, name="x", day=day)


@pytest.mark.django_db
def test_midnight_does_not_split_a_request(django_assert_num_queries: pytest.FixtureRequest) -> None:
    office()
    with time_machine.travel(datetime(2026, 3, 1, 16, 59, 59, tzinfo=UTC)) as clock, pinned():
        first = today()
        clock.shift(2)
        assert today() == first == date(2026, 3, 1)
        with django_assert_num_queries(0):  # type: ignore[operator]  # the fixture is a context manager
            now(), current()
    with time_machine.travel(datetime(2026, 3, 1, 17, 0, 1, tzinfo=UTC)), pinned():
        assert today() == date(2026, 3, 2)


@pytest.mark.django_db
def test_a_demo_has_its_own_day_at_the_clocks_time() -> None:
    demo()
    with time_machine.travel(datetime(2026, 3, 1, 3, 30, tzinfo=UTC)), pinned():
        assert now().isoformat() == "2021-11-24T10:30:00+07:00"


def test_outside_a_scope_there_is_no_day() -> None:
    with pytest.raises(RuntimeError, match="no day is pinned"):
        today()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["10.0.0.7", "203.0.113.9", "2001:db8::1", "rác"])
def test_a_demo_refuses_other_machines_on_every_address(address: str) -> None:
    demo()
    for path in ("/", "/accounts/login/", "/static/pages/app.css", "/khong-co/"):
        assert Client(REMOTE_ADDR=address).get(path).status_code == 403
    assert Client(REMOTE_ADDR=address, HTTP_X_FORWARDED_FOR="127.0.0.1").get("/accounts/login/").status_code == 403
    assert Client(REMOTE_ADDR="127.0.0.1").get("/accounts/login/").status_code == 200


@pytest.mark.django_db
def test_an_office_answers_its_network() -> None:
    office()
    assert Client(REMOTE_ADDR="10.0.0.7").get("/accounts/login/").status_code == 200


@pytest.mark.django_db
def test_a_foreign_host_name_is_refused() -> None:
    demo()
    assert Client(headers={"host": "example.com"}).get("/accounts/login/").status_code == 400
