"""The page of a task: its words and its source, how far it is, what waits for a decision, who has a part in it, and what happened."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db import IntegrityError
from django.db.models import Prefetch, Q
from django.utils.timezone import localdate

from dieuhanh.kernel.access.models import Holding, Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.documents.models import Citation
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.errors import ActionError
from dieuhanh.kernel.plans.actions.reporting import note_seen
from dieuhanh.kernel.plans.around import Around
from dieuhanh.kernel.plans.clearness import Clear, marks_of
from dieuhanh.kernel.plans.counting import days_late
from dieuhanh.kernel.plans.document_page import source_of
from dieuhanh.kernel.plans.forms.base import ActionForm
from dieuhanh.kernel.plans.history import HistoryLine, history_lines, words_of
from dieuhanh.kernel.plans.marked_text import Paragraph
from dieuhanh.kernel.plans.models import (
    FINISHED_PHASES,
    TAKEN_OUT,
    AreaPost,
    Charge,
    Decision,
    Destruction,
    Extension,
    Mention,
    Pause,
    Phase,
    Question,
    Report,
    ReportKind,
    Review,
    Role,
    Seen,
    State,
    Task,
    Told,
)
from dieuhanh.kernel.plans.presses import FORMS, Press, grouped, presses_for
from dieuhanh.kernel.plans.queries import (
    BY_DUE,
    TaskRow,
    for_rows,
    reports_visible_to,
    rows_of,
    tasks_visible_to,
    unit_tags,
    without_parts,
)

NEAR = 5
HERE = {"answer", "decide", "agree", "confirm"}  # presses whose form stands on the page itself
DONE_WITH = (*FINISHED_PHASES, Phase.OFF)
OF_PAGE = ("plan__document", "heading", "area", "parent", "heir", "direction__given_by", "follower", "owner_post")


class TaskPage:
    """What stands on the page of one task for one viewer. The number of questions to the database is fixed."""

    def __init__(self, viewer: Viewer, task: Task) -> None:
        self.viewer = viewer
        self.task = task
        self.around = Around(viewer, task)
        self.source: list[Paragraph] = source_of(task)
        self.bases: list[Citation] = [
            basis.citation for basis in task.bases.select_related("citation").order_by("citation__start")
        ]
        self.history: list[HistoryLine] = history_lines(task)
        self._read_rows()
        self._read_life()
        self.clear: list[Clear] = [] if task.phase in DONE_WITH else marks_of([task.pk], today())[task.pk]
        self.presses = presses_for(viewer, task, self.around) if task.state != State.DRAFT else []

    def _read_rows(self) -> None:
        """The task itself, those it belongs to or consists of, and its neighbours: one reading of units for all."""
        visible, task = tasks_visible_to(self.viewer), self.task
        kin = Q(parent=task.pk) | Q(pk__in=[pk for pk in (task.parent_id, task.heir_id) if pk])
        related = list(for_rows(visible.filter(kin)).order_by("ordinal", "id"))
        near = without_parts(visible, self.viewer).filter(plan=task.plan_id, heading=task.heading_id)
        if task.heading_id is None:
            near = near.filter(area=task.area_id)
        near = near.exclude(kin | Q(pk=task.pk)).order_by(*BY_DUE)
        neighbours = list(for_rows(near)[:NEAR])
        rows = {row.pk: row for row in rows_of([task, *related, *neighbours])}
        self.row: TaskRow = rows[task.pk]
        self.parts = [(part, rows[part.pk]) for part in related if part.parent_id == task.pk]
        self.around.reported_parts = sum(part.state == State.REPORTED for part, _row in self.parts)
        self.whole: TaskRow | None = rows.get(task.parent_id or 0)
        self.heir: TaskRow | None = rows.get(task.heir_id or 0)
        self.neighbours = [rows[found.pk] for found in neighbours]

    def _read_life(self) -> None:
        task, around = self.task, self.around
        destructions = Prefetch("evidence__destructions", Destruction.objects.select_related("person", "decided_by"))
        seen = reports_visible_to(self.viewer, task).select_related("person", "act")
        self.reports: list[Report] = list(seen.prefetch_related("evidence__file", destructions).order_by("-id"))
        self.reasons_of = {r.pk: words_of(r.act.verb) for r in self.reports if r.kind == ReportKind.REASON}
        found = Extension.objects.filter(task=task).select_related("person", "decided_by")
        self.extensions: list[Extension] = list(found.order_by("-id"))
        asked = Question.objects.filter(task=task).select_related("person", "to_person", "answered_by")
        self.questions: list[Question] = sorted(asked.order_by("-id"), key=_order_of_questions)
        self.pauses = list(Pause.objects.filter(task=task).order_by("-id"))
        self.reviews = list(Review.objects.filter(task=task).select_related("person").order_by("-from_day"))
        self.told = list(Told.objects.filter(task=task).select_related("person").order_by("person__sort_key"))
        self.seen = list(Seen.objects.filter(task=task).select_related("person").order_by("id"))
        self.unmatched = list(Mention.objects.filter(task=task, resolved=False).order_by("start"))
        around.reporter = next((r.person_id for r in self.reports if r.kind == ReportKind.DONE), None)
        around.extension = next((e for e in self.extensions if e.decision == Decision.WAITING), None)
        around.questions = [question for question in self.questions if question.answered_on is None]

    @property
    def unresolved(self) -> list[str]:
        """Names of cooperating units in the text that match no unit of the day."""
        return list(dict.fromkeys(m.text for m in self.unmatched if m.role != Role.LEAD))

    @property
    def unknown_lead(self) -> list[str]:
        return list(dict.fromkeys(m.text for m in self.unmatched if m.role == Role.LEAD))

    @cached_property
    def names(self) -> dict[int, str]:
        """Every unit that the page names beside its rows."""
        ids = {report.unit_id for report in self.reports} | {row.unit_id for row in self.around.assignments}
        ids |= {extension.unit_id for extension in self.extensions} | {row.unit_id for row in self.seen}
        ids |= {unit for q in self.questions for unit in (q.from_unit_id, q.to_unit_id)}
        return {pk: tag.name for pk, tag in unit_tags(pk for pk in ids if pk).items()}

    @cached_property
    def in_charge(self) -> dict[str, list[str]]:
        """Who leads and who follows the whole area today, by the posts that it was given to."""
        if self.task.area_id is None:
            return {}
        wanted = AreaPost.objects.valid_on(today()).filter(
            area=self.task.area_id, charge__in=[Charge.LEADS, Charge.FOLLOWS]
        )
        charges = list(wanted.values_list("post_id", "charge"))
        held = Holding.objects.valid_on(today()).filter(post__in=[post for post, _charge in charges])
        people = list(held.order_by("-kind", "id").values_list("post_id", "person__name"))
        found: dict[str, list[str]] = {}
        for post, charge in charges:
            found.setdefault(charge, []).extend(name for held_post, name in people if held_post == post)
        return found

    @property
    def officers(self) -> list[tuple[str, Person]]:
        rows = [(row.unit_id, row.officer) for row in self.around.assignments if row.officer is not None]
        return [(self.names.get(unit, ""), officer) for unit, officer in rows]

    @property
    def shows_seen(self) -> bool:
        """First openings are for those who give tasks."""
        return self.around.may("give_task")

    @property
    def may_take_off(self) -> bool:
        return self.around.may("report_task")

    @property
    def may_destroy(self) -> bool:
        return self.around.may("destroy_file")

    @property
    def pause(self) -> Pause | None:
        return next((pause for pause in self.pauses if pause.resumed_on is None), None)

    @property
    def waiting_report(self) -> Report | None:
        """The report that the head or the office is to judge."""
        waits = self.task.state in (State.SUBMITTED, State.REPORTED)
        return next((r for r in self.reports if r.kind == ReportKind.DONE), None) if waits else None

    @property
    def days_over(self) -> int:
        return days_late(self.task.due_order)

    @property
    def first_due(self) -> date | None:
        """The last day of the deadline before it was moved, once it has been."""
        return last_day_of(self.task.first_due_at) if self.task.times_moved else None

    @property
    def superior_due(self) -> date | None:
        return last_day_of(self.task.superior_due_at)

    @property
    def lapse_day(self) -> date | None:
        return last_day_of(self.task.lapse_at)

    @property
    def rest(self) -> int:
        return 100 - self.task.percent

    @property
    def parts_done(self) -> int:
        return sum(part.state == State.DONE for part, _row in self.parts)

    @property
    def taken_out(self) -> bool:
        return self.task.state in TAKEN_OUT

    @property
    def first(self) -> Press | None:
        return next((press for press in self.presses if press.primary), None)

    @cached_property
    def form(self) -> ActionForm | None:
        """The form of the first press where it stands on the page: a decision, or an answer."""
        first = self.first
        return FORMS[first.key](self.around) if first and (first.direct or first.key in HERE) else None

    @property
    def decides_here(self) -> bool:
        return self.first is not None and self.first.key in HERE

    @property
    def others(self) -> list[tuple[str, list[Press]]]:
        return grouped(press for press in self.presses if not press.primary)


def last_day_of(instant: datetime | None) -> date | None:
    """The last day before an exclusive instant."""
    return localdate(instant - timedelta(microseconds=1)) if instant else None


def _order_of_questions(question: Question) -> tuple[bool, bool]:
    """Open ones first, a leader's line before the others."""
    return question.answered_on is not None, question.kind != "direction"


def note_opening(page: TaskPage) -> None:
    """The first opening by somebody of an assigned unit is kept. Where that fails, two at once or a busy database, one still has the page."""
    noted = {row.unit_id for row in page.seen}
    for row in page.around.assignments:
        if row.unit_id in page.around.inside and row.unit_id not in noted and page.task.state != State.DRAFT:
            with suppress(ActionError, IntegrityError):
                note_seen(page.viewer.by(capability="see_inside"), assignment=row)
