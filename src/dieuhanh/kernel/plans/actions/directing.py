"""A task made by hand: its source is the direction that was noted, who gave it, when, in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Max

from dieuhanh.kernel.access.models import Person, Post
from dieuhanh.kernel.access.rights import acting
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.installation.models import Installation
from dieuhanh.kernel.journal.actions import By, action, create, create_many
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.giving import exist_today, fan_out, given
from dieuhanh.kernel.plans.actions.saying import fitting, said
from dieuhanh.kernel.plans.counting import count_new
from dieuhanh.kernel.plans.days import due_at_end_of, refuse_past
from dieuhanh.kernel.plans.models import (
    Assignment,
    Direction,
    Kind,
    Plan,
    PlanState,
    Role,
    SetBy,
    Task,
    Urgency,
)
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.plans.telling import say, say_given
from dieuhanh.kernel.units.models import Area, Unit

DIRECTIONS = "CĐ"  # opens the codes of directions: the "1.02" of a year's directions is not the "1.02" of a plan
DUE_TEXT = 200  # characters


@dataclass(frozen=True, slots=True)
class NewTask:
    """What a direction gives: several `leads` mean a part for each. `last_day` None: a standing duty where `standing` says so."""

    title: str
    leads: Sequence[Unit]
    coop: Sequence[Unit] = ()
    last_day: date | None = None
    hour: time | None = None
    due_text: str = ""
    product: str = ""
    area: Area | None = None
    plan: Plan | None = None
    set_by: SetBy = SetBy.DIRECT
    urgency: Urgency = Urgency.NORMAL
    standing: bool = False
    superior_day: date | None = None
    owner_post: Post | None = None


@action("plans.give_task", may="give_task")
def give_task(
    by: By, *, new: NewTask, words: str, given_by: Person | None = None, given_on: date | None = None
) -> Task:
    """Give one task by hand, in the plan of its area or among the directions of the year. `words`: as they were noted."""
    _check(new, words)
    _within_reach(by, new)
    said_on = given_on or today()
    if said_on > today():
        raise Invalid(f"ngày chỉ đạo {said_on:%d/%m/%Y} ở sau hôm nay", "given_on")
    person = given_by or acting(by).person
    if person is None:
        raise Invalid("hãy chọn người chỉ đạo", "given_by")
    direction = create(Direction(given_by=person, given_on=said_on, words=words.strip()))
    plan = _held(new.plan or directions_of(today().year))
    task = create(_task(plan, new, direction))
    roles = [(unit, Role.LEAD) for unit in new.leads] + [(unit, Role.COOP) for unit in new.coop]
    create_many([Assignment(task=task, unit=unit, role=role) for unit, role in roles])
    parts = fan_out(task)
    count_new([task.pk, *(part.pk for part in parts)])
    say_given([task, *parts])
    say("direction_noted", task, people=[person.pk])
    return task


def _check(new: NewTask, words: str) -> None:
    said(new.title, "hãy ghi nội dung nhiệm vụ", "title")
    said(words, "hãy ghi lời chỉ đạo", "words")
    fitting(new.product, "product")
    fitting(new.due_text, "last_day", DUE_TEXT)
    if not new.leads:
        raise Invalid("hãy chọn đơn vị chủ trì", "leads")
    if set(new.leads) & set(new.coop):
        raise Invalid("đơn vị chủ trì không đồng thời là đơn vị phối hợp", "coop")
    for field, units in (("leads", new.leads), ("coop", new.coop)):
        if len(set(units)) < len(units):
            raise Invalid("một đơn vị được chọn hai lần", field)
        exist_today(units, field)
    if new.last_day is not None:
        refuse_past(new.last_day, today(), "last_day")
        if new.hour is not None and due_at_end_of(new.last_day, new.hour) <= now():
            raise Invalid(f"{new.hour:%H:%M} ngày {new.last_day:%d/%m/%Y} đã qua; hãy chọn giờ sau đó", "hour")
        if new.superior_day and new.superior_day < new.last_day:
            raise Invalid("thời hạn giao trong cơ quan phải không sau thời hạn của cấp trên", "last_day")
    if new.plan is not None and new.plan.state != PlanState.ISSUED:
        raise Invalid("kế hoạch này chưa giao; chỉ thêm nhiệm vụ vào kế hoạch đã giao", "plan")
    if new.standing and new.last_day is not None:
        raise Invalid("nhiệm vụ thường xuyên không có ngày đến hạn", "last_day")


def _within_reach(by: By, new: NewTask) -> None:
    """Who leads some areas gives tasks in those; the action's own gate cannot ask a task that does not exist yet."""
    if by.actor is None:
        return
    area = new.area.pk if new.area else None
    if not acting(by).scope("give_task").covers(frozenset(unit.pk for unit in new.leads), area):
        raise Invalid("hãy chọn lĩnh vực mình phụ trách; chỉ giao được nhiệm vụ trong các lĩnh vực đó", "area")


def _held(plan: Plan) -> Plan:
    """Its row, until the act ends: two directions at once must not get one code."""
    return Plan.objects.select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)


def _task(plan: Plan, new: NewTask, direction: Direction) -> Task:
    number = (plan.tasks.aggregate(n=Max("ordinal"))["n"] or 0) + 1
    first = (DIRECTIONS if plan.year else "") + (str(new.area.number) if new.area else "0")
    lead = new.leads[0] if len(new.leads) == 1 else None
    due_at = due_at_end_of(new.last_day, new.hour) if new.last_day else None
    return Task(
        plan=plan,
        area=new.area,
        code=_next_code(plan, first),
        ordinal=number,
        title=new.title.strip(),
        kind=Kind.STANDING if new.standing else Kind.TASK,
        set_by=new.set_by,
        urgency=new.urgency,
        direction=direction,
        lead=lead,
        owner_post=new.owner_post,
        due_at=due_at,
        due_text=new.due_text,
        due_rule=("hour" if new.hour else "day") if new.last_day else "none",
        due_type="ongoing" if new.standing else "",
        superior_due_at=due_at_end_of(new.superior_day) if new.superior_day else None,
        product=new.product.strip(),
        **given(Rules(today()), today(), lead.pk if lead else None, due_at),
    )


def _next_code(plan: Plan, first: str) -> str:
    """ "2.31" after "2.30", "CĐ2.31" among directions: the highest of the plan under the same first number."""
    codes = plan.tasks.filter(code__startswith=f"{first}.", parent=None).values_list("code", flat=True)
    numbers = [int(code.split(".")[1]) for code in codes if code.split(".")[1].isdigit()]
    return f"{first}.{max(numbers, default=0) + 1:02d}"


def directions_of(year: int) -> Plan:
    """The plan that gathers the directions of a year, made with the first of them; of two firsts at once, one waits for the other."""
    found = Plan.objects.filter(year=year).first()
    if found is not None:
        return found
    list(Installation.objects.select_for_update(no_key=True).values_list("pk"))
    if (found := Plan.objects.filter(year=year).first()) is not None:
        return found
    title = f"Chỉ đạo trực tiếp năm {year}"
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return create(
        Plan(year=year, title=title, state=PlanState.ISSUED, issued_on=today(), from_day=first, until_day=after)
    )
