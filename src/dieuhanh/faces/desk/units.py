"""The units of today by kind, with what each owes and what all below it owe; and one unit on one page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.fields.validity import OPEN_END, valid_on
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.plans.models import Assignment, Role, Task
from dieuhanh.kernel.plans.owed import Owed, Owing, without_lead
from dieuhanh.kernel.plans.queries import BY_DUE, TaskRow, for_rows, issued_tasks, rows_of
from dieuhanh.kernel.plans.timeliness import Counts, counted_by
from dieuhanh.kernel.units.models import Hierarchy, Kind, Unit, UnitAncestor, UnitName, UnitParent
from dieuhanh.kernel.units.queries import names_on

SHOWN = 50  # tasks of a unit on its page; the list has them all


@dataclass(frozen=True, slots=True)
class UnitRow:
    """`owed` None where the viewer may see nothing of the unit. `below`: how many units stand under it; `with_below`: what all of them lead,
    itself among them, each task once."""

    name: UnitName
    owed: Owed | None
    below: int = 0
    with_below: Counts | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one kind: who has overdue tasks first, then in Vietnamese order. `sum`: what any of them leads, each task once; None where
    the viewer sees the tasks of none of them."""

    kind: str
    rows: list[UnitRow]
    sum: Counts | None


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """`counted`: the viewer may see tasks at all; `late`: units with overdue tasks; `without_lead`: tasks nobody leads, where one sees all."""

    groups: list[Group]
    counted: bool
    partly: bool
    late: int
    sum: Counts
    without_lead: int


def units_page(viewer: Viewer) -> UnitsPage:
    """How an office is organised is public among its people; what its units owe is shown as far as the viewer sees their tasks."""
    names = names_on(today())
    owing = Owing(viewer)
    below = _below()
    scope = viewer.scope("see_tasks")
    unseen = Owed() if scope.everything else None
    rows = [_unit_row(name, owing, below.get(unit, set()), unseen) for unit, name in names.items()]
    groups = [_group(kind, [row for row in rows if row.name.kind == kind], owing) for kind in Kind.values]
    led = owing.led_by(owing.by_unit)
    return UnitsPage(
        groups=[group for group in groups if group.rows],
        counted=not scope.empty,
        partly=not scope.everything,
        late=sum(row.owed is not None and row.owed.lead.over > 0 for row in rows),
        sum=led,
        without_lead=without_lead(owing.past) if scope.everything else 0,
    )


def _below() -> dict[int, set[int]]:
    """All units under each unit today, in the territorial tree."""
    rows = UnitAncestor.objects.filter(valid_on(today()), hierarchy__code=Hierarchy.TERRITORIAL, depth__gt=0)
    below: dict[int, set[int]] = defaultdict(set)
    for ancestor, unit in rows.values_list("ancestor_id", "unit_id"):
        below[ancestor].add(unit)
    return below


def _unit_row(name: UnitName, owing: Owing, below: set[int], unseen: Owed | None) -> UnitRow:
    whole = owing.led_by({name.unit_id, *below}) if below else Counts()
    return UnitRow(name, owing.of(name.unit_id) or unseen, len(below), whole if whole.total else None)


def _group(kind: str, rows: list[UnitRow], owing: Owing) -> Group:
    late_first = sorted(
        rows, key=lambda row: -row.owed.lead.over if row.owed else 0
    )  # stable: names stay in their order
    seen = any(row.owed for row in rows)
    return Group(str(Kind(kind).label), late_first, owing.led_by(row.name.unit_id for row in rows) if seen else None)


@dataclass(frozen=True, slots=True)
class Stay:
    """A name or a place in the tree between two days; `last` None where it has no end."""

    words: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class UnitPage:
    """`partly`: the viewer sees some of the unit's tasks only."""

    unit: Unit
    name: UnitName
    alive: bool
    counted: bool
    partly: bool
    lead: Counts
    coop: Counts
    led: list[TaskRow]
    helped: list[TaskRow]
    above: list[UnitName]
    below: list[UnitRow]
    with_below: Counts
    names: list[Stay]
    places: list[Stay]


def unit_page(viewer: Viewer, unit: Unit) -> UnitPage:
    names = list(UnitName.objects.filter(unit=unit).order_by("from_day"))
    present = [n for n in names if n.from_day <= today() < n.until_day] or names[-1:]
    if not present:
        raise Http404
    chain, under = _neighbours(unit)
    owing, near = Owing(viewer, [unit.pk, *under]), names_on(today(), {*chain, *under})
    tasks = issued_tasks(viewer).exclude(plan__in=owing.past)
    counts = counted_by(tasks.filter(assignments__unit=unit), "assignments__role", now())
    led, helped = _led_and_helped(tasks, unit)
    scope = viewer.scope("see_tasks")
    return UnitPage(
        unit=unit,
        name=present[0],
        alive=unit.from_day <= today() < unit.until_day,
        counted=not scope.empty,
        partly=not (scope.everything or unit.pk in scope.units),
        lead=counts.get(Role.LEAD, Counts()),
        coop=counts.get(Role.COOP, Counts()),
        led=led,
        helped=helped,
        above=[near[pk] for pk in chain if pk in near],
        below=[UnitRow(name, owing.of(pk)) for pk, name in near.items() if under.get(pk) == 1],
        with_below=owing.led_by([unit.pk, *under]) if under else Counts(),
        names=[_stay(n.name, n.from_day, n.until_day) for n in names],
        places=_places(unit),
    )


def _led_and_helped(tasks: QuerySet[Task], unit: Unit) -> tuple[list[TaskRow], list[TaskRow]]:
    """The first tasks that the unit leads, and those it cooperates in; names are fetched for both at once."""
    mine = Assignment.objects.filter(unit=unit)
    led, helped = (
        list(for_rows(tasks.filter(pk__in=mine.filter(role=role).values("task_id"))).order_by(*BY_DUE)[:SHOWN])
        for role in (Role.LEAD, Role.COOP)
    )
    rows = rows_of([*led, *helped])
    return rows[: len(led)], rows[len(led) :]


def _neighbours(unit: Unit) -> tuple[list[int], dict[int, int]]:
    """Today, in the territorial tree: the units above, the topmost first, and those below with how far they stand."""
    rows = UnitAncestor.objects.filter(valid_on(today()), hierarchy__code=Hierarchy.TERRITORIAL, depth__gt=0)
    above = rows.filter(unit=unit).order_by("-depth").values_list("ancestor_id", flat=True)
    return list(above), dict(rows.filter(ancestor=unit).values_list("unit_id", "depth"))


def _places(unit: Unit) -> list[Stay]:
    """Under which unit it stood, by the name that unit had when the place began."""
    links = list(UnitParent.objects.filter(unit=unit, hierarchy__code=Hierarchy.TERRITORIAL).order_by("from_day"))
    named = UnitName.objects.filter(unit__in={link.parent_id for link in links if link.parent_id})
    found = []
    for link in links:
        then = [n.name for n in named if n.unit_id == link.parent_id and n.from_day <= link.from_day < n.until_day]
        if then:
            found.append(_stay(then[0], link.from_day, link.until_day))
    return found


def _stay(words: str, first: date, until: date) -> Stay:
    return Stay(words, first, None if until == OPEN_END else date.fromordinal(until.toordinal() - 1))
