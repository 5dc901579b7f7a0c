"""The duty of the day: silence counts as received, and everybody is reminded once of what is due, whatever days were missed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from dieuhanh.kernel.access.actions import end_holding
from dieuhanh.kernel.access.models import Holding, Person
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.jobs.duties import Tick
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.notices.models import Notice
from dieuhanh.kernel.plans.actions.asking import direct
from dieuhanh.kernel.plans.actions.assigning import assign_officer, name_substitute
from dieuhanh.kernel.plans.actions.changing import change_due
from dieuhanh.kernel.plans.actions.receiving import accept_task
from dieuhanh.kernel.plans.actions.ruling import set_reminder
from dieuhanh.kernel.plans.models import Assignment, Plan, RemindTo, State, Task
from dieuhanh.kernel.plans.reminding import remind
from dieuhanh.kernel.plans.told import REMINDER
from dieuhanh.kernel.units.actions import abolish_unit

HEAD, OFFICER, OFFICE, DEPUTY, CHAIR = (
    "phuong.hadinh.chutich",
    "phuong.hadinh.canbo",
    "chanhvanphong",
    "phochutich.dothi",
    "chutich",
)
ByOf = Callable[..., By]
DUE = date(2021, 12, 14)  # the last day of 2.01, a Tuesday


def tick(day: date, since: date | None = None) -> None:
    with pinned(day):
        remind(Tick("plans.remind", day, since))


def reminded(username: str, day: date | None = None) -> list[str]:
    rows = Notice.objects.filter(person__user__username=username, kind=REMINDER)
    if day is not None:
        rows = rows.filter(day=day)
    return list(rows.order_by("pk").values_list("title", flat=True))


def person(username: str) -> Person:
    return Person.objects.get(user__username=username)


@pytest.fixture
def task(plan: Plan, by_: ByOf) -> Task:
    """Given to the officer of Hạ Đình, and received."""
    found = Task.objects.get(plan=plan, code="2.01")
    assign_officer(by_(HEAD), assignment=Assignment.objects.get(task=found, unit=found.lead), officer=person(OFFICER))
    return accept_task(by_(HEAD), task=found)


def test_the_officer_three_working_days_before_the_head_one(task: Task) -> None:
    tick(date(2021, 12, 9))
    assert reminded(OFFICER) == ["Đến hạn ngày 14/12/2021: 2.01 Dọn các điểm rác tồn"]
    assert reminded(HEAD) == []
    tick(date(2021, 12, 13))
    assert reminded(HEAD) == ["Đến hạn ngày 14/12/2021: 2.01 Dọn các điểm rác tồn"]
    tick(DUE)
    assert reminded(OFFICER, DUE) == ["Đến hạn hôm nay: 2.01 Dọn các điểm rác tồn"]


def test_escalation_goes_up_to_the_leader_of_the_area_and_the_chairman(task: Task) -> None:
    tick(date(2021, 12, 15))
    assert reminded(HEAD) == ["Quá hạn 1 ngày làm việc: 2.01 Dọn các điểm rác tồn"]
    assert reminded(DEPUTY) == reminded(CHAIR) == []
    tick(date(2021, 12, 17))
    assert reminded(DEPUTY) == ["Quá hạn 3 ngày làm việc: 2.01 Dọn các điểm rác tồn"]
    tick(date(2021, 12, 23))
    assert "2.01" in reminded(CHAIR)[-1]


def test_twice_a_day_reminds_once(task: Task) -> None:
    tick(DUE)
    before = Notice.objects.count()
    tick(DUE, since=DUE)
    assert Notice.objects.count() == before
    assert Act.objects.filter(verb="plans.send_reminders").count() == 1


def test_after_three_missed_days_each_due_reminder_comes_once(task: Task) -> None:
    """Off from the 9th on: the officer's reminders of the 9th, the 14th and the 15th are one, and it says how things stand now."""
    tick(date(2021, 12, 8))
    tick(date(2021, 12, 15), since=date(2021, 12, 8))
    assert reminded(OFFICER) == ["Quá hạn 1 ngày làm việc: 2.01 Dọn các điểm rác tồn"]
    assert len(reminded(HEAD)) == 1
    tick(date(2021, 12, 16), since=date(2021, 12, 15))
    assert len(reminded(OFFICER)) == 1


def test_a_deadline_on_a_day_off_is_reminded_on_the_working_day_before(task: Task, by_: ByOf) -> None:
    saturday = date(2021, 12, 18)
    change_due(by_(OFFICE), task=Task.objects.get(pk=task.pk), until=saturday, reason="mưa")
    tick(saturday - timedelta(days=1))
    assert reminded(OFFICER) == ["Đến hạn ngày 18/12/2021: 2.01 Dọn các điểm rác tồn"]
    tick(saturday, since=saturday - timedelta(days=1))
    assert len(reminded(OFFICER)) == 1
    monday = date(2021, 12, 20)
    tick(monday, since=saturday)
    assert len(reminded(OFFICER)) == 1
    tick(monday + timedelta(days=1), since=monday)
    assert reminded(OFFICER)[-1] == "Quá hạn 1 ngày làm việc: 2.01 Dọn các điểm rác tồn"


