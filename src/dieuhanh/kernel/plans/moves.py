"""Moving tasks from state to state, inside an action: the row, the day since when, the counts, and the total of what they are parts of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import change
from dieuhanh.kernel.plans.counting import counting
from dieuhanh.kernel.plans.models import TAKEN_OUT, State, Task

_waiting: ContextVar[set[int] | None] = ContextVar("wholes", default=None)


def move(task: Task, *, seen: int | None = None, **values: Any) -> Task:
    """Change a task and what is counted of it. Conflict where somebody wrote it since act `seen`."""
    if "state" in values:
        values["state_since"] = today()
    with counting([task.pk]):
        task = change(task, seen=seen, **values)
    if task.parent_id:
        _roll_up_now_or_later(task.parent_id)
    return task


@contextmanager
def together(tasks: Iterable[Task]) -> Iterator[None]:
    """Several of these tasks move inside: counted once, and each whole rolled up once, at the end."""
    with counting([task.pk for task in tasks]):
        wholes: set[int] = set()
        token = _waiting.set(wholes)
        try:
            yield
        finally:
            _waiting.reset(token)
    for pk in sorted(wholes):
        roll_up(Task.objects.get(pk=pk))


def _roll_up_now_or_later(parent_id: int) -> None:
    waiting = _waiting.get()
    if waiting is None:
        roll_up(Task.objects.get(pk=parent_id))
    else:
        waiting.add(parent_id)


def roll_up(parent: Task) -> None:
    """The percent of a task from its parts, by weight; where nobody leads the whole, it is done when all its parts are."""
    if parent.state in TAKEN_OUT:
        return
    parts = [part for part in parent.parts.all() if part.state not in TAKEN_OUT]
    weight = sum(part.weight for part in parts)
    if not weight:
        return
    percent = sum(part.weight * part.percent for part in parts) // weight
    values: dict[str, Any] = {} if percent == parent.percent else {"percent": percent}
    if parent.lead_id is None:
        values |= _state_of_whole(parent, parts)
    if values:
        move(parent, **values)


def _state_of_whole(parent: Task, parts: list[Task]) -> dict[str, Any]:
    done = all(part.state == State.DONE for part in parts)
    if done == (parent.state == State.DONE):
        return {}
    if not done:
        return {"state": State.RUNNING, "done_at": None}
    return {"state": State.DONE, "done_at": max(part.done_at for part in parts if part.done_at)}
