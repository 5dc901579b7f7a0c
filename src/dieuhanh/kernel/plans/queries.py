"""What the pages read of plans. Every function starts from what the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.visibility import visible_rows
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.plans.due import BEFORE, HOUR, not_in_calendar
from dieuhanh.kernel.plans.models import LIVE_PHASES, Assignment, Evidence, Plan, PlanState, Report, Role, Task
from dieuhanh.kernel.plans.tallies import tally_of
from dieuhanh.kernel.plans.ties import tied_tasks
from dieuhanh.kernel.plans.timeliness import ICONS, WORDS, bounds
from dieuhanh.kernel.units.models import Kind, UnitName

MANY_WARDS = 4
COOP_SHOWN = 4
LONGEST_TITLE = 300
STANDING = {"recurring": gettext_lazy("Định kỳ"), "ongoing": gettext_lazy("Thường xuyên")}
NOT_A_DAY = gettext_lazy("Ngày không có trong lịch")
CSS = {**ICONS, "draft": "none", "wrong": "over", "off": "none"}
DATED = {"over", "soon", "run"}
BY_DUE = ("due_order", "id")


@dataclass(frozen=True, slots=True)
class UnitTag:
    """A unit as a list shows it, by its names of today; `asked`: we may only ask it, not assign to it."""

    name: str
    short_name: str
    asked: bool
    is_ward: bool = False


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as lists show it. `due_on` is the last day in time, `due_words` how it is said ("trước 25/11/2021"); `first_due`: the deadline it
    began with, where that was moved, `times_moved` times;
    `state_key` one of WORDS, draft, off, wrong (`due_wrong`: the text names a day that no calendar has)."""

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
    plan_id: int
    product: str
    due_wrong: bool = False
    first_due: str = ""
    times_moved: int = 0
    percent: int = 0
    urgent: str = ""

    @property
    def css(self) -> str:
        """The icon and colour of the state."""
        return CSS.get(self.state_key, self.state_key)

    @property
    def lead_names(self) -> str:
        return "; ".join(unit.name for unit in self.lead)

    @property
    def coop_names(self) -> str:
        """Short names, at most COOP_SHOWN of them and how many there are in all."""
        shown = ", ".join(unit.short_name for unit in self.coop[:COOP_SHOWN])
        more = " " + _("(tất cả %d)") % len(self.coop) if len(self.coop) > COOP_SHOWN else ""
        return shown + more


def tasks_visible_to(viewer: Viewer) -> QuerySet[Task]:
    """Tasks that a unit in the viewer's scope leads or cooperates in; drafts only for those who draft."""
    tasks = visible_rows(Task.objects.all(), viewer.scope("see_tasks"), assignments=Assignment)
    return tasks if viewer.can("draft_plan") else tasks.filter(phase__in=LIVE_PHASES)


def tasks_open_to(viewer: Viewer) -> QuerySet[Task]:
    """What the viewer may read: what their rights reach, and the few tasks that they are tied to. For pages of one task; lists and counts
    take `tasks_visible_to`, so that both say the same."""
    tasks, tied = tasks_visible_to(viewer), tied_tasks(viewer)
    return tasks | Task.objects.filter(pk__in=tied, phase__in=LIVE_PHASES) if tied else tasks


def without_parts(tasks: QuerySet[Task], viewer: Viewer) -> QuerySet[Task]:
    """For one who sees whole areas a task stands once, with its parts inside; others see the part that is theirs."""
    scope = viewer.scope("see_tasks")
    return tasks.filter(parent=None) if scope.everything or scope.areas else tasks


def issued_tasks(viewer: Viewer) -> QuerySet[Task]:
    return tasks_visible_to(viewer).filter(phase__in=LIVE_PHASES)


def reports_visible_to(viewer: Viewer, task: Task | None = None) -> QuerySet[Report]:
    """What was sent; notes and reports that wait for the unit's head only inside the unit. Of one task that the viewer sees, or of all."""
    inside = Q(unit__in=viewer.scope("see_inside").units)
    of_tasks = Q(task__in=tasks_open_to(viewer)) if task is None else Q(task=task)
    return Report.objects.filter(Q(sent=True) | inside, of_tasks)


def evidence_visible_to(viewer: Viewer) -> QuerySet[Evidence]:
    """Files and links of the reports that the viewer sees, as long as they were not taken off."""
    found = Evidence.objects.filter(report__in=reports_visible_to(viewer), off_on=None)
    return found.select_related("file")


def documents_visible_to(viewer: Viewer) -> QuerySet[Document]:
    """Those who see the whole office see every document; others those in which they see a task."""
    documents = Document.objects.all()
    if viewer.scope("see_documents").everything:
        return documents
    if viewer.scope("see_documents").empty:
        return documents.none()
    return documents.filter(Exists(tally_of(viewer).filter(plan__document=OuterRef("pk"))))


def plans_visible_to(viewer: Viewer) -> QuerySet[Plan]:
    """Issued plans in which the viewer sees a task, the newest first."""
    plans = Plan.objects.filter(state=PlanState.ISSUED)
    if not viewer.scope("see_tasks").everything:
        plans = plans.filter(Exists(tally_of(viewer).filter(plan=OuterRef("pk"))))
    return plans.order_by("-document__date", "-id")


def task_rows(tasks: QuerySet[Task]) -> list[TaskRow]:
    return rows_of(list(for_rows(tasks)))


