"""The rows of a page of the desk: what is owed, of which task, until when, and what it stands on. Nine questions, however many rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.pages.owing import Key, Kind, Owed
from dieuhanh.kernel.plans.models import (
    Assignment,
    Destruction,
    Extension,
    Grade,
    Plan,
    Question,
    Report,
    ReportKind,
    State,
    Task,
    Urgency,
)
from dieuhanh.kernel.plans.owing import kinds
from dieuhanh.kernel.plans.queries import TaskRow, rows_of
from dieuhanh.kernel.plans.timeliness import SOON_DAYS

OF_QUESTION = {kinds.ANSWER.key, kinds.ASKED.key}
OF_EXTENSION = {kinds.DECIDE.key, kinds.EXTENDING.key}
OF_DESTRUCTION = {kinds.DESTROY.key}
OF_OTHERS = OF_QUESTION | OF_EXTENSION | OF_DESTRUCTION  # whose key is no task's
BY_TASK_DAY = {k.key for k in (kinds.RETURNED, kinds.DO, kinds.UNASSIGNED, kinds.AGREE, kinds.AT_HEAD)}
OFFICES = {
    k.key for k in (kinds.CONFIRM, kinds.CONFIRM_PARTS, kinds.DECIDE, kinds.DESTROY, kinds.REFUSED)
}  # whose rows say which unit it is
WORK = "plans/owing/work.html"
TEMPLATES = {
    kinds.ANSWER: "plans/owing/answer.html",
    kinds.ACCEPT: "plans/owing/accept.html",
    kinds.RETURNED: WORK,
    kinds.DO: WORK,
    kinds.UNDATED: WORK,
    kinds.UNASSIGNED: WORK,
    kinds.REVIEW: "plans/owing/review.html",
    kinds.AGREE: "plans/owing/agree.html",
    kinds.CONFIRM: "plans/owing/confirm.html",
    kinds.CONFIRM_PARTS: "plans/owing/confirm_parts.html",
    kinds.DECIDE: "plans/owing/decide.html",
    kinds.DESTROY: "plans/owing/destroy.html",
    kinds.REFUSED: "plans/owing/refused.html",
}


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows of a page need, fetched for all of them at once."""

    tasks: dict[int, Task]
    rows: dict[int, TaskRow]
    questions: dict[int, Question]
    extensions: dict[int, Extension]
    destructions: dict[int, Destruction]
    reports: dict[tuple[int, str], Report]
    officers: dict[int, str]
    plans: dict[int, str]
    parts: dict[int, int]  # that wait to be confirmed, of a task


def show(viewer: Viewer, keys: list[Key]) -> list[Owed]:
    known = _known(keys)
    word_of = {kind.key: kind for kind in kinds.KINDS}
    found = ((key, _task_of(key, known)) for key in keys)
    return [_owed(viewer, key, word_of[key.kind], task, known) for key, task in found if task is not None]


def _known(keys: list[Key]) -> _Known:
    questions = _by_pk(Question.objects.filter(pk__in=_rows(keys, OF_QUESTION)).select_related("person"))
    extensions = _by_pk(Extension.objects.filter(pk__in=_rows(keys, OF_EXTENSION)))
    asked = Destruction.objects.filter(pk__in=_rows(keys, OF_DESTRUCTION))
    destructions = _by_pk(asked.select_related("evidence__file", "person"))
    about = {row.task_id for row in (*questions.values(), *extensions.values(), *destructions.values())}
    about |= {key.row for key in keys if key.kind not in OF_OTHERS}
    tasks = list(Task.objects.filter(pk__in=about).defer("folded", "sort_key", "target", "start", "end", "head_verb"))
    plans = Plan.objects.filter(pk__in={task.plan_id for task in tasks}).select_related("document")
    plans = plans.only("title", "document__symbol", "document__title")
    led = Assignment.objects.filter(task__in=about, unit=F("task__lead"), officer__isnull=False)
    return _Known(
        tasks={task.pk: task for task in tasks},
        rows={row.pk: row for row in rows_of(tasks)},
        questions=questions,
        extensions=extensions,
        destructions=destructions,
        reports=_last_reports(about),
        officers=dict(led.values_list("task_id", "officer__name")),
        plans={plan.pk: plan.symbol for plan in plans},
        parts=_waiting_parts(_rows(keys, {kinds.CONFIRM_PARTS.key})),
    )


def _waiting_parts(wholes: list[int]) -> dict[int, int]:
    parts = Task.objects.filter(parent__in=wholes, state=State.REPORTED).order_by() if wholes else Task.objects.none()
    return dict(parts.values_list("parent_id").annotate(Count("pk")))


def _rows(keys: Sequence[Key], of: set[str]) -> list[int]:
    return [key.row for key in keys if key.kind in of]


