"""What can only be settled once a task's words are known to their end: its deadline, its late partners, whether it is a task at all."""

from __future__ import annotations

from .around import trimmed
from .deadlines import every_before, in_clause
from .drafts import Draft
from .optional import optional_class
from .partners import later_partners
from .words import Words


def finish(w: Words, drafts: list[Draft], year: int | None) -> list[Draft]:
    """Settles what needs the final span: the deadline in it and partners named late; drops what is no task."""
    kept: list[Draft] = []
    for draft in drafts:
        draft.i, draft.j = trimmed(w, draft.i, draft.j)
        if draft.j <= draft.i:
            continue
        draft.due = in_clause(w, draft.i, draft.j, year) or every_before(w, draft.i, draft.head[0])
        for partner in later_partners(w, draft.head[1], draft.j):
            if partner not in draft.coop:
                draft.coop.append(partner)
        if draft.optional is None:
            dated = draft.due is not None and draft.due.iso not in (None, "periodic")
            general = draft.general and not draft.labelled
            draft.optional = optional_class(w.text(draft.i, draft.j), w.text(*draft.head), dated, general)
        if draft.optional is None:
            kept.append(draft)
    return kept
