"""A report with the files and the link it stands on: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dieuhanh.kernel.access.rights import acting
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, create
from dieuhanh.kernel.journal.errors import NotAllowed
from dieuhanh.kernel.plans.actions.carrying import Result, report_done, report_progress
from dieuhanh.kernel.plans.actions.evidence import Attached, attach
from dieuhanh.kernel.plans.models import Assignment, Report, Seen, Task


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is; `lower`: it goes back on purpose."""

    percent: int | None = None
    lower: bool = False


@action("plans.send_report", may="report_task", on="task")
def send_report(
    by: By,
    *,
    task: Task,
    what: Progress | Result,
    words: str,
    source: str = "",
    files: Sequence[Attached] = (),
    link: str = "",
    seen: int | None = None,
) -> Report:
    """Progress, or that the work is done."""
    if isinstance(what, Result):
        report = report_done(by, task=task, words=words, result=what, source=source, seen=seen)
    else:
        report = report_progress(
            by, task=task, percent=what.percent, words=words, lower=what.lower, source=source, seen=seen
        )
    return attach(by, report=report, files=list(files), link=link.strip()) if files or link.strip() else report


@action("plans.note_seen", may="see_inside", on="assignment")
def note_seen(by: By, *, assignment: Assignment) -> Seen:
    """The first of an assigned unit who opens the task; whoever gave it reads who, and when."""
    first = Seen.objects.filter(task=assignment.task_id, unit=assignment.unit_id).first()
    if first is not None:
        return first
    person = acting(by).person
    if person is None:
        raise NotAllowed("chỉ ghi được người đã đăng nhập")
    return create(Seen(task_id=assignment.task_id, unit_id=assignment.unit_id, person=person, day=today()))
