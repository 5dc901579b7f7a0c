"""The command page and the page of an area: counts, lights, and what is due next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.pages.queries import plain_words
from dieuhanh.kernel.plans.models import LIVE_PHASES, Phase, Plan, Task
from dieuhanh.kernel.plans.queries import (
    BY_DUE,
    CSS,
    TaskRow,
    for_rows,
    issued_tasks,
    plans_visible_to,
    rows_of,
    task_rows,
    tasks_visible_to,
    without_parts,
)
from dieuhanh.kernel.plans.tallies import countable, of_plans, summed_by
from dieuhanh.kernel.plans.timeliness import (
    GROUPS,
    SLOW_PERCENT,
    SOON_DAYS,
    Counts,
    Light,
    bounds,
    counted_by,
    light_of,
)
from dieuhanh.kernel.units.models import Area

DUE_NEXT = 6
SHOWN = 200  # tasks on the page of an area; the list has them all
WORST_FIRST = ("over", "soon", "ok", "none")


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area of the command page; `area` None gathers the tasks whose heading matches no area."""

    area: Area | None
    counts: Counts
    light: Light
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    """`problem`: the plan that was asked for is none that the viewer sees; then all are shown. `shared`: the viewer sees work of units
    only, theirs and what they cooperate in."""

    heading: str
    lede: str
    plans: list[Plan]
    past: list[Plan]
    chosen: Plan | None
    problem: str
    counts: Counts
    areas: list[AreaRow]
    outside: int
    in_list_order: bool
    due_next: list[TaskRow]
    shared: bool
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
    def of_chosen(self) -> str:
        return f"plan={self.chosen.pk}&" if self.chosen else ""

    @property
    def list_url(self) -> str:
        """The task list of the same plans, to which a filter is added."""
        return f"{reverse('plans:tasks')}?{self.of_chosen}"


def overview(viewer: Viewer, wanted: Mapping[str, str]) -> Overview:
    """All plans in force by default, one by choice; the areas in most need first, or in the order of the office's list."""
    plans, past = plans_by_time(viewer)
    asked = plain_words(wanted.get("plan", ""))
    chosen = next((p for p in (*plans, *past) if str(p.pk) == asked), None)
    only = with_extensions(chosen.pk, (*plans, *past)) if chosen else [p.pk for p in plans] if past else None
    tasks = without_parts(issued_tasks(viewer), viewer)
    tasks = tasks if only is None else tasks.filter(plan__in=only)
    by_area = area_counts(viewer, tasks, only)
    scope = viewer.scope("see_tasks")
    every = list(Area.objects.order_by("number"))
    mine = [area for area in every if scope.everything or area.pk in by_area or area.pk in scope.areas]
    areas = [area_row(area, by_area.get(area.pk, Counts())) for area in mine]
    if None in by_area:
        areas.append(area_row(None, by_area[None]))
    in_list_order = wanted.get("sort") == "list"
    if not in_list_order:
        areas.sort(key=_need)
    return Overview(
        heading=verdict(areas),
        lede=_lede(chosen or (plans[0] if len(plans) == 1 else None)),
        plans=plans,
        past=past,
        chosen=chosen,
        problem=_("Không có kế hoạch «%s» trong phạm vi bạn được xem.") % asked if asked and not chosen else "",
        counts=sum(by_area.values(), Counts()),
        areas=areas,
        outside=len(every) - len(mine),
        in_list_order=in_list_order,
        due_next=task_rows(
            tasks.filter(phase=Phase.OPEN, due_order__gt=bounds(now()).late, due_at__isnull=False).order_by(*BY_DUE)[
                :DUE_NEXT
            ]
        ),
        shared=bool(scope.units or scope.by_area) and not scope.everything,
    )


def _need(row: AreaRow) -> tuple[int, float]:
    """By the light, then by the share that is overdue; what is equal keeps the office's order."""
    return WORST_FIRST.index(row.light.key), -row.counts.over / max(row.counts.dated, 1)


def plans_by_time(viewer: Viewer) -> tuple[list[Plan], list[Plan]]:
    """The plans that the viewer sees: those in force, and those whose time has passed."""
    plans = list(
        plans_visible_to(viewer)
        .select_related("document")
        .only("title", "extends", "from_day", "until_day", "document__kind", "document__symbol", "document__title")
    )
    day = today()
    return [p for p in plans if p.in_force_on(day)], [p for p in plans if not p.in_force_on(day)]


def with_extensions(pk: int, plans: Iterable[Plan]) -> list[int]:
    """A plan and those of `plans` that add to it."""
    return [pk, *(plan.pk for plan in plans if plan.extends_id == pk)]


def names_of(plans: Sequence[Plan]) -> dict[int, str]:
    """Codes repeat across plans: a list says which plan, where there are several."""
    return {p.pk: p.symbol for p in plans} if len(plans) > 1 else {}


def area_counts(viewer: Viewer, tasks: QuerySet[Task], plan_ids: list[int] | None) -> dict[int | None, Counts]:
    """From the tally where it can tell, else from the tasks themselves."""
    rows = countable(viewer)
    if rows is None:
        return counted_by(tasks, "area_id", now())
    return summed_by(of_plans(rows, plan_ids), "area_id")


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
    """The tasks of an area in one state, soonest first; `rows` may be fewer than `total`, then `url` has them all."""

    key: str
    word: str
    total: int
    rows: list[TaskRow]
    url: str

    @property
    def icon(self) -> str:
        return CSS.get(self.key, self.key)


@dataclass(frozen=True, slots=True)
class AreaPage:
    area: Area | None
    row: AreaRow
    groups: list[Group]
    plan_names: dict[int, str]


def area_page(viewer: Viewer, area: Area | None) -> AreaPage:
    """What is late first. Plans of a past time are left out, as on the command page."""
    plans, past = plans_by_time(viewer)
    only = [p.pk for p in plans] if past else None
    tasks = without_parts(tasks_visible_to(viewer), viewer).filter(area=area).exclude(plan__in=[p.pk for p in past])
    issued = tasks.filter(phase__in=LIVE_PHASES)
    key = area.pk if area else None
    counts = area_counts(viewer, issued, only).get(key, Counts())
    found = rows_of(list(for_rows(issued).order_by(*BY_DUE)[:SHOWN]))
    drafts = task_rows(tasks.filter(phase=Phase.DRAFT).order_by("plan_id", "ordinal")[:SHOWN])
    code = area.code if area else "none"
    return AreaPage(area, area_row(area, counts), _by_state(found, counts, drafts, code), names_of(plans))


def _by_state(found: list[TaskRow], counts: Counts, drafts: list[TaskRow], code: str) -> list[Group]:
    groups = []
    for key, word in GROUPS.items():
        rows = [r for r in found if r.state_key == key or (key == "none" and r.state_key == "wrong")]
        groups.append(Group(key, str(word), getattr(counts, key), rows, _list_url(code, key)))
    groups.append(Group("draft", _("Dự kiến, chưa giao"), len(drafts), drafts, _list_url(code, Phase.DRAFT)))
    return [group for group in groups if group.total]


def _list_url(code: str, state: str) -> str:
    return f"{reverse('plans:tasks')}?area={code}&state={state}"
