"""A plan's tasks under the units that they are given to, as each unit's own list for paper."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.plans.models import Assignment, Phase, Plan, PlanState, Role, Settled, Task
from dieuhanh.kernel.plans.queries import TaskRow, for_rows, rows_of, tasks_visible_to
from dieuhanh.kernel.units.queries import names_on


@dataclass(slots=True)
class UnitTasks:
    """`name`: empty for the tasks that no unit leads."""

    name: str
    leads: list[TaskRow] = field(default_factory=list)
    coop: list[TaskRow] = field(default_factory=list)


def printable_by(viewer: Viewer) -> QuerySet[Plan]:
    """Plans in which the viewer sees a task."""
    seen = tasks_visible_to(viewer).filter(plan=OuterRef("pk"))
    return Plan.objects.filter(Exists(seen)).select_related("document")


class ByUnitPage:
    def __init__(self, viewer: Viewer, plan: Plan) -> None:
        self.viewer, self.plan = viewer, plan

    @property
    def drafted(self) -> bool:
        return self.plan.state == PlanState.DRAFT

    @cached_property
    def tasks(self) -> QuerySet[Task]:
        """What stands: neither rejected drafts nor what was taken out of the plan."""
        found = tasks_visible_to(self.viewer).filter(plan=self.plan, parent=None).exclude(phase=Phase.OFF)
        return for_rows(found.exclude(draft__settled=Settled.REJECTED)).order_by("ordinal", "pk")

    @cached_property
    def units(self) -> list[UnitTasks]:
        """In the order of their names, those without a lead at the end."""
        rows = {row.pk: row for row in rows_of(list(self.tasks))}
        assigned = Assignment.objects.filter(task__in=list(rows)).order_by("task__ordinal", "task")
        found: dict[int, tuple[list[TaskRow], list[TaskRow]]] = defaultdict(lambda: ([], []))
        led = set()
        for task, unit, role in assigned.values_list("task", "unit", "role"):
            found[unit][role].append(rows[task])
            led |= {task} if role == Role.LEAD else set()
        units = [UnitTasks(name.name, *found[pk]) for pk, name in names_on(today(), found).items()]
        nobody = [row for pk, row in rows.items() if pk not in led]
        return [*units, UnitTasks("", nobody)] if nobody else units
