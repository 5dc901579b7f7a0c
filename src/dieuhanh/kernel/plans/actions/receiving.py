"""A unit receives a task or sends it back; silence for some working days counts as received."""

from __future__ import annotations

from collections.abc import Sequence

from dieuhanh.kernel.access.rights import acting
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.journal.actions import By, action, create, update_set
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.saying import said
from dieuhanh.kernel.plans.models import Report, ReportKind, State, Task
from dieuhanh.kernel.plans.moves import move, together
from dieuhanh.kernel.plans.telling import say


@action("plans.accept_task", may="accept_task", on="task")
def accept_task(by: By, *, task: Task, seen: int | None = None) -> Task:
    must_be(task, State.ISSUED)
    return move(task, seen=seen, state=State.RUNNING, lapse_at=None)


@action("plans.accept_tasks", may="accept_task")
def accept_tasks(by: By, *, tasks: Sequence[Task]) -> None:
    """One press receives all of them."""
    with together(tasks):
        for task in tasks:
            accept_task(by, task=task)


@action("plans.refuse_task", may="accept_task", on="task")
def refuse_task(by: By, *, task: Task, reason: str, seen: int | None = None) -> Task:
    """Back to the office, which changes the assignment or gives it again."""
    must_be(task, State.ISSUED)
    because(by, task, reason, "hãy ghi lý do trả lại")
    task = move(task, seen=seen, state=State.REFUSED, lapse_at=None)
    say("refused", task)
    return task


@action("plans.lapse_unanswered", may=None)
def lapse_unanswered(by: By) -> None:
    """What nobody answered in time counts as received: the phase, and so every count, stays."""
    rows = Task.objects.filter(state=State.ISSUED, lapse_at__lte=now(), lead__isnull=False)
    values = {"state": State.RUNNING, "state_since": today()}
    update_set(rows, "silence counts as received", leaves=("phase", "due_order"), **values)


def because(by: By, task: Task, reason: str, missing: str) -> Report:
    """The reason of a step, kept beside the task where those concerned read it."""
    words = said(reason, missing, "reason")
    person = acting(by).person if by.actor is not None else None
    return create(Report(task=task, kind=ReportKind.REASON, person=person, day=today(), words=words))


def held(task: Task, *states: State) -> Task:
    """The task as it stands, held until the act ends: for acts that write beside it and would not see that another act just ended it."""
    task = Task.objects.select_for_update(no_key=True, of=("self",)).get(pk=task.pk)
    must_be(task, *states)
    return task


def must_be(task: Task, *states: State) -> None:
    if task.state not in states:
        allowed = ", ".join(str(state.label) for state in states)
        raise Invalid(
            f"nhiệm vụ {task.code} đang ở trạng thái «{task.get_state_display()}»; việc này chỉ làm được khi: {allowed}"
        )
