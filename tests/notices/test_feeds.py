"""Calendars by a secret in the address: one's own, and a unit's whose tasks one may see; nothing for anybody else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from dieuhanh.kernel.access.models import User
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.errors import NotAllowed
from dieuhanh.kernel.journal.models import Event
from dieuhanh.kernel.notices.models import FeedToken
from dieuhanh.kernel.notices.sources import FeedEvent, add_feed_source, feed_sources
from dieuhanh.kernel.notices.tokens import renew_feed

from ..setup.conftest import by_of, person, unit
from .conftest import DAY, html

ECONOMY = "Phòng Kinh tế, Hạ tầng và Đô thị"


def work(viewer: Viewer, unit_id: int | None, first: date, last: date) -> Iterable[FeedEvent]:
    """A higher room."""
    assert viewer.person is not None
    if unit_id is not None:
        return [FeedEvent(f"unit-{unit_id}", "Báo cáo của đơn vị", last - timedelta(days=1))]
    return [
        FeedEvent("task-2", "Báo cáo quý; gửi trước 16 giờ", DAY + timedelta(days=2), "/desk/units/"),
        FeedEvent("task-1", f"Việc của {viewer.person.name}", DAY),
    ]


@pytest.fixture
def source(office_of_mail: None) -> Iterator[None]:
    before = list(feed_sources)
    add_feed_source(work)
    User.objects.update(must_change=False)
    yield
    feed_sources[:] = before


def token_of(username: str) -> str:
    return renew_feed(by_of(username), person=person(username))


def test_ones_own_calendar(source: None, settings: pytest.FixtureRequest, client: Client) -> None:
    settings.PUBLIC_URL = "https://xa.example.vn"  # type: ignore[attr-defined]  # pytest-django's settings take anything
    answer = client.get(reverse("feeds:own", args=[token_of("kinhte.truong")]), SERVER_NAME="localhost")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    calendar = Calendar.from_ical(answer.content)
    assert str(calendar["X-WR-CALNAME"]) == "Lịch công việc của tôi, UBND phường Thanh Xuân"
    events = [
        (str(e["UID"]), str(e["SUMMARY"]), e.decoded("DTSTART"), e.decoded("DTEND")) for e in calendar.walk("VEVENT")
    ]
    day = timedelta(days=1)
    assert events == [
        ("task-1@dieuhanh", "Việc của Phạm Kinh Tế", DAY, DAY + day),
        ("task-2@dieuhanh", "Báo cáo quý; gửi trước 16 giờ", DAY + 2 * day, DAY + 3 * day),
    ]
    assert str(calendar.walk("VEVENT")[1]["URL"]) == "https://xa.example.vn/desk/units/"


def test_a_calendar_that_has_not_changed_is_not_sent_again(source: None, client: Client) -> None:
    address = reverse("feeds:own", args=[token_of("kinhte.truong")])
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"if-none-match": '"another"'}).status_code == 200
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_a_unit_whose_tasks_one_may_see(source: None, client: Client) -> None:
    token, own, other = token_of("kinhte.truong"), unit(ECONOMY).pk, unit("Phòng Văn hóa - Xã hội").pk
    answer = client.get(reverse("feeds:unit", args=[token, own]))
    assert f"UID:unit-{own}@dieuhanh" in answer.content.decode()
    assert client.get(reverse("feeds:unit", args=[token, other])).status_code == 404
    assert client.get(reverse("feeds:unit", args=[token_of("lanhdao"), other])).status_code == 200
    assert client.get(reverse("feeds:unit", args=[token_of("kythuat"), own])).status_code == 404


def test_a_new_secret_ends_the_old_one(source: None, client: Client) -> None:
    old = token_of("kinhte.truong")
    new = token_of("kinhte.truong")
    assert client.get(reverse("feeds:own", args=[old])).status_code == 404
    assert client.get(reverse("feeds:own", args=[new])).status_code == 200
    with pytest.raises(NotAllowed):
        renew_feed(by_of("kythuat"), person=person("kinhte.truong"))


@pytest.mark.parametrize("change", [{"is_active": False}, {"must_change": True}])
def test_a_closed_account_has_no_calendar(source: None, client: Client, change: dict[str, bool]) -> None:
    address = reverse("feeds:own", args=[token_of("kinhte.truong")])
    User.objects.filter(username="kinhte.truong").update(**change)
    assert client.get(address).status_code == 404
    assert client.get(reverse("feeds:own", args=["x" * 43])).status_code == 404


def test_the_secret_is_kept_nowhere(source: None) -> None:
    token = token_of("kinhte.truong")
    kept = [FeedToken.objects.get().digest, *Event.objects.values_list("changes", flat=True)]
    assert not any(token in words for words in kept)


def test_the_page_shows_the_addresses_once(source: None, browser: Callable[[str], Client]) -> None:
    client = browser("kinhte.truong")
    assert "Tạo địa chỉ lịch</button>" in html(client, "notices:settings")
    page = client.post(reverse("notices:settings"), {"do": "feed"}).content.decode()
    paths = [part.split("</dd>")[0] for part in page.split('<dd class="path">')[1:]]
    assert len(paths) == 2
    assert [client.get(path).status_code for path in paths] == [200, 200]
    after = html(client, "notices:settings")
    assert "/feeds/" not in after
    assert "Tạo địa chỉ lịch mới" in after
