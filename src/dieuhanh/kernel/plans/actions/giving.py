"""Giving tasks: drafts become given, and what several units lead becomes a part for each, with one total."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.journal.actions import change, create_many, remove, update_set
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.days import after_working_days
from dieuhanh.kernel.plans.models import Assignment, Kind, Phase, Plan, Role, RuleName, State, Task
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.units.models import Unit, UnitName


def given(rules: Rules, day: date, unit_id: int | None, due_at: datetime | None) -> dict[str, Any]:
    """What a task has from the day it is given: until when silence is no answer (n working days, not beyond the deadline); then it counts
    as received."""
    lapse_at = after_working_days(day, rules.number(RuleName.ACCEPT_DAYS, unit_id))
    if due_at is not None and now() < due_at < lapse_at:
        lapse_at = due_at
    return {"state": State.ISSUED, "state_since": day, "lapse_at": lapse_at}


def give_drafts(plan: Plan) -> None:
    """All drafted tasks of a plan, set-wise; then the parts. The caller counts."""
    drafts = Task.objects.filter(plan=plan, state=State.DRAFT)
    collective = list(drafts.filter(lead=None, assignments__role=Role.LEAD).distinct())
    rules, usual = Rules(today()), given(Rules(today()), today(), None, None)
    soon = (
        drafts.filter(due_at__gt=now(), due_at__lt=usual["lapse_at"])
        .order_by("due_at")
        .values_list("due_at", flat=True)
    )
    for due_at in [*soon.distinct(), None]:
        rows = drafts if due_at is None else drafts.filter(due_at=due_at)
        values = given(rules, today(), None, due_at)
        for kind, phase in ((Kind.TASK, Phase.OPEN), (Kind.STANDING, Phase.STANDING)):
            update_set(rows.filter(kind=kind), "issued with the plan", leaves=("due_order",), phase=phase, **values)
    for task in Task.objects.filter(pk__in=[t.pk for t in collective]).order_by("ordinal"):
        fan_out(task)


def fan_out(task: Task) -> list[Task]:
    """A part for each unit that leads beside the others ("UBND 11 phường"): its own state each, one total at the task. The caller counts."""
    leads = list(task.assignments.filter(role=Role.LEAD).order_by("id"))
    if task.lead_id is not None or len(leads) < 2:
        return []
    parts = create_many([_same_work(task, row.unit_id, number) for number, row in enumerate(leads, start=1)])
    for part, row in zip(parts, leads, strict=True):
        change(row, task=part)
    change(task, state=State.RUNNING, lapse_at=None)
    return parts


# What a part has from its whole, whoever makes it.
_FROM_THE_WHOLE = (
    "plan_id",
    "heading_id",
    "area_id",
    "ordinal",
    "title",
    "kind",
    "set_by",
    "urgency",
    "direction_id",
    "due_at",
    "due_text",
    "due_rule",
    "start",
    "end",
)
# And what it has besides where it is the same work in another unit.
_SAME_WORK = (
    "head_verb",
    "state",
    "state_since",
    "lapse_at",
    "due_type",
    "due_iso",
    "superior_due_at",
    "product",
    "target",
)


def part_of(task: Task, number: int, **own: Any) -> Task:
    """A part of a whole, not yet stored; its code tells of which, `own` is what it has of its own."""
    values = {name: getattr(task, name) for name in _FROM_THE_WHOLE}
    return Task(parent=task, code=f"{task.code}.{number}"[:16], **(values | own))


def _same_work(task: Task, unit_id: int, number: int) -> Task:
    values = {name: getattr(task, name) for name in _SAME_WORK}
    return part_of(task, number, **(values | {"lead_id": unit_id, "state": State.ISSUED}))


def assign(task: Task, wanted: dict[int, Role]) -> None:
    """The rows of units that stay keep their officer."""
    for row in task.assignments.all():
        role = wanted.pop(row.unit_id, None)
        if role is None:
            remove(row)
        elif role != row.role:
            change(row, role=role)
    create_many([Assignment(task=task, unit_id=unit_id, role=role) for unit_id, role in wanted.items()])


def exist_today(units: Sequence[Unit], field: str) -> None:
    """What is given goes to units that are there to receive it."""
    day = today()
    names = {name.unit_id: name.name for name in UnitName.objects.filter(unit__in=units).order_by("from_day")}
    for unit in units:
        if not unit.from_day <= day:
            raise Invalid(f"{names[unit.pk]} chỉ hoạt động từ ngày {unit.from_day:%d/%m/%Y}", field)
        if unit.until_day <= day:
            raise Invalid(f"{names[unit.pk]} không còn hoạt động từ ngày {unit.until_day:%d/%m/%Y}", field)
