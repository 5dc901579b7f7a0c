"""What the morning's mail and the calendar feeds say of tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dieuhanh.kernel.access.actions import end_holding
from dieuhanh.kernel.access.models import Holding, Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.asking import ask_difficulty, direct
from dieuhanh.kernel.plans.actions.assigning import assign_officer
from dieuhanh.kernel.plans.actions.extending import ask_extension
from dieuhanh.kernel.plans.actions.receiving import accept_task
from dieuhanh.kernel.plans.models import Assignment, Plan, Task
from dieuhanh.kernel.plans.mornings import due_events, due_lines

HEAD, OFFICER, OFFICE = "phuong.hadinh.chutich", "phuong.hadinh.canbo", "chanhvanphong"
ByOf = Callable[..., By]
DUE = date(2021, 12, 14)


@pytest.fixture
def task(plan: Plan, by_: ByOf) -> Task:
    found = Task.objects.get(plan=plan, code="2.01")
    row = Assignment.objects.get(task=found, unit=found.lead)
    assign_officer(by_(HEAD), assignment=row, officer=person(OFFICER))
    return accept_task(by_(HEAD), task=found)


def person(username: str) -> Person:
    return Person.objects.get(user__username=username)


def lines(username: str, day: date) -> list[str]:
    mine = person(username).pk
    return [line.title for line in due_lines([mine], day).get(mine, [])]


def test_the_mail_lists_what_is_due_to_who_does_it_and_to_the_head(task: Task) -> None:
    day = DUE - timedelta(days=3)
    assert lines(OFFICER, day) == lines(HEAD, day) == ["2.01 Dọn các điểm rác tồn"]
    assert lines(OFFICER, DUE - timedelta(days=20)) == []
    assert lines("phuong.kimgiang.canbo", day) == []


def test_what_waits_for_an_answer_or_a_decision_is_in_it(task: Task, by_: ByOf) -> None:
    direct(by_("chutich"), task=task, words="Báo cáo ngay", due=date(2021, 11, 26))
    ask_extension(by_(HEAD), task=Task.objects.get(pk=task.pk), until=date(2021, 12, 20), reason="mưa")
    assert "Cần trả lời: 2.01 Dọn các điểm rác tồn" in lines(HEAD, today())
    assert "Đề nghị gia hạn chờ quyết định: 2.01 Dọn các điểm rác tồn" in lines(OFFICE, today())


def test_what_waits_to_be_received_is_a_number(plan: Plan) -> None:
    assert lines(HEAD, today()) == ["1 nhiệm vụ chờ đơn vị tiếp nhận"]


def test_the_mail_asks_the_same_for_one_person_and_for_all(task: Task) -> None:
    counted = []
    for people in ([person(HEAD).pk], list(Person.objects.values_list("pk", flat=True))):
        with CaptureQueriesContext(connection) as asked:
            due_lines(people, DUE)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 16


def test_a_calendar_has_ones_own_days(task: Task, as_: Callable[[str], Viewer], by_: ByOf) -> None:
    direct(by_("chutich"), task=task, words="Báo cáo ngay", due=date(2021, 11, 26))
    first, last = date(2021, 11, 1), date(2021, 12, 31)
    mine = [(event.title, event.day) for event in due_events(as_(HEAD), None, first, last)]
    assert mine == [
        ("2.01 Dọn các điểm rác tồn", DUE),
        ("Cần trả lời: 2.01 Dọn các điểm rác tồn", date(2021, 11, 26)),
    ]
    assert [event.day for event in due_events(as_(OFFICER), None, first, last)] == [DUE]
    assert list(due_events(as_("phuong.kimgiang.canbo"), None, first, last)) == []


def test_who_left_every_post_is_owed_no_day(task: Task, as_: Callable[[str], Viewer], by_: ByOf) -> None:
    ask_difficulty(by_(HEAD), task=task, words="Thiếu xe", due=date(2021, 11, 26), to=person(OFFICE))
    days = None, date(2021, 11, 1), date(2021, 12, 31)
    assert any(event.title.startswith("Cần trả lời") for event in due_events(as_(OFFICE), *days))
    for holding in Holding.objects.filter(person=person(OFFICE)):
        end_holding(by_("kythuat"), holding=holding, day=today())
    assert list(due_events(as_(OFFICE), *days)) == []


def test_a_calendar_of_a_unit_has_what_the_viewer_sees(task: Task, as_: Callable[[str], Viewer]) -> None:
    assert task.lead_id is not None
    first, last = date(2021, 11, 1), date(2021, 12, 31)
    assert len(list(due_events(as_(OFFICE), task.lead_id, first, last))) == 1
    assert list(due_events(as_("phuong.kimgiang.canbo"), task.lead_id, first, last)) == []


def test_an_event_keeps_its_name_when_the_day_moves(task: Task, as_: Callable[[str], Viewer], by_: ByOf) -> None:
    ask_extension(by_(HEAD), task=task, until=date(2021, 12, 20), reason="mưa")
    found = {e.uid: e.day for e in due_events(as_(HEAD), None, date(2021, 11, 1), date(2021, 12, 31))}
    assert found[f"task-{task.pk}"] == DUE
    assert date(2021, 12, 20) in found.values()
