"""The values of a drafted task as they are kept beside it, in the form of JSON, to be gone back to: its row, its units, how the text names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from dieuhanh.foundation.reading import model as reader
from dieuhanh.foundation.reading.model import Reading
from dieuhanh.kernel.plans.models import Assignment, Mention, Task

COLUMNS = (
    "title",
    "head_verb",
    "kind",
    "due_rule",
    "due_text",
    "due_type",
    "due_iso",
    "product",
    "target",
    "start",
    "end",
    "lead_id",
    "area_id",
    "heading_id",
)
MENTIONED = ("role", "text", "start", "end", "inherited", "resolved")
Values = dict[str, Any]


def values_of(task: Task, assignments: Iterable[Assignment], mentions: Iterable[Mention]) -> Values:
    row = {name: getattr(task, name) for name in COLUMNS}
    row["kind"] = str(task.kind)
    row["due_at"] = task.due_at.astimezone(UTC).isoformat() if task.due_at else None
    return {
        "task": row,
        "units": [[a.unit_id, int(a.role)] for a in assignments],
        "mentions": [[int(m.role), *(getattr(m, name) for name in MENTIONED[1:])] for m in mentions],
    }


def row_values(values: Values) -> dict[str, Any]:
    """The columns of the task, as `change` takes them."""
    row = dict(values["task"])
    row["due_at"] = datetime.fromisoformat(row["due_at"]) if row["due_at"] else None
    return row


def unit_roles(values: Values) -> dict[int, int]:
    return dict(values["units"])


def mentions_in(values: Values, task: Task) -> list[Mention]:
    return [Mention(task=task, **dict(zip(MENTIONED, row, strict=True))) for row in values["mentions"]]


def as_read(task: reader.Task, reading: Reading) -> dict[str, Any]:
    """In the shape of the reader's gold, without the words themselves, which are cut from the text."""
    return {
        "start": task.start,
        "end": task.end,
        "head_verb": task.head_verb,
        "lead": [_unit(unit) for unit in task.lead],
        "coop": [_unit(unit) for unit in task.coop],
        "deadline": None if task.deadline is None else _deadline(task.deadline),
        "product": task.product,
        "heading": None if task.heading is None else f"h{task.heading + 1}",
        "targets": [[t.start, t.end] for t in _targets(task, reading.targets)],
    }


def _targets(task: reader.Task, targets: Sequence[reader.Target]) -> list[reader.Target]:
    return [t for t in targets if t.layer == "target" and task.start <= t.start and t.end <= task.end]


def _unit(unit: reader.UnitMention) -> dict[str, Any]:
    return {"text": unit.text, "start": unit.start, "end": unit.end, "inherited": unit.inherited}


def _deadline(due: reader.Deadline) -> dict[str, Any]:
    return {"text": due.text, "start": due.start, "end": due.end, "type": due.type, "iso": due.iso}