def _by_pk(found: Iterable[Any]) -> dict[int, Any]:
    return {row.pk: row for row in found}


def _last_reports(task_ids: set[int]) -> dict[tuple[int, str], Report]:
    """The last word of each kind on each task."""
    said = Report.objects.filter(task__in=task_ids).exclude(kind=ReportKind.PROGRESS).select_related("person")
    return {(row.task_id, row.kind): row for row in said.order_by("id")}


def _task_of(key: Key, known: _Known) -> Task | None:
    if key.kind not in OF_OTHERS:
        return known.tasks.get(key.row)
    of_kind: dict[str, Any] = dict.fromkeys(OF_QUESTION, known.questions) | dict.fromkeys(
        OF_EXTENSION, known.extensions
    )
    row = of_kind.get(key.kind, known.destructions).get(key.row)
    return known.tasks.get(row.task_id) if row else None


def _owed(viewer: Viewer, key: Key, kind: Kind, task: Task, known: _Known) -> Owed:
    row = known.rows[task.pk]
    state, state_word = state_of(key, today())
    question = known.questions.get(key.row) if key.kind in OF_QUESTION else None
    return Owed(
        key=key,
        kind=kind,
        title=question.words if question else task.title,
        url=row.url,
        about=" · ".join(filter(None, _about(key, task, row, known, question))),
        due_words=row.due_words if key.kind in BY_TASK_DAY else day_words(key),
        state=state,
        state_word=state_word,
        how=f"{task.percent}%" if key.kind in BY_TASK_DAY or key.kind == kinds.UNDATED.key else "",
        urgent=str(Urgency(task.urgency).label) if task.urgency else "",
        template=TEMPLATES.get(kind, ""),
        more={
            "task": task,
            "row": row,
            "question": question,
            "extension": known.extensions.get(key.row) if key.kind in OF_EXTENSION else None,
            "destruction": known.destructions.get(key.row) if key.kind in OF_DESTRUCTION else None,
            "report": known.reports.get((task.pk, ReportKind.DONE)),
            "back": _sent_back(key, task, known),
            "period": _period(key),
            "grades": Grade.choices if key.kind == kinds.REVIEW.key else [],
            "reports": viewer.can("report_task"),
            "extends": viewer.can("ask_extension"),
        },
    )


def _about(key: Key, task: Task, row: TaskRow, known: _Known, question: Question | None) -> Iterable[str]:
    yield _("Nhiệm vụ %s") % f"{row.code} ({known.plans.get(task.plan_id, '')})"
    if question:
        yield task.title
        yield f"{question.get_kind_display()}: {question.person}" if question.person else question.get_kind_display()
    if n := known.parts.get(task.pk):
        yield ngettext("%d đơn vị đã báo cáo", "%d đơn vị đã báo cáo", n) % n
    elif key.kind in OFFICES:
        yield row.lead_names
    elif officer := known.officers.get(task.pk):
        yield officer


def _sent_back(key: Key, task: Task, known: _Known) -> Report | None:
    """Why it came back: from the head inside the unit, or from the office; to the office only what the unit sent."""
    reason = known.reports.get((task.pk, ReportKind.REASON))
    if key.kind in (kinds.REFUSED.key, kinds.GIVEN_BACK.key):
        return reason
    if key.kind != kinds.RETURNED.key:
        return None
    note = known.reports.get((task.pk, ReportKind.NOTE))
    return max(filter(None, (reason, note)), key=lambda report: report.pk, default=None)


def _period(key: Key) -> tuple[str, str] | None:
    """The first and the last day of the period to review, as forms take them."""
    if key.late is None or key.since is None:
        return None
    return format_day(key.since), format_day(key.late - timedelta(days=1))


def day_words(key: Key) -> str:
    """The last day in time; or since when somebody waits."""
    if key.late and key.kind == kinds.ACCEPT.key:
        return _("trả lời đến %s") % format_day(key.late - timedelta(days=1))
    if key.late:
        return format_day(key.late - timedelta(days=1))
    return _("từ %s") % format_day(key.since) if key.since else ""


def state_of(key: Key, day: date) -> tuple[str, str]:
    """The icon and what it says: how late, or how long yet."""
    if key.late is None:
        return ("wait", _("đang chờ")) if key.since else ("none", _("không có thời hạn"))
    left = (key.late - day).days
    if left <= 0:
        return "over", ngettext("quá hạn %d ngày", "quá hạn %d ngày", 1 - left) % (1 - left)
    if left == 1:
        return "soon", _("hạn hôm nay")
    state = "soon" if left <= SOON_DAYS else "run"
    return state, ngettext("còn %d ngày", "còn %d ngày", left - 1) % (left - 1)
