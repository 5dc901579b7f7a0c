"""What everyone may read of plans and documents: public rows, in their public fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When

from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.pages.pager import Page, page_of
from dieuhanh.kernel.plans.models import LIVE_PHASES, Assignment, Plan, Role, Task
from dieuhanh.kernel.plans.publishing import DOCUMENT, IN_TEXT, NO_AREA
from dieuhanh.kernel.plans.queries import BY_DUE, CSS, due_words, first_due_words, leads_of_parts, state_word
from dieuhanh.kernel.plans.timeliness import Bounds, Counts, bounds, counted_by
from dieuhanh.kernel.plans.withholding import withheld_spans, without
from dieuhanh.kernel.publication.fields import public_values
from dieuhanh.kernel.publication.models import Publication
from dieuhanh.kernel.publication.queries import published
from dieuhanh.kernel.units.models import Area, UnitName

OF_DUE = ("due_at", "due_rule", "due_type", "due_iso", "state", "first_due_at", "times_moved")
RANK = Case(*(When(phase=phase, then=n) for n, phase in enumerate(LIVE_PHASES)), default=len(LIVE_PHASES))


@dataclass(frozen=True, slots=True)
class PublicTask:
    code: str
    title: str
    lead: str
    due_words: str
    due_text: str
    state_key: str
    state_word: str
    first_due: str
    times_moved: int

    @property
    def icon(self) -> str:
        return CSS.get(self.state_key, self.state_key)


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """A plan with what identifies its document; `url` relative to the root of the language."""

    pk: int
    title: str
    name: str
    day: Any
    url: str


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """`text` only on its own page."""

    name: str
    kind: str
    symbol: str
    title: str
    issuer: str
    day: Any
    url: str
    since: Any
    text: str = ""


@dataclass(frozen=True, slots=True)
class AreaLine:
    """An area of the public plans: counts of what is shown, and how many tasks are not. `area` None: tasks of no area."""

    area: dict[str, Any] | None
    counts: Counts
    hidden: int

    @property
    def url(self) -> str:
        return f"linh-vuc/{self.area['code'] if self.area else 'khac'}/"


def issued_of(publications: Sequence[Publication]) -> QuerySet[Task]:
    """Every issued task of the plans, shown or not: only ever counted."""
    return Task.objects.filter(IN_TEXT, phase__in=LIVE_PHASES, plan_id__in=[p.row for p in publications])


def public_tasks(publications: Sequence[Publication]) -> QuerySet[Task]:
    """The issued tasks in the areas chosen for each plan."""
    wanted = Q(pk__in=[])
    for publication in publications:
        in_area = Q(area_id__in=[area for area in publication.areas if area != NO_AREA])
        if NO_AREA in publication.areas:
            in_area |= Q(area_id__isnull=True)
        wanted |= Q(plan_id=publication.row) & in_area
    return Task.objects.filter(IN_TEXT, wanted, phase__in=LIVE_PHASES)


def in_force(publications: Sequence[Publication]) -> list[Publication]:
    """Those of plans whose time has not passed: what is over is history, not news of what is late."""
    past = Plan.objects.filter(pk__in=[p.row for p in publications], until_day__lte=today())
    over = set(past.values_list("pk", flat=True))
    return [publication for publication in publications if publication.row not in over]


def area_lines(publications: Sequence[Publication]) -> list[AreaLine]:
    """The areas of the plans in the office's order: three queries, whatever the number of tasks."""
    shown = counted_by(public_tasks(publications), "area_id", now())
    all_of = issued_of(publications).order_by().values_list("area_id").annotate(n=Count("pk"))
    totals: dict[int | None, int] = dict(all_of)
    areas = public_values(Area.objects.filter(pk__in=[pk for pk in totals if pk]).order_by("number"))
    wanted: list[tuple[int | None, dict[str, Any] | None]] = [(area["id"], area) for area in areas]
    if None in totals:
        wanted.append((None, None))
    counts = {key: shown.get(key, Counts()) for key, _ in wanted}
    return [AreaLine(area, counts[key], totals[key] - counts[key].total) for key, area in wanted]


def public_plans(publications: Sequence[Publication]) -> list[PublicPlan]:
    """The plans of the publications, in their order."""
    plans = {row["id"]: row for row in public_values(Plan.objects.filter(pk__in=[p.row for p in publications]))}
    ids = [row["document_id"] for row in plans.values()]
    documents = {
        row["id"]: row for row in public_values(Document.objects.filter(pk__in=ids), without=frozenset({"text"}))
    }
    found = []
    for publication in publications:
        plan = plans[publication.row]
        document = documents[plan["document_id"]]
        name = document_name(document)
        found.append(PublicPlan(plan["id"], plan["title"], name, document["date"], f"ke-hoach/{publication.slug}/"))
    return found


def document_name(row: dict[str, Any]) -> str:
    return Document(kind=row["kind"], symbol=row["symbol"], title=row["title"]).name


def public_documents(limit: int | None = None) -> list[PublicDocument]:
    publications = published(DOCUMENT)[:limit]
    rows = public_values(Document.objects.filter(pk__in=[p.row for p in publications]), without=frozenset({"text"}))
    by_id = {row["id"]: row for row in rows}
    return [_document(by_id[p.row], p) for p in publications]


def public_document(publication: Publication) -> PublicDocument:
    row = public_values(Document.objects.filter(pk=publication.row)).get()
    spans = withheld_spans(publication.row, publication.areas, no_area=NO_AREA, length=len(row["text"]))
    return _document({**row, "text": without(row["text"], spans)}, publication)


def _document(row: dict[str, Any], publication: Publication) -> PublicDocument:
    return PublicDocument(
        name=document_name(row),
        kind=row["kind"],
        symbol=row["symbol"],
        title=row["title"],
        issuer=row["issuer"],
        day=row["date"],
        url=f"van-ban/{publication.slug}/",
        since=publication.since,
        text=row.get("text", ""),
    )


def public_page(tasks: QuerySet[Task], number: int, **kept: str) -> Page:
    """A page of public tasks, the nearest deadline first (so the overdue come first), then the states without one, each together. `kept`: what the addresses of its neighbours carry."""
    return page_of(tasks.annotate(rank=RANK).order_by("rank", *BY_DUE), {**kept, "page": str(number)}, rows=_rows)


def _rows(tasks: QuerySet[Task]) -> list[PublicTask]:
    found = list(public_values(tasks))
    leading = Assignment.objects.filter(task__in=[row["id"] for row in found], role=Role.LEAD).order_by("id")
    led = [(row["task_id"], row["unit_id"]) for row in public_values(leading)]
    led += leads_of_parts({row["id"] for row in found} - {task_id for task_id, _unit in led})
    names = public_values(UnitName.objects.valid_on(today()).filter(unit_id__in={unit for _task, unit in led}))
    name_of = {row["unit_id"]: row["name"] for row in names}
    leads: dict[int, list[str]] = {}
    for task_id, unit_id in led:
        leads.setdefault(task_id, []).append(name_of.get(unit_id, ""))
    at = bounds(now())
    return [_row(row, "; ".join(filter(None, leads.get(row["id"], []))), at) for row in found]


def _row(row: dict[str, Any], lead: str, at: Bounds) -> PublicTask:
    task = Task(**{name: row[name] for name in OF_DUE})
    key = at.key_of(row["phase"], row["due_order"])
    return PublicTask(
        code=row["code"],
        title=row["title"],
        lead=lead,
        due_words=due_words(task),
        due_text=row["due_text"],
        state_key=key,
        state_word=state_word(task, key),
        first_due=first_due_words(task),
        times_moved=row["times_moved"],
    )
