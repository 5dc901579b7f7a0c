"""The command page and the page of an area: counts, lights, and what is due next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.plans.models import Plan, PlanHeading, Task
from dieuhanh.kernel.plans.queries import (
    BY_DUE,
    TaskRow,
    issued_tasks,
    plans_in_force,
    rows_of,
    task_rows,
    tasks_visible_to,
)
from dieuhanh.kernel.plans.timeliness import SLOW_PERCENT, SOON_DAYS, Counts, Light, light_of, tally, with_timeliness
from dieuhanh.kernel.units.models import Area

DUE_NEXT = 6


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area of the command page; `area` None gathers the tasks whose heading matches no area."""

    area: Area | None
    counts: Counts
    light: Light
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    heading: str
    lede: str
    plans: list[Plan]
    chosen: Plan | None
    counts: Counts
    areas: list[AreaRow]
    due_next: list[TaskRow]
    slow_percent: int = SLOW_PERCENT
    soon_days: int = SOON_DAYS

    @property
    def watched(self) -> list[tuple[str, list[AreaRow]]]:
        """Areas that are slow, then those that want watching; none where all is well."""
        groups = [(key, [row for row in self.areas if row.light.key == key]) for key in ("over", "soon")]
        return [(key, rows) for key, rows in groups if rows]

    @property
    def plan_count(self) -> int:
        return 1 if self.chosen else len(self.plans)

    @property
    def list_url(self) -> str:
        """The task list of the same plans, to which a filter is added."""
        chosen = f"plan={self.chosen.pk}&" if self.chosen else ""
        return f"{reverse('plans:tasks')}?{chosen}"


def overview(viewer: Viewer, plan_id: str) -> Overview:
    """All plans in force by default, one by choice."""
    plans = list(plans_in_force(viewer))
    chosen = next((p for p in plans if str(p.pk) == plan_id), None)
    tasks = issued_tasks(viewer)
    if chosen:
        tasks = tasks.filter(plan=chosen)
    by_area = tally(tasks, "area_id", now())
    areas = [area_row(area, by_area.get(area.pk, Counts())) for area in Area.objects.order_by("number")]
    if None in by_area:
        areas.append(area_row(None, by_area[None]))
    return Overview(
        heading=verdict(areas),
        lede=_lede(chosen or (plans[0] if len(plans) == 1 else None)),
        plans=plans,
        chosen=chosen,
        counts=sum(by_area.values(), Counts()),
        areas=areas,
        due_next=task_rows(tasks.filter(due_at__gt=now()).order_by(*BY_DUE)[:DUE_NEXT]),
    )


def area_row(area: Area | None, counts: Counts) -> AreaRow:
    return AreaRow(area, counts, light_of(counts), reverse("plans:area", args=[area.code if area else "none"]))


def verdict(areas: list[AreaRow]) -> str:
    """The heading is the news: how many areas are slow, how many want watching."""
    slow, watched = (sum(row.light.key == key for row in areas) for key in ("over", "soon"))
    parts = [_("%d lĩnh vực chậm") % slow] if slow else []
    parts += [_("%d lĩnh vực cần chú ý") % watched] if watched else []
    if parts:
        return ", ".join(parts)
    if any(row.counts.total for row in areas):
        return _("Các lĩnh vực đều đúng tiến độ")
    return _("Chưa có nhiệm vụ nào được giao")


def _lede(plan: Plan | None) -> str:
    """How much of the plan's time has passed, where the plan says what time it covers."""
    if not plan or not plan.from_day or not plan.until_day:
        return ""
    days, passed = _days(plan.from_day, plan.until_day, today())
    return _("Kế hoạch đã qua %(passed)d/%(days)d ngày.") % {"passed": passed, "days": days}


def _days(first: date, after: date, day: date) -> tuple[int, int]:
    days = (after - first).days
    return days, min(max((day - first).days + 1, 0), days)


@dataclass(frozen=True, slots=True)
class Group:
    """The tasks of one heading of one plan."""

    plan: Plan
    heading: PlanHeading | None
    rows: list[TaskRow]


def area_groups(viewer: Viewer, area: Area | None) -> tuple[Counts, list[Group]]:
    """Counts of the issued tasks of an area, and all its visible tasks under the headings of their plans."""
    tasks = tasks_visible_to(viewer).filter(area=area)
    counts = tally(issued_tasks(viewer).filter(area=area), "area_id", now())
    return counts.get(area.pk if area else None, Counts()), _grouped(tasks)


def _grouped(tasks: QuerySet[Task]) -> list[Group]:
    """Issued plans before drafts ("issued" > "draft"), the newest first, each in the order of its text."""
    ordered = tasks.order_by("-plan__state", "-plan__document__date", "plan_id", "ordinal")
    related = ordered.select_related("area", "plan__document", "heading").defer("plan__document__text")
    found = list(with_timeliness(related, now()))
    groups: dict[tuple[int, int | None], Group] = {}
    for task, row in zip(found, rows_of(found), strict=True):
        groups.setdefault((task.plan_id, task.heading_id), Group(task.plan, task.heading, [])).rows.append(row)
    return list(groups.values())