def test_many_tasks_are_one_reminder_a_person(plan: Plan) -> None:
    """The chairman has one line for all that is late by seven working days."""
    tick(date(2021, 12, 1))
    tick(date(2021, 12, 8), since=date(2021, 12, 1))
    assert len(reminded(CHAIR, date(2021, 12, 8))) <= 1


def test_silence_counts_as_received(plan: Plan) -> None:
    task = Task.objects.get(plan=plan, code="2.01")
    assert task.state == State.ISSUED
    tick(date(2021, 11, 26))
    assert Task.objects.get(pk=task.pk).state == State.ISSUED
    tick(date(2021, 12, 2))
    assert Task.objects.get(pk=task.pk).state == State.RUNNING


def test_what_an_officer_who_left_had_is_asked_of_the_head(task: Task, by_: ByOf) -> None:
    held = Holding.objects.get(person=person(OFFICER))
    with pinned(date(2021, 12, 10)):
        end_holding(By(channel="system"), holding=held, day=date(2021, 12, 11))
    tick(date(2021, 12, 11))
    assert reminded(HEAD) == [f"{person(OFFICER).name} không còn ở đơn vị; 1 nhiệm vụ cần phân công lại"]
    tick(DUE, since=date(2021, 12, 13))
    assert reminded(OFFICER) == []
    assert reminded(HEAD, DUE) == ["Đến hạn hôm nay: 2.01 Dọn các điểm rác tồn"]


def test_who_stands_in_for_an_officer_who_is_ill_is_reminded_too(task: Task, by_: ByOf) -> None:
    post = Holding.objects.get(person=person(OFFICER)).post
    days = {"from_day": date(2021, 12, 6), "last_day": date(2021, 12, 31)}
    name_substitute(by_(HEAD), post=post, person=person(HEAD), ground="nghỉ ốm", **days)
    tick(date(2021, 12, 9))
    assert reminded(OFFICER) == reminded(HEAD) == ["Đến hạn ngày 14/12/2021: 2.01 Dọn các điểm rác tồn"]


def test_a_unit_that_ends_tomorrow_is_said_to_the_office(task: Task) -> None:
    assert task.lead is not None
    with pinned(date(2021, 12, 1)):
        abolish_unit(By(channel="system"), unit=task.lead, day=date(2021, 12, 11))
    tick(date(2021, 12, 10), since=date(2021, 12, 9))
    assert reminded(OFFICE) == [
        "UBND phường Hạ Đình kết thúc hoạt động từ ngày 11/12/2021; còn 1 nhiệm vụ chưa hoàn thành, cần giao đơn vị khác"
    ]


def test_an_answer_that_is_due_is_asked_for(task: Task, by_: ByOf) -> None:
    direct(by_(CHAIR), task=Task.objects.get(pk=task.pk), words="Báo cáo ngay", due=date(2021, 11, 26))
    tick(date(2021, 11, 25))
    assert reminded(HEAD) == ["Cần trả lời chậm nhất ngày 26/11/2021: 2.01 Dọn các điểm rác tồn"]
    tick(date(2021, 11, 29), since=date(2021, 11, 25))
    assert reminded(HEAD)[-1] == "Quá hạn trả lời ngày 26/11/2021: 2.01 Dọn các điểm rác tồn"


def test_the_office_switches_a_reminder_off_and_sets_another(task: Task, by_: ByOf) -> None:
    by, day = by_(OFFICE), today()
    set_reminder(by, to=RemindTo.OFFICER, days=-3, on=False, ground="Thông báo 12/TB-VP", from_day=day)
    set_reminder(by, to=RemindTo.OFFICER, days=-5, on=True, ground="Thông báo 12/TB-VP", from_day=day)
    tick(date(2021, 12, 7))
    assert len(reminded(OFFICER)) == 1
    tick(date(2021, 12, 9))
    assert len(reminded(OFFICER)) == 1


@pytest.mark.parametrize(
    ("days", "ground", "from_day", "words"),
    [
        (31, "x", date(2021, 11, 24), "chỉ nhắc trong 30 ngày làm việc"),
        (1, " ", date(2021, 11, 24), "căn cứ"),
        (1, "x", date(2021, 11, 1), "đã qua"),
    ],
)
def test_what_a_reminder_cannot_be(by_: ByOf, days: int, ground: str, from_day: date, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        set_reminder(by_(OFFICE), to=RemindTo.HEAD, days=days, on=True, ground=ground, from_day=from_day)


def test_the_number_of_questions_does_not_grow_with_the_tasks(
    plan: Plan, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    with django_assert_max_num_queries(45):  # type: ignore[attr-defined]  # a context manager of pytest-django
        tick(DUE)
