"""Chasing as offices do it: per unit a list, a text to paste, a letter, and the calls that were made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.chasing import record_call
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.actions.receiving import accept_task
from dieuhanh.kernel.plans.chasing import chasing_page, unit_chase
from dieuhanh.kernel.plans.models import Call, Plan, Task
from dieuhanh.kernel.units.models import Unit

OFFICE, HEAD = "chanhvanphong", "phuong.hadinh.chutich"
Browser = Callable[[str | None], Client]
ByOf = Callable[..., By]


@pytest.fixture
def finance(plan: Plan) -> Unit:
    """Leads 1.01, which was due before 20/11/2021: five days late on 24/11."""
    lead = Task.objects.get(plan=plan, code="1.01").lead
    assert lead is not None
    return lead


def text_of(unit: Unit, who: str = OFFICE) -> str:
    found: str = unit_chase(viewer_for(who, today()), unit, lambda path: f"https://office.example{path}")["text"]
    return found


def test_the_text_names_tasks_days_late_and_links(finance: Unit) -> None:
    task = Task.objects.get(code="1.01")
    assert text_of(finance).splitlines() == [
        "Phòng Tài chính - Kế hoạch: nhiệm vụ cần đôn đốc, đến ngày 24/11/2021",
        "Quá hạn (1):",
        f"- 1.01 {task.title}: quá hạn 5 ngày, thời hạn trước 20/11/2021. https://office.example/desk/tasks/{task.pk}/",
    ]


def test_a_task_stands_once_under_what_presses_most(plan: Plan, by_: ByOf) -> None:
    """2.01 is unanswered until it is received; due soon it stands there even though nobody received it."""
    task = Task.objects.get(plan=plan, code="2.01")
    assert task.lead is not None
    assert "Chưa tiếp nhận (1):" in text_of(task.lead)
    with pinned(date(2021, 12, 10)):
        assert "Sắp đến hạn (1):" in text_of(task.lead)
        assert "Chưa tiếp nhận" not in text_of(task.lead)


def test_silence_of_thirty_days_is_chased(plan: Plan, by_: ByOf) -> None:
    lead = Task.objects.get(plan=plan, code="1.02").lead
    assert lead is not None
    new = give_task(by_(OFFICE), new=NewTask(title="Theo dõi giá cả", leads=[lead]), words="Theo dõi giá cả")
    accept_task(by_("kinhte.truong"), task=new)
    with pinned(date(2021, 12, 23)):
        assert "Không báo cáo" not in text_of(lead)
    with pinned(date(2021, 12, 24)):
        assert "Không báo cáo từ 30 ngày trở lên (1):" in text_of(lead)


def test_the_office_sees_every_unit_the_one_that_is_latest_first(finance: Unit) -> None:
    page = chasing_page(viewer_for(OFFICE, today()))
    assert page["lines"][0].name.unit_id == finance.pk
    assert "- Phòng Tài chính - Kế hoạch: quá hạn 1" in page["text"]


def test_a_unit_sees_its_own_list_only(finance: Unit) -> None:
    page = chasing_page(viewer_for(HEAD, today()))
    assert [line.name.name for line in page["lines"]] == ["UBND phường Hạ Đình"]


def test_a_call_is_noted_and_shown(finance: Unit, by_: ByOf, browser_of: Browser) -> None:
    client, url = browser_of(OFFICE), reverse("plans:chasing_unit", args=[finance.pk])
    typed = {"do": "call", "spoken_to": "anh Minh", "words": "Hứa gửi trong tuần", "day": "24/11/2021"}
    assert client.post(url, {**typed, "once": "k1"}).status_code == 302
    client.post(url, {**typed, "once": "k1"})
    assert Call.objects.count() == 1
    assert "Hứa gửi trong tuần" in client.get(url).content.decode()


def test_a_call_about_all_that_a_unit_owes_is_not_for_who_sees_one_of_its_tasks(finance: Unit, by_: ByOf) -> None:
    record_call(by_(OFFICE), unit=finance, spoken_to="anh Minh", words="Hứa gửi trong tuần", day=today())
    for username, seen in ((OFFICE, 1), ("taichinh.truong", 1), ("dothi.truong", 0)):
        page = unit_chase(viewer_for(username, today()), finance, str)
        assert len(page["calls"]) == seen, username


def test_a_call_that_cannot_be_keeps_what_was_typed(finance: Unit, browser_of: Browser) -> None:
    url = reverse("plans:chasing_unit", args=[finance.pk])
    answer = browser_of(OFFICE).post(url, {"do": "call", "spoken_to": "anh Minh", "words": "Hứa", "day": "32/11/2021"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "32/11/2021" in page
    assert "anh Minh" in page
    assert not Call.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"spoken_to": " "}, "với ai"),
        ({"words": ""}, "nội dung trao đổi"),
        ({"words": "x" * 2001}, "2001"),
        ({"day": date(2021, 11, 25)}, "ở sau hôm nay"),
    ],
)
def test_what_a_call_cannot_be(finance: Unit, by_: ByOf, changed: dict[str, Any], words: str) -> None:
    said: dict[str, Any] = {"spoken_to": "anh Minh", "words": "Hứa", "day": date(2021, 11, 24)} | changed
    with pytest.raises(Invalid, match=words):
        record_call(by_(OFFICE), unit=finance, **said)


def test_a_call_is_about_a_task_of_that_unit(finance: Unit, by_: ByOf) -> None:
    other = Task.objects.get(code="2.01")
    with pytest.raises(Invalid, match="không giao cho đơn vị này"):
        record_call(by_(OFFICE), unit=finance, spoken_to="x", words="x", day=today(), task=other)


def test_a_unit_head_notes_no_calls(finance: Unit, by_: ByOf) -> None:
    with pytest.raises(NotAllowed):
        record_call(by_("taichinh.truong"), unit=finance, spoken_to="x", words="x", day=today())


def test_the_letter_and_the_list_print_what_is_late(finance: Unit, browser_of: Browser) -> None:
    client = browser_of(OFFICE)
    letter = client.get(reverse("plans:chasing_letter", args=[finance.pk])).content.decode()
    assert "Kính gửi: Phòng Tài chính - Kế hoạch" in letter
    assert "1.01" in letter
    listed = client.get(reverse("plans:chasing_list")).content.decode()
    assert "Phòng Tài chính - Kế hoạch (1)" in listed


@pytest.mark.parametrize("name", ["plans:chasing", "plans:chasing_list", "plans:chasing_unit", "plans:chasing_letter"])
def test_pages_ask_little(finance: Unit, browser_of: Browser, name: str) -> None:
    client = browser_of(OFFICE)
    url = reverse(name, args=[finance.pk] if name.endswith(("unit", "letter")) else [])
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) <= 19, [q["sql"][:100] for q in queries]


def test_the_page_of_a_unit_leads_to_its_chasing(finance: Unit, browser_of: Browser) -> None:
    page = browser_of(OFFICE).get(reverse("desk:unit", args=[finance.pk])).content.decode()
    assert reverse("plans:chasing_unit", args=[finance.pk]) in page
