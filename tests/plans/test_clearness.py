"""«6 rõ»: the marks of a task, the same in its counts and in the list they lead to; the look over a plan before it is issued."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.fields.validity import OPEN_END
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.assigning import assign_officer
from dieuhanh.kernel.plans.actions.drafts import accept_open
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.actions.receiving import accept_task
from dieuhanh.kernel.plans.actions.ruling import set_rule
from dieuhanh.kernel.plans.clearness import ANY, MARKS, marks_of
from dieuhanh.kernel.plans.models import Assignment, OfficeRule, Plan, PlanState, RuleName, State, Task
from dieuhanh.kernel.plans.queries import last_day

from ..office import PLAN

Browser = Callable[[str | None], Client]
MORE = """4. Giáo dục
a) Phòng Giáo dục và Đào tạo kiểm tra trường học, xong trước ngày 01/11/2021.
b) Phòng Kinh tế kiểm tra các chợ dân sinh theo Nghị định số 02/2003/NĐ-CP, xong trong ngày 28 tháng 11 năm 2021.
c) Phòng Tư pháp chủ trì, phối hợp với Liên minh Không Có rà soát văn bản trước ngày 31/11/2021.
d) Công an quận tuần tra ban đêm.
"""


def lacking(code: str) -> set[str]:
    task = Task.objects.get(code=code)
    return {mark.key for mark in marks_of([task.pk], today())[task.pk] if mark.missing}


def test_the_six_marks_of_each_task(plan: Plan) -> None:
    # A vice chair leads each area of these headings but none the last, whose heading matches none.
    assert lacking("1.01") == {"product"}
    assert lacking("2.01") == {"product"}
    assert lacking("0.01") == {"people", "time", "duty", "product"}
    words = {m.key: m.missing for m in marks_of([Task.objects.get(code="0.01").pk], today()).popitem()[1]}
    assert words["people"] == ("chưa có đơn vị chủ trì",)
    assert words["work"] == ()


def test_once_received_the_unit_must_name_its_officer(plan: Plan, by_: Callable[..., By]) -> None:
    task = Task.objects.get(code="2.01")
    accept_task(by_("phuong.hadinh.chutich"), task=task)
    assert "people" in lacking("2.01")
    officer = Person.objects.get(user__username="phuong.hadinh.canbo")
    row = Assignment.objects.get(task=task, unit=task.lead_id)
    assign_officer(by_("phuong.hadinh.chutich"), assignment=row, officer=officer)
    assert "people" not in lacking("2.01")


def test_who_is_not_commanded_must_be_asked(office: None, by_: Callable[..., By]) -> None:
    text = PLAN + MORE + "đ) Đề nghị Chi cục Thuế quận rà soát nợ thuế của hộ kinh doanh.\n"
    load_text(by_("chanhvanphong"), data=text.encode(), name="a.txt", issue=False)
    asked = {task.title: task.pk for task in Task.objects.filter(lead__names__commanded=False)}
    marks = marks_of(asked.values(), today())
    missing = {title: bool(next(m for m in marks[pk] if m.key == "authority").missing) for title, pk in asked.items()}
    assert missing == {"Tuần tra ban đêm": True, "Rà soát nợ thuế của hộ kinh doanh": False}


@pytest.mark.parametrize("username", ["chutich", "phochutich.dothi", "phuong.hadinh.chutich"])
def test_every_count_is_that_of_the_list_it_leads_to(plan: Plan, browser_of: Browser, username: str) -> None:
    client = browser_of(username)
    body = client.get("/desk/clear/").content.decode()
    links = re.findall(r'href="(/desk/tasks/\?[^"]*clear=[^"]*)">(\d+)</a>', body)
    assert links
    for url, n in links:
        page = client.get(url.replace("&amp;", "&")).context["page"]
        assert page.total == int(n), url


def test_a_mark_that_is_none_is_said(plan: Plan, browser_of: Browser) -> None:
    client = browser_of("chutich")
    assert "sáu rõ" in client.get("/desk/tasks/?clear=khac").content.decode()
    for key in (ANY, *MARKS):
        assert client.get(f"/desk/tasks/?clear={key}").status_code == 200


def test_counts_ask_few_questions_and_none_again_until_somebody_writes(plan: Plan, browser_of: Browser) -> None:
    client = browser_of("chutich")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/desk/clear/")
        return len(queries)

    first, second = asked(), asked()
    assert first <= 14
    assert second <= first - 4


@pytest.fixture
def draft(office: None, by_: Callable[..., By]) -> Plan:
    first = load_text(by_("chanhvanphong"), data=PLAN.encode(), name="mot.txt", issue=True)
    assert first.state == PlanState.ISSUED
    text = PLAN.replace("01/KH", "02/KH") + MORE
    return load_text(by_("chanhvanphong"), data=text.encode(), name="hai.txt", issue=False)


def test_a_draft_is_looked_over_and_issued(draft: Plan, browser_of: Browser, by_: Callable[..., By]) -> None:
    client = browser_of("chutich")
    url = reverse("plans:check", args=[draft.pk])
    waits = client.get(url).content.decode()
    assert "Còn 8 nhiệm vụ dự kiến cần xem lại trước khi giao" in waits
    assert 'value="issue"' not in waits
    assert "còn 8 nhiệm vụ dự kiến" in client.post(url, {"do": "issue"}).content.decode().lower()
    accept_open(by_("chanhvanphong"), plan=draft)
    body = client.get(url).content.decode()
    for words in (
        "Kiểm tra trước khi giao",
        "Tên đơn vị chưa khớp danh mục",
        "Liên minh Không Có",
        "Thời hạn đã qua",
        "Ngày không có trong lịch",
        "Thời hạn vào ngày nghỉ",  # 28/11/2021 is a Sunday
        "Trùng với nhiệm vụ đã giao",
        "Giao 8 nhiệm vụ",
    ):
        assert words in body, words
    assert client.get(reverse("plans:document", args=[draft.document_id])).content.decode().count(url) == 1
    answer = client.post(url, {"do": "issue"})
    assert answer["Location"] == reverse("plans:document", args=[draft.document_id])
    assert not Task.objects.filter(state=State.DRAFT).exists()
    again = client.post(url, {"do": "issue"})
    assert again.status_code == 422
    assert "đã giao ngày" in again.content.decode()


def test_whoever_may_not_issue_all_of_it_looks_only(draft: Plan, browser_of: Browser) -> None:
    url = reverse("plans:check", args=[draft.pk])
    deputy = browser_of("phochutich.dothi")
    body = deputy.get(url).content.decode()
    assert 'value="issue"' not in body
    assert "Tuần tra" not in body
    assert deputy.post(url, {"do": "issue"}).status_code == 422
    assert browser_of("phuong.hadinh.chutich").get(url).status_code == 403
    draft.refresh_from_db()
    assert draft.state == PlanState.DRAFT


def test_queries_of_the_look_over_are_fixed(draft: Plan, browser_of: Browser, by_: Callable[..., By]) -> None:
    client = browser_of("chutich")

    def asked(plan: Plan) -> int:
        client.get(reverse("plans:check", args=[plan.pk]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("plans:check", args=[plan.pk]))
        return len(queries)

    few = asked(draft)
    many = "".join(f"{n}. Phòng Kinh tế kiểm tra chợ số {n}, xong trước ngày {n}/12/2021.\n" for n in range(5, 28))
    text = PLAN.replace("01/KH", "03/KH") + MORE + many
    assert asked(load_text(by_("chanhvanphong"), data=text.encode(), name="ba.txt", issue=False)) == few <= 34


def test_an_office_that_counts_the_day_itself(office: None, by_: Callable[..., By]) -> None:
    """From the day on which its rule begins; a text of before keeps what was meant then."""
    by = by_("chanhvanphong")
    set_rule(by, name=RuleName.BEFORE_WITH_DAY, value=1, ground="Quy chế làm việc", from_day=today())
    load_text(by, data=PLAN.encode(), name="mot.txt")
    later = PLAN.replace("01/KH", "02/KH").replace("ngày 05 tháng 10 năm", "ngày 24 tháng 11 năm")
    load_text(by, data=later.encode(), name="hai.txt")
    days = [last_day(task) for task in Task.objects.filter(code="2.01").order_by("pk")]
    assert days == [date(2021, 12, 14), date(2021, 12, 15)]
    assert OfficeRule.objects.get().until_day == OPEN_END
