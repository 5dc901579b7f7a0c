"""The page «Bàn làm việc»: one list, due first, things done in place, the same questions for one thing and for hundreds."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.demo import loader
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.actions import By, action, create_many
from dieuhanh.kernel.plans.actions.asking import direct
from dieuhanh.kernel.plans.actions.extending import set_due
from dieuhanh.kernel.plans.actions.receiving import accept_task
from dieuhanh.kernel.plans.counting import recount
from dieuhanh.kernel.plans.models import Assignment, Extension, Plan, Question, Role, State, Task, Urgency
from dieuhanh.kernel.plans.moves import move

By_ = Callable[..., By]
As = Callable[[str], Viewer]
Browser = Callable[[str | None], Client]
HEAD, OFFICER, OFFICE, LEADER = "phuong.hadinh.chutich", "phuong.hadinh.canbo", "chanhvanphong", "chutich"
URL = "/desk/mine/"


def task() -> Task:
    return Task.objects.get(code="2.01")


@action("tests.burden", may=None)
def burden(by: By, *, like: Task, count: int, state: State) -> list[Task]:
    """So many more tasks of the same unit, one due each day."""
    begun = datetime.combine(loader.DAY - timedelta(days=10), datetime.min.time(), ZONE)
    rows = [
        Task(
            plan=like.plan,
            area=like.area,
            code=f"8.{n}",
            ordinal=800 + n,
            title=f"Việc số {n}",
            state=state,
            lead=like.lead,
            due_at=begun + timedelta(days=n % 60),
            start=0,
            end=1,
        )
        for n in range(count)
    ]
    tasks = create_many(rows)
    create_many([Assignment(task=row, unit=like.lead, role=Role.LEAD) for row in tasks])
    recount(like.plan)
    return tasks


def page_of(client: Client, query: str = "") -> str:
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_unit_begins_at_its_desk_and_the_office_at_the_whole(plan: Plan, browser_of: Browser) -> None:
    begins = {HEAD: URL, OFFICER: URL, OFFICE: "/desk/", LEADER: "/desk/", "kythuat": "/desk/units/"}
    for username, url in begins.items():
        assert browser_of(username).get(reverse("front")).headers["Location"] == url


def test_due_first_and_who_waits_apart(plan: Plan, as_: As, by_: By_, browser_of: Browser) -> None:
    accept_task(by_(HEAD), task=task())
    burden(By(channel="system"), like=task(), count=40, state=State.RUNNING)
    direct(by_(LEADER), task=task(), words="Báo cáo ngay nguyên nhân", due=loader.DAY + timedelta(days=9))
    html = page_of(browser_of(HEAD))
    heads = re.findall(r'<h2 id="s-(\w+)"', html)
    assert heads == ["first", "over", "soon", "run"]
    assert html.index("Báo cáo ngay nguyên nhân") < html.index("Việc số 0<")
    assert "quá hạn 9 ngày" in html
    assert "hạn hôm nay" in html
    overdue = html.split('id="s-over"')[1].split("</section>")[0].count("<details")
    assert f"{overdue} việc quá hạn, 1 việc hạn hôm nay" in html
    assert f"Hôm nay cần làm {overdue + 2} việc" in html  # and the leader's word
    assert "chờ nơi khác" in page_of(browser_of(LEADER))
    assert "Báo cáo ngay nguyên nhân" in page_of(browser_of(LEADER)).split('id="waiting"')[1]


def test_pages_of_fifty_and_lists_of_one_kind(plan: Plan, browser_of: Browser) -> None:
    burden(By(channel="system"), like=task(), count=120, state=State.RUNNING)
    client = browser_of(HEAD)
    first, second, third = (page_of(client, f"?page={n}").count('<details id="do-') for n in (1, 2, 3))
    assert first + second + third == 120
    assert page_of(client, "?kind=accept").count("<details id=") == 1
    assert "Không có trang «9»" in page_of(client, "?page=9")
    assert "Không có loại việc «xyz»" in page_of(client, "?kind=xyz")
    assert "Không còn việc nào ở mục này" in page_of(client, "?kind=waiting")


@pytest.mark.parametrize("username", [HEAD, OFFICER, OFFICE, LEADER])
def test_the_same_questions_for_one_thing_and_for_five_hundred(
    plan: Plan, by_: By_, browser_of: Browser, username: str
) -> None:
    asked = []
    for count, state in ((1, State.RUNNING), (499, State.RUNNING)):
        crowd(By(channel="system"), count=count, state=state, plan=plan)
        client = browser_of(username)
        page_of(client)
        with CaptureQueriesContext(connection) as queries:
            html = page_of(client)
        asked.append(len(queries))
    assert "hạn" in html
    assert asked[1] <= asked[0] <= 26, asked  # a page of reports alone asks for no question


@action("tests.crowd", may=None)
def crowd(by: By, *, count: int, state: State, plan: Plan) -> None:
    """Work for everybody: the unit's tasks, reports to confirm, questions to a leader and to the unit, extensions to decide."""
    like, begun = task(), Task.objects.filter(plan=plan, code__startswith="7.").count()
    late = datetime.combine(loader.DAY, datetime.min.time(), ZONE)
    more = {"plan": plan, "area": like.area, "lead": like.lead, "start": 0, "end": 1, "ordinal": 700}
    rows = [
        Task(code=f"7.{begun + n}", title=f"Việc {n}", state=s, due_at=late + timedelta(days=n % 40), done_at=d, **more)
        for n, (s, d) in enumerate([(state, None), (State.REPORTED, late), (State.REFUSED, None)] * count)
    ]
    tasks = create_many(rows)
    create_many([Assignment(task=row, unit=like.lead, role=Role.LEAD) for row in tasks])
    leader = Person.objects.get(user__username=LEADER)
    asked = {"asked_on": loader.DAY, "due_day": loader.DAY, "kind": "difficulty", "words": "Xin ý kiến"}
    create_many([Question(task=row, to_person=leader, **asked) for row in tasks])
    create_many([Question(task=row, to_unit=like.lead, person=leader, **asked) for row in tasks])
    until = late + timedelta(days=90)
    shared: dict[str, Any] = {"unit": like.lead, "asked_on": loader.DAY, "until": until, "reason": "Mưa"}
    waiting = [Extension(task=row, was=row.due_at or late, higher=n % 2 == 0, **shared) for n, row in enumerate(tasks)]
    create_many(waiting)
    recount(plan)


