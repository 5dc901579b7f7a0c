"""The page of «6 rõ»: how many unfinished tasks lack which mark, by plan and by unit, each number leading to its list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, When
from django.urls import reverse
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.generation import kept_until_written
from dieuhanh.kernel.plans.clearness import ANY, LACKING, ClearCounts, counted_by
from dieuhanh.kernel.plans.models import UNFINISHED_PHASES, Plan
from dieuhanh.kernel.plans.overview import plans_by_time
from dieuhanh.kernel.plans.queries import tasks_visible_to
from dieuhanh.kernel.units.queries import names_on


@dataclass(frozen=True, slots=True)
class ClearRow:
    """`cells`: (mark, how many lack it, the list of them)."""

    name: str
    counts: ClearCounts
    url: str
    cells: list[tuple[str, int, str]]


def clear_page(viewer: Viewer) -> dict[str, Any]:
    """Kept until somebody writes, for all who see the same on the same day."""
    key = ("clear", today(), viewer.can("draft_plan"), viewer.scope("see_tasks").key)
    return kept_until_written(key, lambda: _clear_page(viewer))


def _clear_page(viewer: Viewer) -> dict[str, Any]:
    plans, past = plans_by_time(viewer)
    tasks = tasks_visible_to(viewer).filter(phase__in=UNFINISHED_PHASES).exclude(plan__in=[p.pk for p in past])
    tasks = tasks.annotate(is_whole=Case(When(parent=None, then=True), default=False))
    by_plan, by_unit, whole = _sums(viewer, counted_by(tasks, today(), "plan_id", "lead_id", "is_whole"))
    names = names_on(today(), by_unit)
    return {
        "marks": {key: str(word) for key, word in LACKING.items()},
        "whole": _row(_("Tất cả"), whole, ""),
        "several": len(by_plan) > 1,
        "plans": [_row(_plan_name(p), by_plan[p.pk], f"plan={p.pk}&") for p in plans if p.pk in by_plan],
        "units": [_row(name.name, by_unit[pk], f"unit={pk}&role=lead&") for pk, name in names.items()],
    }


def _sums(
    viewer: Viewer, counted: list[tuple[tuple[Any, ...], ClearCounts]]
) -> tuple[dict[int, ClearCounts], dict[int, ClearCounts], ClearCounts]:
    """A part counts at its unit; for one who sees whole areas, plans count what it is a part of (`queries.without_parts`)."""
    scope = viewer.scope("see_tasks")
    wholes = scope.everything or bool(scope.areas)
    by_plan: dict[int, ClearCounts] = defaultdict(ClearCounts)
    by_unit: dict[int, ClearCounts] = defaultdict(ClearCounts)
    every = ClearCounts()
    for (plan, lead, is_whole), counts in counted:
        into = [by_unit[lead]] if lead else []
        if is_whole or not wholes:
            into += [by_plan[plan], every]
        for sums in into:
            sums.add(counts.total, counts.unclear, counts.missing.values())
    return dict(by_plan), dict(by_unit), every


def _plan_name(plan: Plan) -> str:
    return plan.name if len(plan.name) <= 100 else f"{plan.name[:100]}…"


def _row(name: str, counts: ClearCounts, chosen: str) -> ClearRow:
    url = f"{reverse('plans:tasks')}?{chosen}clear="
    return ClearRow(name, counts, f"{url}{ANY}", [(key, n, f"{url}{key}") for key, n in counts.missing.items()])
