"""What the pages read of plans. Every function starts from what the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.visibility import visible_rows
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.pages.queries import search
from dieuhanh.kernel.plans.due import BEFORE
from dieuhanh.kernel.plans.models import Assignment, Plan, Role, State, Task
from dieuhanh.kernel.plans.timeliness import WORDS, conditions, with_timeliness
from dieuhanh.kernel.units.models import Area, Kind, UnitName

MANY_WARDS = 4
STANDING = {"recurring": gettext_lazy("Định kỳ"), "ongoing": gettext_lazy("Thường xuyên")}
BY_DUE = (F("due_at").asc(nulls_last=True), "id")


@dataclass(frozen=True, slots=True)
class UnitTag:
    """A unit as a list shows it, by its names of today; `asked`: we may only ask it, not assign to it."""

    name: str
    short_name: str
    asked: bool
    is_ward: bool = False


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as lists show it. `due_on` is the last day in time, `due_words` how it is said ("trước 25/11/2021");
    `state_key` one of draft, over, soon, run, none."""

    pk: int
    code: str
    title: str
    url: str
    state_key: str
    state_word: str
    due_on: date | None
    due_words: str
    due_text: str
    lead: list[UnitTag]
    coop: list[UnitTag]
    area: Area | None
    product: str
    target: str


def tasks_visible_to(viewer: Viewer) -> QuerySet[Task]:
    """Tasks that a unit in the viewer's scope leads or cooperates in; drafts only for those who draft."""
    tasks = visible_rows(Task.objects.all(), viewer.scope("see_tasks"), assignments=Assignment)
    return tasks if viewer.can("draft_plan") else tasks.filter(state=State.ISSUED)


def issued_tasks(viewer: Viewer) -> QuerySet[Task]:
    return tasks_visible_to(viewer).filter(state=State.ISSUED)


def documents_visible_to(viewer: Viewer) -> QuerySet[Document]:
    """Those who see the whole office see every document; others those in which they see a task."""
    documents = Document.objects.all()
    if viewer.scope("see_documents").everything:
        return documents
    if viewer.scope("see_documents").empty:
        return documents.none()
    return documents.filter(pk__in=tasks_visible_to(viewer).values("plan__document_id"))


def plans_in_force(viewer: Viewer) -> QuerySet[Plan]:
    return (
        Plan.objects.filter(state=State.ISSUED, document__in=documents_visible_to(viewer))
        .select_related("document")
        .defer("document__text")
        .order_by("-document__date", "-id")
    )


def filtered(tasks: QuerySet[Task], wanted: dict[str, str]) -> QuerySet[Task]:
    """The list's filters: q (words, without accents), area (code), state (over, soon, run, none, draft), unit and plan (ids)."""
    if area := wanted.get("area"):
        tasks = tasks.filter(area__isnull=True) if area == "none" else tasks.filter(area__code=area)
    if (state := wanted.get("state")) == State.DRAFT:
        tasks = tasks.filter(state=State.DRAFT)
    elif state:
        tasks = tasks.filter(conditions(now()).get(state, Q(pk__in=[])), state=State.ISSUED)
    for name, field in (("unit", "assignments__unit_id"), ("plan", "plan_id")):
        if value := wanted.get(name):
            tasks = tasks.filter(**{field: int(value)}) if value.isdecimal() and len(value) < 19 else tasks.none()
    return search(tasks, "folded", wanted.get("q", ""))


def task_rows(tasks: QuerySet[Task]) -> list[TaskRow]:
    return rows_of(list(with_timeliness(tasks.select_related("area"), now())))


def rows_of(found: list[Task]) -> list[TaskRow]:
    """The rows of tasks read `with_timeliness`: two queries more, however many there are."""
    assignments = Assignment.objects.filter(task__in=[t.pk for t in found]).order_by("task", "role", "id")
    by_task: dict[int, list[Assignment]] = {}
    for assignment in assignments:
        by_task.setdefault(assignment.task_id, []).append(assignment)
    tags = unit_tags(a.unit_id for rows in by_task.values() for a in rows)
    return [_row(task, by_task.get(task.pk, []), tags) for task in found]


def unit_tags(unit_ids: Iterable[int]) -> dict[int, UnitTag]:
    names = UnitName.objects.valid_on(today()).filter(unit_id__in=set(unit_ids))
    return {n.unit_id: UnitTag(n.name, n.short_name or n.name, not n.commanded, n.kind == Kind.WARD) for n in names}


def _row(task: Task, assignments: list[Assignment], tags: dict[int, UnitTag]) -> TaskRow:
    key = "draft" if task.state == State.DRAFT else str(getattr(task, "timeliness", "none"))
    lead, coop = (
        gathered([tags[a.unit_id] for a in assignments if a.role == role and a.unit_id in tags])
        for role in (Role.LEAD, Role.COOP)
    )
    return TaskRow(
        pk=task.pk,
        code=task.code,
        title=task.title,
        url=reverse("plans:task", args=[task.pk]),
        state_key=key,
        state_word=state_word(task, key),
        due_on=last_day(task),
        due_words=due_words(task),
        due_text=task.due_text,
        lead=lead,
        coop=coop,
        area=task.area,
        product=task.product,
        target=task.target,
    )


def state_word(task: Task, key: str) -> str:
    """A duty that comes back, or never ends, is no task that somebody forgot to date."""
    if key == "draft":
        return str(State.DRAFT.label)
    return str(STANDING.get(task.due_type, WORDS[key]) if key == "none" else WORDS[key])


def gathered(tags: list[UnitTag]) -> list[UnitTag]:
    """Eleven wards are said as one: "UBND 11 phường"."""
    wards = [tag for tag in tags if tag.is_ward]
    if len(wards) < MANY_WARDS:
        return tags
    words = _("UBND %d phường") % len(wards)
    return [UnitTag(words, words, False, True), *(tag for tag in tags if not tag.is_ward)]


def due_words(task: Task) -> str:
    """The day as documents say it: "trước 25/11/2021" is over when that day begins."""
    if task.due_at is None:
        return ""
    if task.due_rule == BEFORE:
        return _("trước %s") % format_day(localdate(task.due_at))
    return format_day(localdate(task.due_at - timedelta(microseconds=1)))


def last_day(task: Task) -> date | None:
    """The last day on which the task is still in time."""
    return localdate(task.due_at - timedelta(microseconds=1)) if task.due_at else None