def test_one_line_is_done_in_place(plan: Plan, by_: By_, browser_of: Browser) -> None:
    client = browser_of(HEAD)
    form = form_of(client, "accept")
    assert client.post(reverse("plans:do", args=[task().pk, "accept"]), form).headers["Location"] == URL
    assert task().state == State.RUNNING
    form = form_of(client, "progress")
    answer = client.post(
        reverse("plans:do", args=[task().pk, "progress"]), {**form, "percent": "140", "words": "Đã dọn 3 điểm"}
    )
    assert answer.status_code == 422
    assert "Đã dọn 3 điểm" in answer.content.decode()
    client.post(reverse("plans:do", args=[task().pk, "progress"]), {**form, "percent": "40", "words": "Đã dọn 3 điểm"})
    assert task().percent == 40
    assert "40%" in page_of(client)


def form_of(client: Client, press: str) -> dict[str, str]:
    """The hidden fields of a form of the desk, as a browser sends them."""
    html = page_of(client)
    form = html.split(f"/do/{press}/")[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_one_press_receives_what_the_page_listed(plan: Plan, browser_of: Browser) -> None:
    burden(By(channel="system"), like=task(), count=30, state=State.ISSUED)
    client = browser_of(HEAD)
    html = page_of(client)
    assert "Tiếp nhận tất cả 31 nhiệm vụ mới" in html
    listed = re.findall(r'name="tasks" value="([\d,]+)"', html)[0]
    foreign, unseen = Task.objects.get(code="1.02"), Task.objects.get(code="8.7")
    wanted = ",".join(n for n in listed.split(",") if n and int(n) != unseen.pk)
    client.post(URL, {"tasks": f"{wanted},{foreign.pk},x,{'9' * 30}"})
    assert Task.objects.filter(state=State.RUNNING).count() == 30
    assert {Task.objects.get(pk=foreign.pk).state, Task.objects.get(pk=unseen.pk).state} == {State.ISSUED}
    browser_of(OFFICER).post(URL, {"tasks": f"{unseen.pk}"})
    assert Task.objects.get(pk=unseen.pk).state == State.ISSUED


def test_an_urgent_task_and_a_moved_deadline_are_said(plan: Plan, by_: By_, browser_of: Browser) -> None:
    accept_task(by_(HEAD), task=task())
    hurry(By(channel="system"), task=task())
    html = page_of(browser_of(HEAD))
    assert "hỏa tốc" in html
    assert "Thời hạn ban đầu 14/12/2021, điều chỉnh 1 lần." in html


@action("tests.hurry", may=None)
def hurry(by: By, *, task: Task) -> None:
    """Express, and until a later day than at first."""
    assert task.due_at
    set_due(move(task, urgency=Urgency.EXPRESS), task.due_at + timedelta(days=5))


def test_in_english(plan: Plan, browser_of: Browser) -> None:
    client = browser_of(HEAD)
    client.post("/accounts/language/", {"language": "en", "next": URL})
    html = page_of(client)
    assert "My desk" in html
    assert "Tiếp nhận" not in html
