"""A later deadline: asked with a reason, decided once; the first deadline stays for ever."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.timezone import localdate

from dieuhanh.kernel.access.rights import acting
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.carrying import works_in
from dieuhanh.kernel.plans.actions.receiving import held, must_be
from dieuhanh.kernel.plans.actions.saying import fitting, said
from dieuhanh.kernel.plans.days import due_at_end_of, refuse_past
from dieuhanh.kernel.plans.models import WORKED_ON, Decision, Extension, RuleName, State, Task
from dieuhanh.kernel.plans.moves import move
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.plans.telling import last_day_of, say

OPEN_STATES = (*WORKED_ON, State.REFUSED, State.PAUSED)
EXTENDED = "extended"  # the rule of a deadline that a decision set


@action("plans.ask_extension", may="ask_extension", on="task")
def ask_extension(by: By, *, task: Task, until: date, reason: str, source: str = "") -> Extension:
    """`until`: the last day asked for."""
    task = held(task, State.ISSUED, State.RUNNING)
    if task.due_at is None:
        raise Invalid("nhiệm vụ không có thời hạn nên không cần gia hạn")
    reason, source = said(reason, "hãy ghi lý do xin gia hạn", "reason"), fitting(source, "source")
    viewer = acting(by)
    if not works_in(viewer, task.lead_id) and not source:
        raise Invalid("xin gia hạn thay đơn vị thì phải ghi nguồn (công văn số mấy, ngày nào)", "source")
    refuse_past(until, today(), "until")
    later = due_at_end_of(until)
    if later <= task.due_at:
        raise Invalid(f"ngày {until:%d/%m/%Y} không sau thời hạn hiện nay", "until")
    if Extension.objects.filter(task=task, decision=Decision.WAITING).exists():
        raise Invalid("đã có một đề nghị gia hạn chờ quyết định")
    higher = beyond(task, later)
    say("asked_higher" if higher else "asked_extension", task, day=last_day_of(later))
    return create(
        Extension(
            task=task,
            unit_id=task.lead_id,
            person=viewer.person,
            asked_on=today(),
            was=task.due_at,
            until=later,
            reason=f"{reason} ({source})" if source else reason,
            higher=higher,
        )
    )


def beyond(task: Task, later: datetime) -> bool:
    """Whether the office's limit is passed: in the number of extensions or in their days from the first deadline."""
    rules = Rules(today())
    times, days = (rules.value(name, task.lead_id) for name in (RuleName.EXTENSIONS, RuleName.EXTENSION_DAYS))
    if times is not None and task.times_moved + 1 > times:
        return True
    first = task.first_due_at or task.due_at
    return days is not None and first is not None and (localdate(later) - localdate(first)).days > days


@action("plans.decide_extension", may="decide_extension", on="extension")
def decide_extension(
    by: By, *, extension: Extension, grant: bool, answer: str = "", until: date | None = None
) -> Extension:
    """Granted as asked or until another day, or refused with a reason. Who asked does not decide."""
    if extension.decision != Decision.WAITING:
        raise Invalid(f"đề nghị này đã được quyết định: {extension.get_decision_display()}")
    viewer = acting(by)
    if extension.higher and not viewer.can("decide_higher"):
        raise NotAllowed("đề nghị này vượt giới hạn gia hạn của cơ quan; lãnh đạo quyết định")
    if by.actor is not None and by.actor == extension.person_id:
        raise NotAllowed("người xin gia hạn không tự quyết định")
    answer = fitting(answer, "answer")
    if not grant and not answer:
        raise Invalid("hãy ghi lý do không đồng ý", "answer")
    task = Task.objects.get(pk=extension.task_id)
    later = _granted(task, extension, until) if grant else extension.until
    if grant and beyond(task, later) and not viewer.can("decide_higher"):
        raise NotAllowed(
            f"ngày {last_day_of(later)} vượt giới hạn gia hạn của cơ quan; hãy chọn ngày sớm hơn hoặc để lãnh đạo quyết định"
        )
    decision = Decision.GRANTED if grant else Decision.REFUSED
    extension = change(
        extension,
        decision=decision,
        decided_by=viewer.person,
        decided_on=today(),
        answer=answer,
        until=later,
        asked_until=extension.until,
    )
    if grant:
        set_due(task, later)
    say("granted" if grant else "not_granted", task, people=[extension.person_id], day=last_day_of(later))
    return extension


def _granted(task: Task, extension: Extension, until: date | None) -> datetime:
    """The new deadline, of a task that still waits for one: much may have happened since it was asked for."""
    must_be(task, *OPEN_STATES)
    if until is not None:
        refuse_past(until, today(), "until")
    later = due_at_end_of(until) if until else extension.until
    if task.due_at is None or later <= max(task.due_at, extension.was):
        raise Invalid("ngày gia hạn phải sau thời hạn hiện nay", "until")
    return later


@action("plans.take_back_extension", may="ask_extension", on="extension")
def take_back_extension(by: By, *, extension: Extension) -> Extension:
    """By the unit that asked."""
    if extension.decision != Decision.WAITING:
        raise Invalid(f"đề nghị này đã được quyết định: {extension.get_decision_display()}")
    say("took_back", extension.task)
    return change(extension, decision=Decision.TAKEN_BACK, decided_on=today())


def set_due(task: Task, later: datetime, *, seen: int | None = None) -> Task:
    """Another deadline: the first stays beside it, and how often it moved."""
    return move(
        task,
        seen=seen,
        due_at=later,
        due_rule=EXTENDED,
        first_due_at=task.first_due_at or task.due_at,
        times_moved=task.times_moved + 1,
    )