def for_rows(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Only what a row shows: words for search and order stay in the database."""
    return tasks.defer("folded", "sort_key", "target", "act", "start", "end", "head_verb")


def rows_of(found: list[Task]) -> list[TaskRow]:
    """The rows of tasks: two queries, however many there are."""
    by_task: dict[int, list[tuple[int, int]]] = {}
    for task_id, role, unit_id in _assigned(found):
        by_task.setdefault(task_id, []).append((role, unit_id))
    tags, said = unit_tags({unit_id for rows in by_task.values() for _role, unit_id in rows}), _Said()
    return [_row(task, by_task.get(task.pk, []), tags, said) for task in found]


def _assigned(found: list[Task]) -> Iterable[tuple[int, int, int]]:
    """Task, role and unit; a task that nobody leads as a whole has the leads of its parts. One question, in the order of the rows."""
    columns = ("role", "id", "unit_id")
    own = Assignment.objects.filter(task__in=[t.pk for t in found]).values_list("task_id", *columns)
    parts = Assignment.objects.filter(task__parent__in=[t.pk for t in found if t.lead_id is None], role=Role.LEAD)
    of_parts = parts.filter(task__phase__in=LIVE_PHASES).values_list("task__parent_id", *columns)
    rows = sorted(own.union(of_parts, all=True))
    return [(task, role, unit) for task, role, _id, unit in rows]


def leads_of_parts(task_ids: Iterable[int]) -> list[tuple[int, int]]:
    """Who leads the parts of tasks that nobody leads as a whole: pairs of task and unit."""
    ids = list(task_ids)
    if not ids:
        return []
    parts = Task.objects.filter(parent__in=ids, phase__in=LIVE_PHASES, lead__isnull=False).order_by("id")
    return [(task, unit) for task, unit in parts.values_list("parent_id", "lead_id") if task and unit]


class _Said:
    """What all rows of a page have in common: the day, the address of a task, and words looked up once."""

    def __init__(self) -> None:
        self.at = bounds(now())
        self.address = reverse("plans:task", args=[0])
        self.states = {key: str(word) for key, word in WORDS.items()}
        self.before = _("trước %s")


def unit_tags(unit_ids: Iterable[int]) -> dict[int, UnitTag]:
    names = UnitName.objects.valid_on(today()).filter(unit_id__in=set(unit_ids))
    return {
        unit_id: UnitTag(name, short or name, not commanded, kind == Kind.WARD)
        for unit_id, name, short, commanded, kind in names.values_list(
            "unit_id", "name", "short_name", "commanded", "kind"
        )
    }


def _row(task: Task, assigned: list[tuple[int, int]], tags: dict[int, UnitTag], said: _Said) -> TaskRow:
    key = said.at.key_of(task.phase, task.due_order)
    lead, coop = (
        gathered([tags[unit] for role, unit in assigned if role == wanted and unit in tags])
        for wanted in (Role.LEAD, Role.COOP)
    )
    wrong = is_no_day(task)
    return TaskRow(
        pk=task.pk,
        code=task.code,
        title=task.title if len(task.title) <= LONGEST_TITLE else f"{task.title[:LONGEST_TITLE]}…",
        url=said.address.replace("/0/", f"/{task.pk}/"),
        state_key="wrong" if wrong and key == "none" else key,
        state_word=said.states[key] if key in DATED else state_word(task, key),
        due_on=last_day(task),
        due_words=due_words(task, said.before),
        due_text=task.due_text,
        due_wrong=wrong,
        lead=lead,
        coop=coop,
        plan_id=task.plan_id,
        product=task.product,
        first_due=first_due_words(task),
        times_moved=task.times_moved,
        percent=task.percent,
        urgent=str(task.get_urgency_display()) if task.urgency else "",
    )


def is_no_day(task: Task) -> bool:
    """The text names a day that no calendar has ("trước 31/02/2021"): somebody must ask what was meant."""
    return task.due_at is None and not_in_calendar(task.due_iso)


def state_word(task: Task, key: str) -> str:
    """A duty that comes back, or never ends, is no task that somebody forgot to date; nor is a day that does not exist."""
    if key == "standing":
        return str(STANDING.get(task.due_type, WORDS[key]))
    if key != "none":
        return str(WORDS.get(key) or task.get_state_display())
    return str(NOT_A_DAY if is_no_day(task) else STANDING.get(task.due_type, WORDS[key]))


def gathered(tags: list[UnitTag]) -> list[UnitTag]:
    """Eleven wards are said as one: "UBND 11 phường"."""
    wards = [tag for tag in tags if tag.is_ward]
    if len(wards) < MANY_WARDS:
        return tags
    words = _("UBND %d phường") % len(wards)
    return [UnitTag(words, words, False, True), *(tag for tag in tags if not tag.is_ward)]


def due_words(task: Task, before: str = "") -> str:
    """The day as documents say it: "trước 25/11/2021" is over when that day begins. A standing duty says how it comes back."""
    if task.due_at is None:
        return task.due_text or str(STANDING.get(task.due_type, ""))
    if task.due_rule.endswith(BEFORE):
        return (before or _("trước %s")) % format_day(localdate(task.due_at))
    if task.due_rule.endswith(HOUR):
        return _("%(hour)s ngày %(day)s") % {
            "hour": localtime(task.due_at).strftime("%H:%M"),
            "day": format_day(localdate(task.due_at)),
        }
    return format_day(_last_day(task.due_at))


def last_day(task: Task) -> date | None:
    """The last day on which the task is still in time."""
    return _last_day(task.due_at) if task.due_at else None


def first_due_words(task: Task) -> str:
    """The deadline that it began with, where it has another now."""
    return format_day(_last_day(task.first_due_at)) if task.times_moved and task.first_due_at else ""


def _last_day(until: datetime) -> date:
    return localdate(until - timedelta(microseconds=1))
