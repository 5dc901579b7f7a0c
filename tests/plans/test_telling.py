"""Every act on a task tells those concerned: the right people, once, never who acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.kernel.access.models import Person, Post
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.notices.models import Notice
from dieuhanh.kernel.plans.actions.asking import ask_difficulty, ask_part, direct
from dieuhanh.kernel.plans.actions.assigning import (
    assign_officer,
    give_area,
    give_area_inside,
    name_substitute,
    tell_people,
)
from dieuhanh.kernel.plans.actions.carrying import Result, report_done
from dieuhanh.kernel.plans.actions.changing import cancel_task, change_due, change_units, set_urgency
from dieuhanh.kernel.plans.actions.confirming import confirm_done, reopen_task
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.actions.extending import ask_extension, decide_extension
from dieuhanh.kernel.plans.actions.receiving import accept_task, refuse_task
from dieuhanh.kernel.plans.models import Assignment, Charge, Extension, Plan, Task, Urgency
from dieuhanh.kernel.plans.telling import say_given
from dieuhanh.kernel.units.models import Unit, UnitName

HEAD, OFFICER, OFFICE, OTHER_OFFICE = "phuong.hadinh.chutich", "phuong.hadinh.canbo", "chanhvanphong", "tonghop"
ByOf = Callable[..., By]


def person(username: str) -> Person:
    return Person.objects.get(user__username=username)


def post_of(username: str) -> Post:
    return person(username).holdings.get().post


def unit(short: str) -> Unit:
    return UnitName.objects.filter(name=short).latest("pk").unit


def task_of(plan: Plan, code: str = "2.01") -> Task:
    return Task.objects.get(plan=plan, code=code)


def told(username: str, since: int = 0) -> list[str]:
    rows = Notice.objects.filter(person__user__username=username, pk__gt=since).order_by("pk")
    return list(rows.values_list("title", flat=True))


@pytest.fixture
def since(plan: Plan) -> Callable[[], int]:
    return lambda: Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def done(by_: ByOf, plan: Plan, who: str = HEAD) -> Task:
    result = Result(symbol="12/BC-UBND", day=date(2021, 11, 20), issuer="UBND phường")
    report_done(by_(who), task=task_of(plan), words="Đã dọn xong", result=result)
    return task_of(plan)


def test_an_issued_plan_tells_each_person_once_a_unit(plan: Plan) -> None:
    """Hạ Đình leads one task; Phòng Quản lý đô thị helps in it; who issued is not told."""
    assert told(HEAD) == ["Nhiệm vụ mới 2.01 Dọn các điểm rác tồn, thời hạn 14/12/2021"]
    assert told("dothi.truong") == ["Phối hợp thực hiện nhiệm vụ mới 2.01 Dọn các điểm rác tồn, thời hạn 14/12/2021"]
    assert told(OFFICE) == []
    assert Notice.objects.get(person=person(HEAD)).url == reverse("plans:task", args=[task_of(plan).pk])


def test_many_new_tasks_are_one_notice(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    before = since()
    kinh_te, ha_dinh = unit("Phòng Kinh tế"), unit("UBND phường Hạ Đình")
    new = NewTask(title="Kiểm tra chợ", leads=[kinh_te, ha_dinh], urgency=Urgency.NORMAL)
    give_task(by_(OFFICE), new=new, words="Kiểm tra chợ")
    assert len(told(HEAD, before)) == 1
    assert len(told("kinhte.truong", before)) == 1


def test_an_urgent_task_is_marked_urgent(by_: ByOf, plan: Plan) -> None:
    set_urgency(by_(OFFICE), task=task_of(plan), urgency=Urgency.EXPRESS)
    notice = Notice.objects.filter(person=person(HEAD)).latest("pk")
    assert notice.urgent
    assert notice.title == "Mức độ khẩn nay là «hỏa tốc»: 2.01 Dọn các điểm rác tồn"


def test_who_takes_the_area_in_the_unit_is_told_too(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    area = task_of(plan).area
    assert area is not None
    give_area_inside(by_(HEAD), area=area, post=post_of(OFFICER), from_day=date(2021, 11, 24))
    before = since()
    give_task(
        by_(OFFICE),
        new=NewTask(title="Dọn rác đợt hai", leads=[unit("UBND phường Hạ Đình")], area=area),
        words="Dọn rác đợt hai",
    )
    assert len(told(OFFICER, before)) == 1


def test_a_refusal_goes_to_the_office_or_to_who_follows(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    before = since()
    refuse_task(by_(HEAD), task=task_of(plan), reason="không thuộc địa bàn")
    assert told(OFFICE, before) == told(OTHER_OFFICE, before) == ["Đơn vị trả lại nhiệm vụ 2.01 Dọn các điểm rác tồn"]


def test_who_follows_the_area_is_told_instead_of_the_whole_office(
    by_: ByOf, plan: Plan, since: Callable[[], int]
) -> None:
    area = task_of(plan).area
    assert area is not None
    give_area(by_(OFFICE), area=area, post=post_of(OTHER_OFFICE), charge=Charge.FOLLOWS, from_day=date(2021, 11, 24))
    before = since()
    refuse_task(by_(HEAD), task=task_of(plan), reason="không thuộc địa bàn")
    assert (told(OFFICE, before), len(told(OTHER_OFFICE, before))) == ([], 1)


def test_a_report_goes_to_the_head_then_to_the_office_then_back(
    by_: ByOf, plan: Plan, since: Callable[[], int]
) -> None:
    accept_task(by_(HEAD), task=task_of(plan))
    before = since()
    done(by_, plan, OFFICER)
    assert told(HEAD, before) == ["Báo cáo hoàn thành chờ bạn đồng ý: 2.01 Dọn các điểm rác tồn"]
    assert told(OFFICER, before) == told(OFFICE, before) == []


def test_a_confirmed_report_is_told_to_all_its_units(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    done(by_, plan)
    before = since()
    confirm_done(by_(OFFICE), task=task_of(plan))
    assert told(HEAD, before) == told("dothi.truong", before) == ["Đã xác nhận hoàn thành: 2.01 Dọn các điểm rác tồn"]
    reopen_task(by_(OFFICE), task=task_of(plan), reason="ảnh không đúng chỗ")
    confirm = done(by_, plan)
    confirm_done(by_(OFFICE), task=confirm)
    assert len([t for t in told(HEAD, before) if t.startswith("Đã xác nhận")]) == 2  # on one day, two acts


def test_an_extension_is_asked_of_the_office_and_answered_to_who_asked(
    by_: ByOf, plan: Plan, since: Callable[[], int]
) -> None:
    accept_task(by_(HEAD), task=task_of(plan))
    before = since()
    ask_extension(by_(HEAD), task=task_of(plan), until=date(2021, 12, 20), reason="mưa")
    assert told(OTHER_OFFICE, before) == ["Đề nghị gia hạn đến 20/12/2021: 2.01 Dọn các điểm rác tồn"]
    decide_extension(by_(OTHER_OFFICE), extension=Extension.objects.get(), grant=True)
    assert told(HEAD, before) == ["Đồng ý gia hạn đến 20/12/2021: 2.01 Dọn các điểm rác tồn"]


def test_questions_reach_who_must_answer(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    before = since()
    direct(by_("chutich"), task=task_of(plan), words="Làm ngay", due=date(2021, 11, 26))
    assert told(HEAD, before) == ["Ý kiến chỉ đạo, trả lời chậm nhất ngày 26/11/2021: 2.01 Dọn các điểm rác tồn"]
    ask_difficulty(by_(HEAD), task=task_of(plan), words="Thiếu xe", due=date(2021, 11, 26), to=person("chutich"))
    assert told("chutich", before) == ["Xin ý kiến bạn, trả lời chậm nhất ngày 26/11/2021: 2.01 Dọn các điểm rác tồn"]
    dothi = unit("Phòng Quản lý đô thị")
    ask_part(by_(HEAD), task=task_of(plan), words="Cho số liệu", due=date(2021, 11, 26), to=dothi)
    assert len(told("dothi.truong", before)) == 1


def test_another_lead_is_told_as_a_new_task_and_the_old_one_that_it_is_over(
    by_: ByOf, plan: Plan, since: Callable[[], int]
) -> None:
    before = since()
    kim_giang, dothi = unit("UBND phường Kim Giang"), unit("Phòng Quản lý đô thị")
    change_units(by_(OFFICE), task=task_of(plan), lead=kim_giang, coop=[dothi], reason="giao nhầm phường")
    assert told(HEAD, before) == ["Đơn vị không còn thực hiện nhiệm vụ 2.01 Dọn các điểm rác tồn"]
    assert told("phuong.kimgiang.chutich", before)[0].startswith("Nhiệm vụ mới 2.01")
    assert told("dothi.truong", before) == ["Thay đổi đơn vị thực hiện nhiệm vụ 2.01 Dọn các điểm rác tồn"]


def test_a_moved_deadline_and_a_cancelled_task_are_told(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    before = since()
    change_due(by_(OFFICE), task=task_of(plan), until=date(2021, 12, 20), reason="mưa")
    cancel_task(by_(OFFICE), task=task_of(plan), document="05/QĐ-UBND", reason="trùng")
    assert told(HEAD, before) == [
        "Điều chỉnh thời hạn đến 20/12/2021: 2.01 Dọn các điểm rác tồn",
        "Hủy nhiệm vụ 2.01 Dọn các điểm rác tồn",
    ]


def test_an_officer_and_those_to_know_are_told(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    before, task = since(), task_of(plan)
    row = Assignment.objects.get(task=task, unit=task.lead)
    assign_officer(by_(HEAD), assignment=row, officer=person(OFFICER))
    tell_people(by_(OFFICE), task=task, people=[person("yte.truong")])
    assert told(OFFICER, before)[0].startswith("Bạn được phân công nhiệm vụ 2.01")
    assert told("yte.truong", before) == ["Để biết: 2.01 Dọn các điểm rác tồn"]


def test_a_substitute_is_told(by_: ByOf, plan: Plan, since: Callable[[], int]) -> None:
    before, days = since(), {"from_day": date(2021, 11, 25), "last_day": date(2021, 11, 30)}
    name_substitute(by_(HEAD), post=post_of(HEAD), person=person(OFFICER), ground="nghỉ ốm", **days)
    assert told(OFFICER, before) == [f"Bạn thay {post_of(HEAD).title} từ ngày 25/11/2021 đến hết ngày 30/11/2021"]


def test_new_tasks_cost_the_same_for_one_and_for_many(plan: Plan) -> None:
    """Who answers, who is assigned, names: a fixed number of questions, and one write."""
    counted = []
    for tasks in (list(Task.objects.all()[:1]), list(Task.objects.all())):
        with CaptureQueriesContext(connection) as asked:
            telling(By(channel="system"), tasks=tasks)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 15


@action("tests.telling", may=None)
def telling(by: By, *, tasks: list[Task]) -> None:
    say_given(tasks)
