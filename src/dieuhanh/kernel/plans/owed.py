"""What units owe, inside the viewer's rights: each unit's own count, and counts over many units in which a shared task counts once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, When

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.visibility import visible_rows
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.plans.models import LIVE_PHASES, Assignment, Part, Plan, PlanState, Role, Task
from dieuhanh.kernel.plans.tallies import summed_by_part, tally_of
from dieuhanh.kernel.plans.timeliness import WORDS, Counts, bounds, conditions

Found = dict[tuple[Part, int | None], Counts]


@dataclass(slots=True)
class Owed:
    """`lead`: tasks that the unit leads, alone, first or beside others; `coop`: those it cooperates in."""

    lead: Counts = field(default_factory=Counts)
    coop: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True)
class _Shared:
    """A task that the unit leads beside others; `first`: the lead at which it is counted, if it has one."""

    task: int
    unit: int
    first: int | None
    phase: str
    due_order: datetime


class Owing:
    """What each unit owes. Units of which the viewer may see nothing do not occur."""

    def __init__(self, viewer: Viewer, unit_ids: Iterable[int] | None = None) -> None:
        self.past = past_plans()
        self.by_unit: dict[int, Owed] = defaultdict(Owed)
        self._once: dict[int, Counts] = defaultdict(Counts)
        wanted = None if unit_ids is None else set(unit_ids)
        scope = viewer.scope("see_tasks")
        found = _counted(viewer, wanted, self.past) if scope.by_area else _tallied(viewer, wanted, self.past)
        for (part, unit), counts in found.items():
            self._add(part, unit or 0, counts)
        sharing = [unit or 0 for part, unit in found if part == Part.SHARED]
        self._shared = _shared(viewer, sharing, self.past)

    def _add(self, part: Part, unit: int, counts: Counts) -> None:
        owed = self.by_unit[unit]
        if part == Part.COOP:
            owed.coop += counts
            return
        owed.lead += counts
        if part in (Part.ONCE, Part.PIECE):
            self._once[unit] += counts

    def of(self, unit_id: int) -> Owed | None:
        return self.by_unit.get(unit_id)

    def led_by(self, unit_ids: Iterable[int]) -> Counts:
        """The tasks that any of the units leads, each once."""
        ids = set(unit_ids)
        found = sum((self._once[u] for u in ids if u in self._once), Counts())
        at, beside = bounds(now()), {s.task: s for s in self._shared if s.unit in ids and s.first not in ids}
        keys = [at.key_of(s.phase, s.due_order) for s in beside.values()]
        return found + Counts(*(keys.count(key) for key in WORDS))


def past_plans() -> list[int]:
    """Issued plans whose time has passed."""
    return list(Plan.objects.filter(state=PlanState.ISSUED, until_day__lte=today()).values_list("pk", flat=True))


def _tallied(viewer: Viewer, unit_ids: set[int] | None, past: list[int]) -> Found:
    rows = tally_of(viewer).exclude(plan__in=past).filter(unit__isnull=False)
    return summed_by_part(rows if unit_ids is None else rows.filter(unit__in=unit_ids), "unit_id")


def _counted(viewer: Viewer, unit_ids: set[int] | None, past: list[int]) -> Found:
    """From the assignments themselves, for one who sees some units in some areas only: a task of another area that such a unit leads is
    seen too where the viewer's own unit cooperates, and no tally by unit and area knows that."""
    scope = viewer.scope("see_tasks")
    rows = Assignment.objects.filter(task__in=_seen(viewer, past))
    if not (scope.everything or scope.areas):
        rows = rows.filter(unit__in=scope.units.union(*scope.by_area.values()))
    if unit_ids is not None:
        rows = rows.filter(unit__in=unit_ids)
    counts = {key: Count("pk", filter=condition) for key, condition in conditions(now(), "task__").items()}
    part = Case(
        When(role=Role.COOP, then=Part.COOP),
        When(task__parent__isnull=False, then=Part.PIECE),
        When(unit=F("task__lead"), then=Part.ONCE),
        default=Part.SHARED,
    )
    grouped = rows.order_by().annotate(part=part).values_list("part", "unit_id").annotate(**counts)
    return {(Part(part), unit): Counts(*numbers) for part, unit, *numbers in grouped}


def _seen(viewer: Viewer, past: list[int]) -> QuerySet[Task]:
    issued = Task.objects.filter(phase__in=LIVE_PHASES).exclude(plan__in=past)
    return visible_rows(issued, viewer.scope("see_tasks"), assignments=Assignment)


def _shared(viewer: Viewer, unit_ids: list[int], past: list[int]) -> list[_Shared]:
    rows = Assignment.objects.filter(role=Role.LEAD, unit__in=unit_ids, task__in=_seen(viewer, past))
    beside = rows.exclude(unit=F("task__lead"))
    return [
        _Shared(*row)
        for row in beside.values_list("task_id", "unit_id", "task__lead_id", "task__phase", "task__due_order")
    ]


def without_lead(past: list[int]) -> int:
    """The tasks of plans in force that no unit leads, neither the whole nor a part of it."""
    tasks = Task.objects.filter(lead=None, phase__in=LIVE_PHASES).exclude(plan__in=past)
    led = Assignment.objects.filter(task=OuterRef("pk"), role=Role.LEAD)
    return tasks.exclude(Exists(led)).exclude(Exists(Task.objects.filter(parent=OuterRef("pk")))).count()
