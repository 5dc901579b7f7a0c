"""The office confirms that a task is done, or opens it again."""

from __future__ import annotations

from collections.abc import Sequence

from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.carrying import answered_first, last_report
from dieuhanh.kernel.plans.actions.receiving import because, must_be
from dieuhanh.kernel.plans.models import Report, State, Task
from dieuhanh.kernel.plans.moves import move, together
from dieuhanh.kernel.plans.telling import say


@action("plans.confirm_done", may="confirm_task", on="task")
def confirm_done(by: By, *, task: Task, seen: int | None = None) -> Task:
    """Done as of the day it was reported. Who wrote the report does not confirm it."""
    must_be(task, State.REPORTED)
    if by.actor is not None and last_report(task).person_id == by.actor:
        raise NotAllowed("người đã viết báo cáo không tự xác nhận; hãy để người khác xác nhận")
    answered_first(task)
    task = move(task, seen=seen, state=State.DONE, percent=100)
    say("confirmed", task)
    return task


@action("plans.confirm_parts", may="confirm_task", on="task")
def confirm_parts(by: By, *, task: Task, parts: Sequence[int]) -> Task:
    """One press of the office for the parts that it has looked at, by their keys; what was reported since is not among them."""
    found = list(task.parts.filter(pk__in=parts).order_by("pk"))
    if not found:
        raise Invalid("hãy chọn ít nhất một phần việc chờ xác nhận", "parts")
    if moved := ", ".join(part.code for part in found if part.state != State.REPORTED):
        raise Invalid(f"phần việc {moved} không còn chờ xác nhận; hãy xem lại danh sách", "parts")
    with together(found):
        for part in found:
            confirm_done(by, task=part)
    return Task.objects.get(pk=task.pk)


@action("plans.reopen_task", may="confirm_task", on="task")
def reopen_task(by: By, *, task: Task, reason: str, seen: int | None = None) -> Task:
    """A report that does not hold, or a confirmation that was wrong."""
    must_be(task, State.REPORTED, State.DONE)
    if task.lead_id is None:
        raise Invalid("nhiệm vụ này được tính từ các phần việc; hãy mở lại phần chưa đạt")
    because(by, task, reason, "hãy ghi điều chưa đạt")
    task = move(task, seen=seen, state=State.RUNNING, done_at=None, percent=_percent_said(task))
    say("reopened", task)
    return task


def _percent_said(task: Task) -> int:
    """A report that the work is done made it 100; what is opened again stands where its unit said it was."""
    if task.parts.exists():
        return task.percent
    told = Report.objects.filter(task=task, percent__isnull=False).order_by("-id")
    return told.values_list("percent", flat=True).first() or 0
