"""Counts read from the Tally, inside the viewer's rights: the same numbers as counting the tasks that the viewer sees.

A task counts once, at its lead. Those who see everything or whole areas sum those counts. One unit's people see each task that it leads,
leads with others or cooperates in exactly once, because a unit stands in a task once. Where several units are seen, a task may be led by one
and shared by another: such scopes count the tasks themselves (`timeliness.counted_by`), so that no page differs from the list it leads to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet, Sum

from dieuhanh.kernel.access.rights import Scope, Viewer
from dieuhanh.kernel.access.visibility import within
from dieuhanh.kernel.installation.clock import now
from dieuhanh.kernel.plans.models import LIVE_PHASES, Part, Tally
from dieuhanh.kernel.plans.timeliness import Counts, day_conditions


def tally_of(viewer: Viewer) -> QuerySet[Tally]:
    """The counts of what the viewer sees: which plans, units and areas occur in it. Not to be summed over several units."""
    rows = Tally.objects.all() if viewer.can("draft_plan") else Tally.objects.filter(phase__in=LIVE_PHASES)
    return within(rows, viewer.scope("see_tasks"), lambda units: Q(unit__in=sorted(units)))


def countable(viewer: Viewer) -> QuerySet[Tally] | None:
    """The counts that, summed, give each task that the viewer sees once; None where only the tasks themselves can tell."""
    scope = viewer.scope("see_tasks")
    if scope.everything or _only_areas(scope):
        return tally_of(viewer).filter(part=Part.ONCE)
    if len(scope.units) == 1 and not scope.areas and not scope.by_area:
        return tally_of(viewer)
    return None


def _only_areas(scope: Scope) -> bool:
    return bool(scope.areas) and not scope.units and not scope.by_area


def summed_by(rows: QuerySet[Tally], by: str) -> dict[int | None, Counts]:
    """Counts by timeliness of issued tasks, by one column of the Tally ("area_id"); sums over days, so that nothing moves at midnight."""
    return {key[0]: counts for key, counts in _summed(rows, by)}


def summed_by_part(rows: QuerySet[Tally], by: str) -> dict[tuple[Part, int | None], Counts]:
    """The same apart for each part: a unit's leading, leading beside others, and cooperating."""
    return {(Part(part), key): counts for (part, key), counts in _summed(rows, "part", by)}


def _summed(rows: QuerySet[Tally], *by: str) -> Iterator[tuple[tuple[Any, ...], Counts]]:
    sums = {key: Sum("n", filter=condition, default=0) for key, condition in day_conditions(now()).items()}
    for row in rows.filter(phase__in=LIVE_PHASES).order_by().values_list(*by).annotate(**sums):
        yield row[: len(by)], Counts(*row[len(by) :])


def of_plans(rows: QuerySet[Tally], plan_ids: Iterable[int] | None) -> QuerySet[Tally]:
    return rows if plan_ids is None else rows.filter(plan__in=list(plan_ids))
