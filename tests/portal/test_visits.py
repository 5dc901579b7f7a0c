"""Visits are counted exactly, of people only, and nothing that names a person is kept anywhere."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client, RequestFactory

from dieuhanh.config import places
from dieuhanh.faces.portal.counting import visits as counting
from dieuhanh.faces.portal.counting.agents import is_person
from dieuhanh.faces.portal.counting.figures import visit_figures
from dieuhanh.faces.portal.counting.memory import Batch
from dieuhanh.faces.portal.counting.salt import DailySalt
from dieuhanh.faces.portal.counting.store import flush
from dieuhanh.faces.portal.counting.visitors import address, visitor
from dieuhanh.faces.portal.counting.visits import Visits
from dieuhanh.faces.portal.middleware import PublicPages
from dieuhanh.faces.portal.models import PageHits, Presence, SeenVisitor, VisitDay
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Busy

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0"
PHONE = (
    "Mozilla/5.0 (Linux; Android 11; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0 Mobile Safari/537.36"
)
DAY = date(2021, 11, 24)
NOON = datetime(2021, 11, 24, 12, tzinfo=ZONE)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_salt_left() -> Iterator[None]:
    yield
    for file in places.run_dir().glob("visits-*"):
        file.unlink()


def door(client: Client) -> PublicPages:
    """The middleware of this client, as its handler made it."""
    handler: Any = client.handler
    found = handler._middleware_chain
    while not isinstance(found, PublicPages):
        inner = getattr(found, "__wrapped__", None) or found.get_response
        found = inner
    return found


class Visitor:
    """A browser that opens public pages, and the counter behind it."""

    def __init__(self) -> None:
        self.client = Client()
        self.client.get("/")

    def opens(self, path: str = "/", agent: str = FIREFOX, method: str = "GET", **meta: str) -> None:
        headers: Any = {**meta, "HTTP_USER_AGENT": agent}
        self.client.generic(method, path, **headers)

    def flush(self) -> VisitDay:
        with pinned(DAY):
            door(self.client).visits.flush()
        return VisitDay.objects.filter(day=DAY).first() or VisitDay(day=DAY)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, office: None) -> Visitor:
    from dieuhanh.faces.portal import cache

    monkeypatch.setattr(cache, "today", lambda: DAY)
    return Visitor()


def test_pages_visitors_and_visits(here: Visitor) -> None:
    for path in ("/", "/van-ban/", "/"):
        here.opens(path)
    here.opens("/", agent=PHONE)
    found = here.flush()
    assert (found.hits, found.visitors, found.visits) == (4, 2, 2)
    assert dict(PageHits.objects.values_list("path", "hits")) == {"/": 3, "/van-ban/": 1}
    here.opens("/en/")
    found = here.flush()
    assert (found.hits, found.visitors, found.visits) == (5, 2, 2)


def test_a_page_that_the_browser_has_already_is_a_hit_too(here: Visitor) -> None:
    tag = here.client.get("/")["ETag"]
    here.opens("/", HTTP_IF_NONE_MATCH=tag)
    assert here.flush().hits == 1


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "x",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "curl/8.5.0 and more words",
        "python-requests/2.31.0 and more",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0 Safari/537.36",
    ],
)
def test_robots_are_left_out(here: Visitor, agent: str) -> None:
    here.opens("/", agent=agent)
    assert here.flush().hits == 0


def test_what_is_fetched_ahead_and_what_is_no_page_is_left_out(here: Visitor) -> None:
    here.opens("/", HTTP_SEC_PURPOSE="prefetch;prerender")
    here.opens("/", HTTP_PURPOSE="prefetch")
    here.opens("/", HTTP_X_MOZ="prefetch")
    here.opens("/", method="HEAD")
    here.opens("/linh-vuc/khong-co/")
    here.opens("/accounts/login/")
    here.opens("/tin.xml")
    here.opens("/", method="POST")
    assert here.flush().hits == 0
    assert is_person({"HTTP_USER_AGENT": PHONE}), "a telephone may be called Cubot"


def test_half_an_hour_of_silence_begins_a_new_visit() -> None:
    def at(minutes: int, *visitors: int) -> VisitDay:
        with pinned(DAY):
            flush({DAY: Batch(visitors=set(visitors))}, NOON + timedelta(minutes=minutes))
        return VisitDay.objects.get(day=DAY)

    assert at(0, 1, 2).visits == 2
    assert at(29, 1).visits == 2
    assert at(59, 1, 2).visits == 3, "1 was here 30 minutes ago, 2 was not"
    assert at(90, 1).visits == 4
    assert VisitDay.objects.get(day=DAY).visitors == 2


def test_the_figures_are_sums_of_days() -> None:
    for day, visits in (
        (date(2020, 12, 31), 1),
        (date(2021, 1, 1), 10),
        (date(2021, 11, 1), 100),
        (date(2021, 11, 22), 1000),  # the Monday of this week
        (date(2021, 11, 23), 10_000),
        (DAY, 100_000),
        (date(2021, 11, 25), 9_000_000),  # a demo's day may have been moved back by a restore
    ):
        VisitDay.objects.create(day=day, visits=visits)
    with pinned(DAY):
        found = visit_figures()
    assert (found.today, found.yesterday) == (100_000, 10_000)
    assert (found.week, found.month, found.year, found.total) == (111_000, 111_100, 111_110, 111_111)


def test_who_opened_a_page_in_the_last_minutes_is_here(here: Visitor) -> None:
    here.opens()
    here.opens(agent=PHONE)
    here.flush()
    Presence.objects.filter(visitor=Presence.objects.earliest("visitor").pk).update(at=NOON - timedelta(hours=20))
    with pinned(DAY):
        assert visit_figures().online == 1


def test_the_home_shows_them(here: Visitor) -> None:
    here.opens()
    here.flush()
    page = Client().get("/").content.decode()
    for words in (
        "Thống kê truy cập",
        "Đang truy cập",
        "Hôm nay",
        "Hôm qua",
        "Tuần này",
        "Tháng này",
        "Năm nay",
        "Tổng số",
    ):
        assert words in page


def test_the_day_before_leaves_nobody_behind() -> None:
    with pinned(DAY):
        flush({DAY: Batch(visitors={1, 2})}, NOON)
        flush({DAY + timedelta(days=1): Batch(visitors={3})}, NOON + timedelta(days=1))
    assert list(SeenVisitor.objects.values_list("visitor", flat=True)) == [3]
    assert list(Presence.objects.values_list("visitor", flat=True)) == [3]
    assert list(VisitDay.objects.order_by("day").values_list("visitors", flat=True)) == [2, 1]


def test_the_salt_is_a_file_of_the_run_folder_for_one_day(tmp_path: Path) -> None:
    first, second = DailySalt(tmp_path), DailySalt(tmp_path)
    assert first.of(DAY) == second.of(DAY) == first.of(DAY)
    assert len(first.of(DAY)) == 32
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = first.of(DAY)
    assert first.of(DAY + timedelta(days=1)) != before
    assert [f.name for f in tmp_path.iterdir()] == ["visits-2021-11-25.salt"]


def test_the_same_person_is_another_number_tomorrow(tmp_path: Path) -> None:
    meta, salt = {"REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": FIREFOX}, DailySalt(tmp_path)
    today = visitor(meta, salt.of(DAY), 0)
    assert today == visitor(meta, salt.of(DAY), 0)
    assert today != visitor(meta, salt.of(DAY + timedelta(days=1)), 0)


def test_an_address_is_believed_from_our_own_proxies_only() -> None:
    meta = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 203.0.113.9, 10.0.0.1"}
    assert address(meta, 0) == b"127.0.0.1"
    assert address(meta, 1) == b"10.0.0.1"
    assert address(meta, 2) == b"203.0.113.9"
    assert address(meta, 4) == b"127.0.0.1", "fewer than we have proxies: written by nobody of ours"
    assert address({"REMOTE_ADDR": "2001:db8:1:2:3::4"}, 0) == address({"REMOTE_ADDR": "2001:db8:1:2:ffff::1"}, 0)
    assert address({"REMOTE_ADDR": "2001:db8:1:3::1"}, 0) != address({"REMOTE_ADDR": "2001:db8:1:2::1"}, 0)
    assert address({"REMOTE_ADDR": "::ffff:203.0.113.9"}, 0) == b"203.0.113.9"
    assert address({"REMOTE_ADDR": "x:y" * 99}, 0)


def test_no_address_no_agent_and_no_salt_are_kept(
    here: Visitor, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    from django.db import connection

    cache.clear()  # wrong tries at the staff's sign-in, by address, for five minutes: other tests of this process left theirs
    with caplog.at_level(logging.DEBUG):
        here.opens(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.77")
        here.flush()
    (salt,) = places.run_dir().glob("visits-*.salt")
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += [str(row) for row in cursor.fetchall()]
    for secret in ("203.0.113.77", "127.0.0.1", "Firefox/115", repr(salt.read_bytes()), salt.read_bytes().hex()):
        assert not [row for row in rows if secret in row]
        assert secret not in caplog.text


def test_what_cannot_be_written_is_counted_later(here: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise Busy

    here.opens()
    monkeypatch.setattr(counting, "flush", busy)
    assert here.flush().hits == 0
    here.opens()
    assert here.flush().hits == 0
    monkeypatch.undo()
    found = here.flush()
    assert (found.hits, found.visitors) == (2, 1)


def test_a_full_disk_keeps_no_page_from_its_reader(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "run").touch()  # a file where the folder should be
    visits = Visits(tmp_path / "run", 0, 0)
    for _ in range(3):
        visits.count(RequestFactory().get("/", HTTP_USER_AGENT=FIREFOX), "/", DAY)
    assert [record.message.split(":")[0] for record in caplog.records] == ["visits are not being counted for now"]
    assert [file.name for file in tmp_path.iterdir()] == ["run"]
