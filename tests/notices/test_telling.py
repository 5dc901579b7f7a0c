"""Notices: told inside an action, once a day about the same thing, seen by whom they are for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.kernel.access.models import Person, User
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.notices.models import Message, Notice
from dieuhanh.kernel.notices.seeing import see
from dieuhanh.kernel.notices.telling import tell

from ..setup.conftest import by_of, person
from .conftest import DAY, KIND, MORNING, Travel, address, html, say, told


def test_each_is_told_once_a_day(office_of_mail: None, clock: Travel) -> None:
    say("Đã giao 3 nhiệm vụ", "kinhte.truong", "vanhoa.truong", key="plan:1")
    say("Đã giao 4 nhiệm vụ", "kinhte.truong", "kinhte.canbo", key="plan:1")
    titles = Notice.objects.order_by("pk").values_list("person__user__username", "title")
    assert sorted(titles) == [
        ("kinhte.canbo", "Đã giao 4 nhiệm vụ"),
        ("kinhte.truong", "Đã giao 3 nhiệm vụ"),
        ("vanhoa.truong", "Đã giao 3 nhiệm vụ"),
    ]
    clock(MORNING + timedelta(days=1))
    with pinned():
        say("Đã giao 3 nhiệm vụ", "kinhte.truong", key="plan:1")
    assert Notice.objects.filter(person=person("kinhte.truong")).count() == 2
    assert verify().whole


def test_an_act_that_fails_has_told_nobody(office_of_mail: None) -> None:
    address("kinhte.truong")
    with pytest.raises(RuntimeError, match="after it told"):
        told(By(channel="system"), people=[person("kinhte.truong").pk], title="x", key="x", urgent=True, fails=True)
    assert not Notice.objects.exists()
    assert not Message.objects.exists()


def test_nothing_is_told_outside_an_action_or_of_an_unknown_kind(office_of_mail: None) -> None:
    with pytest.raises(RuntimeError, match="inside an @action"):
        tell(people=[1], kind=KIND, title="x", url="/", key="x")
    with pytest.raises(RuntimeError, match="no kind of notice"):
        tell(people=[1], kind="x", title="x", url="/", key="x")


def test_five_hundred_people_cost_what_one_costs(office_of_mail: None) -> None:
    def asked(people: list[int], key: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            told(By(channel="system"), people=people, title="x", key=key)
        return len([q for q in queries if q["sql"].lstrip().startswith(("SELECT", "UPDATE"))])

    act = Act.objects.latest("pk").pk
    Person.objects.bulk_create([Person(name=f"Người {n}", act_id=act) for n in range(500)])
    everyone = list(Person.objects.values_list("pk", flat=True))
    asked(everyone[:1], "first")
    assert asked(everyone, "b") == asked(everyone[:1], "a")
    assert Notice.objects.filter(key="b").count() == len(everyone)


def test_one_sees_and_marks_only_ones_own(office_of_mail: None) -> None:
    say("Họp giao ban", "kinhte.truong", "vanhoa.truong")
    theirs = Notice.objects.get(person=person("vanhoa.truong"))
    User.objects.update(must_change=False)
    assert see(by_of("kinhte.truong"), notice=theirs.pk) == 0
    assert see(by_of("kinhte.truong")) == 1
    theirs.refresh_from_db()
    assert theirs.seen_at is None


def bell(client: Client) -> int:
    found = re.search(r'class="bell".*?</a>', html(client, "desk:units"))
    assert found
    count = re.search(r'<span class="count">(\d+)</span>', found[0])
    return int(count[1]) if count else 0


def test_the_page_lists_and_the_bell_counts(office_of_mail: None, browser: Callable[[str], Client]) -> None:
    client = browser("kinhte.truong")
    assert bell(client) == 0
    say("Họp giao ban", "kinhte.truong", urgent=True)
    say("Báo cáo tháng 3", "kinhte.truong")
    assert bell(client) == 2
    page = html(client, "notices:list")
    assert page.index("Báo cáo tháng 3") < page.index("Họp giao ban")
    assert "2 thông báo chưa xem." in page
    first = Notice.objects.get(title="Họp giao ban")
    assert client.post(reverse("notices:list"), {"seen": first.pk}).status_code == 302
    assert bell(client) == 1
    assert "Họp giao ban" not in html(client, "notices:list", "?show=unseen")
    client.post(reverse("notices:list"), {"seen": "all"})
    assert "Bạn đã xem hết thông báo." in html(client, "notices:list")
    for odd in ("", "x", "-1", "9" * 30):
        assert client.post(reverse("notices:list"), {"seen": odd}).status_code == 302


def test_the_bell_asks_once_after_an_act(office_of_mail: None, browser: Callable[[str], Client]) -> None:
    client = browser("kinhte.truong")
    say("Họp giao ban", "kinhte.truong")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            html(client, "desk:units")
        return sum('FROM "notices_notice"' in query["sql"] for query in queries)

    assert (asked(), asked()) == (1, 0)
    say("Báo cáo tháng 3", "kinhte.truong")
    assert asked() == 1


def test_the_page_costs_the_same_for_one_and_for_fifty(office_of_mail: None, browser: Callable[[str], Client]) -> None:
    client = browser("kinhte.truong")

    def asked() -> int:
        html(client, "notices:list")
        with CaptureQueriesContext(connection) as queries:
            html(client, "notices:list")
        return len(queries)

    say("Việc 0", "kinhte.truong")
    few = asked()
    for n in range(1, 50):
        say(f"Việc {n}", "kinhte.truong", day=DAY)
    assert asked() == few <= 8
