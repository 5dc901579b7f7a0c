"""Moving tasks from state to state, inside an action: the row, the day since when, the counts, and the total of what they are parts of."""

from __future__ import annotations

from typing import Any

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import change
from dieuhanh.kernel.plans.counting import counting
from dieuhanh.kernel.plans.models import TAKEN_OUT, State, Task


def move(task: Task, *, seen: int | None = None, **values: Any) -> Task:
    """Change a task and what is counted of it. Conflict where somebody wrote it since act `seen`."""
    if "state" in values:
        values["state_since"] = today()
    with counting([task.pk]):
        task = change(task, seen=seen, **values)
    if task.parent_id:
        roll_up(Task.objects.get(pk=task.parent_id))
    return task


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
