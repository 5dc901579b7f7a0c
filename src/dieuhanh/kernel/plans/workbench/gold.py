"""What the office corrected, as gold for the reader: of each drafted task what was read and what it became, in the reader's own format.

Gold marks words of the text. A unit or a day that the office added and the text does not name is told in the task's `note`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from dieuhanh.foundation.reading import read, to_json
from dieuhanh.foundation.vietnamese.text import fold
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.models import Draft, Mention, Plan, Role, Settled, Task
from dieuhanh.kernel.plans.queries import last_day
from dieuhanh.kernel.units.models import UnitName
from dieuhanh.kernel.units.queries import Resolver, names_on

Json = dict[str, Any]
LAYERS = ["tasks", "units", "deadlines"]


def gold_of(plan: Plan) -> Json:
    """The gold of one document, and beside it under `pairs` each draft as it was read and as it was corrected (None: not a task).

    To be taken when the plan is issued: what happens to a task later is its life, not what the text says.
    """
    document = plan.document
    if document is None:
        raise Invalid("kế hoạch này không lập từ văn bản")
    corrected = _Corrected(document)
    drafts = list(_settled(plan))
    pairs = [{"read": _with_words(d.read, document.text), "corrected": corrected.task(d)} for d in drafts]
    tasks = [pair["corrected"] for pair in pairs if pair["corrected"] is not None]
    outline = to_json(read(document.text))
    return {
        "doc": document.file.name,
        "sha256": hashlib.sha256(document.text.encode()).hexdigest(),
        "scope": [0, len(document.text)],
        "layers": LAYERS,
        "ignore": [],
        "meta": outline["meta"],
        "headings": outline["headings"],
        "tasks": [{"id": f"t{n}", **task} for n, task in enumerate(sorted(tasks, key=lambda t: t["start"]), 1)],
        "targets": [],
        "citations": [],
        "projects": [],
        "pairs": pairs,
    }


def _settled(plan: Plan) -> Iterable[Draft]:
    """In the order of the text; what waits is not yet a judgement of anybody."""
    drafts = Draft.objects.filter(plan=plan).exclude(settled=Settled.OPEN).select_related("task")
    found = drafts.prefetch_related("task__assignments", "task__mentions", "task__parts__assignments")
    return sorted(found, key=lambda d: (_place(d), d.pk))


def _place(draft: Draft) -> int:
    start: int = draft.began["task"]["start"]
    return start


def _with_words(read: Json | None, text: str) -> Json | None:
    """As the reader gives a task: with its words, cut from the text."""
    if read is None:
        return None
    kept = {name: value for name, value in read.items() if name != "targets"}
    return {**kept, "text": text[read["start"] : read["end"]], "optional": None, "note": None}


class _Corrected:
    """Drafts of one document as gold; the names of units are asked once."""

    def __init__(self, document: Document) -> None:
        day = document.date or today()
        self.text = document.text
        self.resolver = Resolver(day)
        self.names: dict[int, UnitName] = names_on(day)

    def task(self, draft: Draft) -> Json | None:
        task = draft.task
        if draft.settled == Settled.REJECTED or task is None or task.start is None or task.end is None:
            return None
        notes: list[str] = []
        units = {row.unit_id: row.role for part in (task, *task.parts.all()) for row in part.assignments.all()}
        words = {role: self._units(task, {u for u, r in units.items() if r == role}, role, notes) for role in Role}
        read = draft.read or {}
        return {
            "start": task.start,
            "end": task.end,
            "text": self.text[task.start : task.end],
            "head_verb": task.head_verb,
            "lead": words[Role.LEAD],
            "coop": words[Role.COOP],
            "deadline": self._deadline(task, read.get("deadline"), notes),
            "optional": None,
            "product": read.get("product"),
            "heading": read.get("heading"),
            "note": "; ".join(notes) or None,
        }

    def _units(self, task: Task, wanted: set[int], role: Role, notes: list[str]) -> list[Json]:
        """The words that name the units: as the text did, else anywhere in the task; what names none of ours stays as it was read."""
        found, named = [], set()
        for mention in sorted(task.mentions.all(), key=lambda m: m.pk):
            ids = set(self.resolver.resolve(mention.text).unit_ids)
            if (ids and ids <= wanted) or (not mention.resolved and mention.role == role):
                found.append(_said(mention))
                named |= ids
        for unit in sorted(wanted - named):
            name = self.names.get(unit)
            place = self._stands(name, task) if name else None
            if place:
                found.append(place)
            else:
                notes.append(f"{role.label}: {name.name if name else unit}")
        return found

    def _stands(self, name: UnitName, task: Task) -> Json | None:
        """Where the task's own words name the unit."""
        start, end = task.start or 0, task.end or 0
        folded = fold(self.text[start:end])
        if len(folded) != end - start:  # offsets would not be those of the text
            return None
        for words in filter(None, (name.name, name.short_name)):
            at = folded.find(fold(words))
            if at >= 0:
                begin = start + at
                stop = begin + len(words)
                return {"text": self.text[begin:stop], "start": begin, "end": stop}
        return None

    def _deadline(self, task: Task, read: Json | None, notes: list[str]) -> Json | None:
        """The words of the text; their meaning is the office's where it gave another day."""
        day = last_day(task)
        if task.due_iso == (read or {}).get("iso", "") or (day is None and not task.due_iso):
            return read
        if read is None:
            notes.append(f"thời hạn: {day.isoformat() if day else task.due_iso}")
            return None
        return {**read, "iso": task.due_iso or (day.isoformat() if day else None), "type": task.due_type}


def _said(mention: Mention) -> Json:
    said = {"text": mention.text, "start": mention.start, "end": mention.end}
    return {**said, "inherited": True} if mention.inherited else said
