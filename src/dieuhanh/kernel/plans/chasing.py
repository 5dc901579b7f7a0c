"""What the office chases: per unit what is overdue, due soon, unanswered and unreported, as numbers, as a list and as a text to paste."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.plans.counting import days_late
from dieuhanh.kernel.plans.models import Call, Phase, Report, ReportKind, State, Task
from dieuhanh.kernel.plans.owed import past_plans
from dieuhanh.kernel.plans.queries import BY_DUE, TaskRow, for_rows, issued_tasks, rows_of
from dieuhanh.kernel.plans.timeliness import conditions
from dieuhanh.kernel.units.models import Unit, UnitName
from dieuhanh.kernel.units.queries import names_on

SILENT_DAYS = 30  # a running task of which nothing was heard for so long
SHOWN = 200  # tasks of one unit
PRINTED = 1000  # of all units together
CALLS = 50
WORDS = {
    "over": gettext_lazy("Quá hạn"),
    "soon": gettext_lazy("Sắp đến hạn"),
    "unanswered": gettext_lazy("Chưa tiếp nhận"),
    "silent": gettext_lazy("Không báo cáo từ 30 ngày trở lên"),
}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with something to chase; each task counts once, in the first column that fits."""

    name: UnitName
    over: int
    soon: int
    unanswered: int
    silent: int


@dataclass(frozen=True, slots=True)
class Part:
    """One heading of a unit's list: (row, days late)."""

    key: str
    word: str
    rows: list[tuple[TaskRow, int]]

    @property
    def late(self) -> bool:
        return self.key == "over"


def chased_by(viewer: Viewer) -> QuerySet[Task]:
    """Open tasks of plans in force, led by a unit that the viewer sees the whole of, or in an area of theirs."""
    tasks = issued_tasks(viewer).filter(phase=Phase.OPEN, lead__isnull=False).exclude(plan__in=past_plans())
    scope = viewer.scope("see_tasks")
    if scope.everything or scope.areas:
        return tasks
    return tasks.filter(lead__in=sorted(scope.units.union(*scope.by_area.values())))


def _column() -> Case:
    """Of a task, the first that fits; "" where there is nothing to chase."""
    return Case(*(When(condition, then=Value(key)) for key, condition in _chased().items()), default=Value(""))


def _chased() -> dict[str, Q]:
    """The columns, in their order."""
    when = conditions(now())
    since = today() - timedelta(days=SILENT_DAYS)
    heard = Report.objects.filter(task=OuterRef("pk"), day__gt=since, kind__in=[ReportKind.PROGRESS, ReportKind.DONE])
    return {
        "over": when["over"],
        "soon": when["soon"],
        "unanswered": Q(state=State.ISSUED),
        "silent": Q(state=State.RUNNING, state_since__lte=since) & Q(~Exists(heard)),
    }


def chasing_page(viewer: Viewer) -> dict[str, Any]:
    """Who has most that is overdue first, then by name."""
    chased = chased_by(viewer).annotate(column=_column()).exclude(column="").order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for unit, column, n in chased.values_list("lead_id", "column").annotate(n=Count("pk")):
        found[unit][column] = n
    names = names_on(today(), found)
    lines = [UnitLine(name, *(found[unit].get(key, 0) for key in WORDS)) for unit, name in names.items()]
    lines.sort(key=lambda line: -line.over)
    return {"lines": lines, "words": WORDS, "text": _text_of_office(lines)}


def _text_of_office(lines: Iterable[UnitLine]) -> str:
    head = _("Nhiệm vụ cần đôn đốc, đến ngày %s:") % format_day(today())
    said = [f"- {line.name.name}: {_counts(line)}" for line in lines]
    return "\n".join([head, *said]) if said else ""


def _counts(line: UnitLine) -> str:
    numbers = {"over": line.over, "soon": line.soon, "unanswered": line.unanswered, "silent": line.silent}
    return ", ".join(f"{str(WORDS[key]).lower()} {n}" for key, n in numbers.items() if n)


def parts_of(tasks: QuerySet[Task]) -> list[Part]:
    """Each task once, under the first heading that fits."""
    chased = tasks.annotate(column=_column())
    by_key = {key: list(for_rows(chased.filter(column=key)).order_by(*BY_DUE)[:SHOWN]) for key in WORDS}
    rows = {row.pk: row for row in rows_of([task for found in by_key.values() for task in found])}
    parts = [
        Part(key, str(WORDS[key]), [(rows[task.pk], days_late(task.due_order)) for task in found])
        for key, found in by_key.items()
    ]
    return [part for part in parts if part.rows]


def unit_chase(viewer: Viewer, unit: Unit, absolute: Callable[[str], str]) -> dict[str, Any]:
    """`absolute` makes an address that opens from a chat of a path of ours."""
    name = names_on(today(), [unit.pk]).get(unit.pk) or UnitName.objects.filter(unit=unit).latest("from_day")
    parts = parts_of(chased_by(viewer).filter(lead=unit))
    about = Q(task__in=issued_tasks(viewer))
    if viewer.scope("see_tasks").reaches(unit.pk):
        about |= Q(task=None)  # a call about all that the unit owes
    calls = Call.objects.filter(about, unit=unit)
    return {
        "unit": unit,
        "name": name,
        "parts": parts,
        "text": text_of(name, parts, absolute),
        "calls": calls.select_related("task", "person").order_by("-day", "-id")[:CALLS],
    }


def text_of(name: UnitName, parts: Iterable[Part], absolute: Callable[[str], str]) -> str:
    said = []
    for part in parts:
        said.append(f"{part.word} ({len(part.rows)}):")
        for row, late in part.rows:
            due = _("thời hạn %s") % row.due_words if row.due_on else _("không có thời hạn")
            days = (
                ngettext("quá hạn %d ngày", "quá hạn %d ngày", late) % late + ", "
                if late and part.key == "over"
                else ""
            )
            said.append(f"- {row.code} {row.title}: {days}{due}. {absolute(row.url)}")
    head = _("%(unit)s: nhiệm vụ cần đôn đốc, đến ngày %(day)s") % {"unit": name.name, "day": format_day(today())}
    return "\n".join([head, *said]) if said else ""


def whole_list(viewer: Viewer) -> dict[str, Any]:
    """Overdue and due soon of every unit, for the printer."""
    chased = _chased()
    tasks = chased_by(viewer).filter(chased["over"] | chased["soon"] | chased["unanswered"])
    listed = list(for_rows(tasks).order_by("lead", *BY_DUE)[: PRINTED + 1])
    units: dict[int, list[tuple[TaskRow, int]]] = defaultdict(list)
    for task, row in zip(listed[:PRINTED], rows_of(listed[:PRINTED]), strict=True):
        units[task.lead_id or 0].append((row, days_late(task.due_order)))
    names = names_on(today(), units)
    return {"units": [(name, units[pk]) for pk, name in names.items()], "cut": len(listed) > PRINTED}
