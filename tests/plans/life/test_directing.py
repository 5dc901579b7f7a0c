"""A task made by hand: its source is who said it, when, in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.actions.receiving import accept_task
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.days import due_at_end_of
from dieuhanh.kernel.plans.models import Kind, Phase, Plan, SetBy, State, Task
from dieuhanh.kernel.units.actions import abolish_unit
from dieuhanh.kernel.units.models import Area

from .acting import CHAIRMAN, HEAD, OFFICE, OFFICER, OTHER_HEAD, TECHNICIAN, last_act, person, unit, who

DAY = date(2021, 11, 10)
WORDS = "Giao Phòng TC-KH rà soát nợ thuế trước 15/12"
FINANCE, TAX, HADINH, KIMGIANG = (
    "Phòng Tài chính - Kế hoạch",
    "Chi cục Thuế quận",
    "UBND phường Hạ Đình",
    "UBND phường Kim Giang",
)


def new(**more: object) -> NewTask:
    simple = NewTask(
        title="Rà soát nợ thuế", leads=[unit(FINANCE)], coop=[unit(TAX)], last_day=date(2021, 12, 14), hour=time(17)
    )
    return replace(simple, **more)  # type: ignore[arg-type]  # its own fields


def test_a_direction_becomes_a_task_of_the_year(plan: Plan) -> None:
    with pinned(DAY):
        task = give_task(who(CHAIRMAN), new=new(), words=WORDS)
        assert (task.state, task.set_by, task.code) == (State.ISSUED, SetBy.DIRECT, "CĐ0.01")
        assert task.due_at == due_at_end_of(date(2021, 12, 14), time(17))
        assert task.plan.year == 2021
        assert task.direction is not None
        assert (task.direction.given_by, task.direction.given_on, task.direction.words) == (
            person(CHAIRMAN),
            DAY,
            WORDS,
        )
        assert last_act() == ("plans.give_task", CHAIRMAN, DAY)
        again = give_task(
            who(OFFICE),
            new=new(title="Báo cáo nợ thuế"),
            words=WORDS,
            given_by=person(CHAIRMAN),
            given_on=date(2021, 11, 9),
        )
        assert (again.code, again.plan_id) == ("CĐ0.02", task.plan_id)
        assert kept() == counted()
        accept_task(who("taichinh.truong"), task=task)


def test_in_a_plan_it_stands_after_the_last_of_its_area(plan: Plan) -> None:
    with pinned(DAY):
        area = Area.objects.order_by("number")[1]
        task = give_task(who(OFFICE), new=new(plan=plan, area=area), words=WORDS, given_by=person(CHAIRMAN))
    assert (task.code, task.area, task.plan) == ("2.04", area, plan)


def test_to_several_units_each_has_its_part(plan: Plan) -> None:
    with pinned(DAY):
        whole = give_task(who(OFFICE), new=new(leads=[unit(HADINH), unit(KIMGIANG)]), words=WORDS)
        assert (whole.lead, whole.state) == (None, State.RUNNING)
        assert [(p.code, p.state) for p in whole.parts.order_by("pk")] == [
            ("CĐ0.01.1", State.ISSUED),
            ("CĐ0.01.2", State.ISSUED),
        ]
        accept_task(who(OTHER_HEAD), task=Task.objects.get(code="CĐ0.01.2"))
        with pytest.raises(NotAllowed):
            accept_task(who(OTHER_HEAD), task=Task.objects.get(code="CĐ0.01.1"))
        assert kept() == counted()


def test_standing_work_has_no_end(plan: Plan) -> None:
    with pinned(DAY):
        task = give_task(who(OFFICE), new=new(standing=True, last_day=None, hour=None), words=WORDS)
        assert (task.kind, task.phase, task.due_at) == (Kind.STANDING, Phase.STANDING, None)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title": " "}, "nội dung nhiệm vụ"),
        ({"title": "(TUYỆT MẬT)"}, "dấu mật"),
        ({"leads": []}, "đơn vị chủ trì"),
        ({"last_day": date(2021, 11, 9)}, "đã qua"),
        ({"last_day": date(9999, 12, 31)}, "quá xa"),
        ({"superior_day": date(2021, 12, 1)}, "không sau thời hạn của cấp trên"),
        ({"standing": True}, "không có ngày đến hạn"),
    ],
)
def test_what_cannot_be_given(plan: Plan, wrong: dict[str, object], message: str) -> None:
    with pinned(DAY):
        before = Task.objects.count()
        with pytest.raises(Invalid, match=message):
            give_task(who(OFFICE), new=new(**wrong), words=WORDS)
        assert Task.objects.count() == before


def test_units_and_days_that_cannot_be(plan: Plan) -> None:
    with pinned(DAY):
        abolish_unit(who(TECHNICIAN), unit=unit(HADINH), day=date(2021, 11, 11))
        ended = unit(HADINH)
        give_task(who(OFFICE), new=new(leads=[ended]), words=WORDS)  # today it is still there
        for wrong, message in (
            ({"leads": [unit(FINANCE), unit(FINANCE)]}, "chọn hai lần"),
            ({"coop": [unit(FINANCE)]}, "không đồng thời"),
        ):
            with pytest.raises(Invalid, match=message):
                give_task(who(OFFICE), new=new(**wrong), words=WORDS)
        with pytest.raises(Invalid, match="lời chỉ đạo"):
            give_task(who(OFFICE), new=new(), words=" ")
        with pytest.raises(Invalid, match="ở sau hôm nay"):
            give_task(who(OFFICE), new=new(), words=WORDS, given_on=date(2021, 11, 11))
    with pinned(date(2021, 11, 11)), pytest.raises(Invalid, match="không còn hoạt động từ ngày 11/11/2021"):
        give_task(who(OFFICE), new=new(leads=[ended]), words=WORDS)


@pytest.mark.parametrize("username", [HEAD, OFFICER, TECHNICIAN])
def test_units_give_no_tasks(plan: Plan, username: str) -> None:
    with pinned(DAY), pytest.raises(NotAllowed):
        give_task(who(username), new=new(), words=WORDS)
