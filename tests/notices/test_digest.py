"""One mail a morning for each who has something new or due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dieuhanh.kernel.access.models import Person, User
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.jobs.ticker import tick
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import anchor
from dieuhanh.kernel.notices.digest import digest_of
from dieuhanh.kernel.notices.models import Address, Message, Notice
from dieuhanh.kernel.notices.seeing import see
from dieuhanh.kernel.notices.sending import send_waiting
from dieuhanh.kernel.notices.sources import Line, add_digest_source, digest_sources

from ..setup.conftest import by_of, person
from .conftest import DAY, MORNING, Travel, address, say
from .servers import Taking

TOMORROW = MORNING + timedelta(days=1)
SATURDAY = date(2026, 3, 7)


def owed(people: Sequence[int], day: date) -> Mapping[int, Sequence[Line]]:
    """A higher room: the officer owes two reports."""
    mine = person("kinhte.canbo").pk
    lines = [
        Line("Báo cáo thu ngân sách", "/desk/units/", day + timedelta(days=3)),
        Line("Báo cáo đầu tư", "/desk/units/", day),
    ]
    return {mine: lines} if mine in people else {}


@pytest.fixture
def source() -> Iterator[None]:
    before = list(digest_sources)
    add_digest_source(owed)
    add_digest_source(owed)  # once is enough
    yield
    digest_sources[:] = before


def bodies() -> dict[str, str]:
    return {m.person.user.username: m.body for m in Message.objects.select_related("person__user") if m.person.user}


def test_what_is_new_and_what_is_due_come_in_one_mail(
    office_of_mail: None, source: None, settings: pytest.FixtureRequest
) -> None:
    settings.PUBLIC_URL = "https://xa.example.vn"  # type: ignore[attr-defined]  # pytest-django's settings take anything
    for username in ("kinhte.truong", "kinhte.canbo", "vanhoa.truong"):
        address(username)
    say("Họp giao ban thứ Hai", "kinhte.truong", "kinhte.canbo")
    assert digest_of(DAY) == 2
    found = bodies()
    assert set(found) == {"kinhte.truong", "kinhte.canbo"}
    assert "Thông báo mới:\n- Họp giao ban thứ Hai\n  https://xa.example.vn/desk/units/" in found["kinhte.truong"]
    both = found["kinhte.canbo"]
    assert both.index("Họp giao ban") < both.index("Báo cáo đầu tư (thời hạn 03/03/2026)") < both.index("thu ngân sách")
    subject = Message.objects.get(person=person("kinhte.canbo")).subject
    assert subject == "[UBND phường Thanh Xuân] Tóm tắt ngày 03/03/2026: 1 thông báo mới, 2 việc"


def test_a_day_has_one_mail_however_often_the_ticker_comes(mail_server: Taking, clock: Travel) -> None:
    address("kinhte.truong")
    say("Họp giao ban", "kinhte.truong")
    acts = Act.objects.count()
    assert (digest_of(DAY), digest_of(DAY)) == (1, 0)
    assert Act.objects.count() == acts + 1
    assert (send_waiting(), send_waiting()) == (1, 0)
    clock(TOMORROW)
    with pinned():
        assert digest_of(TOMORROW.date()) == 0  # nothing new, and what was mailed is not mailed again
        say("Báo cáo tháng 3", "kinhte.truong")
    clock(TOMORROW + timedelta(days=1))
    with pinned():
        assert digest_of(TOMORROW.date() + timedelta(days=1)) == 1
    assert send_waiting() == 1
    assert "Họp giao ban" not in mail_server.words()[1]


def test_what_was_seen_or_mailed_at_once_is_not_new(office_of_mail: None) -> None:
    address("kinhte.truong")
    say("Xem rồi", "kinhte.truong")
    see(by_of("kinhte.truong"))
    say("Họp ngay", "kinhte.truong", urgent=True)
    assert digest_of(DAY) == 0


def test_the_ticker_mails_when_the_quiet_hours_are_over(mail_server: Taking, clock: Travel) -> None:
    address("kinhte.truong")
    say("Họp giao ban", "kinhte.truong")
    clock(TOMORROW.replace(hour=6))
    assert tick() == []
    assert not Message.objects.exists()
    clock(TOMORROW.replace(hour=6, minute=31))
    assert (tick(), tick()) == ([], [])
    assert len(mail_server.taken) == 1


def test_days_off_are_skipped_and_made_up_on_monday(office_of_mail: None, clock: Travel) -> None:
    address("kinhte.truong")
    clock(MORNING + timedelta(days=4))
    with pinned():
        say("Trực thứ bảy", "kinhte.truong")
        assert digest_of(SATURDAY) == 0
    clock(MORNING + timedelta(days=6))
    with pinned():
        assert digest_of(SATURDAY + timedelta(days=2)) == 1


def test_the_technician_gets_the_end_of_the_journal_every_morning(office_of_mail: None) -> None:
    address("kythuat")
    address("lanhdao")
    seq, digest = anchor()
    assert digest_of(DAY) == 1
    assert f"  {seq} {digest}\n" in bodies()["kythuat"]


def test_closed_accounts_and_unused_codes_get_nothing(office_of_mail: None) -> None:
    for username in ("kinhte.truong", "vanhoa.truong"):
        address(username)
    say("Họp giao ban", "kinhte.truong", "vanhoa.truong", urgent=True)
    assert Message.objects.count() == 2
    User.objects.filter(username="kinhte.truong").update(is_active=False)
    User.objects.filter(username="vanhoa.truong").update(must_change=True)
    say("Báo cáo tháng 3", "kinhte.truong", "vanhoa.truong")
    assert digest_of(DAY) == 0


def test_an_english_reader_is_written_to_in_english(office_of_mail: None) -> None:
    address("kinhte.truong")
    Person.objects.filter(user__username="kinhte.truong").update(language="en")
    say("Họp giao ban", "kinhte.truong")
    digest_of(DAY)
    assert "Dear Phạm Kinh Tế," in bodies()["kinhte.truong"]


def test_a_long_list_is_cut(office_of_mail: None) -> None:
    address("kinhte.truong")
    for n in range(53):
        say(f"Việc {n}", "kinhte.truong")
    digest_of(DAY)
    body = bodies()["kinhte.truong"]
    assert "- Việc 49\n" in body
    assert "- Việc 50\n" not in body
    assert "… và 3 mục khác trong hệ thống." in body


def test_five_hundred_people_ask_no_more_than_one(office_of_mail: None, source: None) -> None:
    def asked(day: date) -> int:
        with CaptureQueriesContext(connection) as queries:
            digest_of(day)
        return len([q for q in queries if not q["sql"].startswith("INSERT")])

    address("kinhte.canbo")
    few = asked(DAY)
    act = Act.objects.latest("pk").pk
    users = User.objects.bulk_create([User(username=f"nguoi{n}", password="!") for n in range(500)])
    people = Person.objects.bulk_create([Person(name=u.username, user=u, act_id=act) for u in users])
    Address.objects.bulk_create([Address(person=p, email=f"{p.name}@x.vn", own=True, act_id=act) for p in people])
    shared = {"kind": "x", "title": "x", "url": "/", "key": "x", "day": DAY, "at": MORNING, "act_id": act}
    Notice.objects.bulk_create([Notice(person=p, **shared) for p in people])
    assert asked(TOMORROW.date()) == few
    assert Message.objects.count() == 502


def test_without_a_mail_server_nothing_is_made(office_of_mail: None, settings: pytest.FixtureRequest) -> None:
    settings.SMTP = None  # type: ignore[attr-defined]  # as above
    address("kinhte.truong")
    say("Họp ngay", "kinhte.truong", urgent=True)
    assert digest_of(DAY) == 0
    assert send_waiting() == 0
    assert not Message.objects.exists()
    assert Notice.objects.get().mailed_by is None
