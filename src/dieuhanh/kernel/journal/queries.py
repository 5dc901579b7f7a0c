"""What the journal says of one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from dieuhanh.kernel.journal.canonical import unpack_members
from dieuhanh.kernel.journal.models import Act, Event, EventKind, Seal
from dieuhanh.kernel.journal.shown import changes_of

MANY = 200  # set-wise events looked through for one row's history


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a row's history; `others`: how many more rows the same event wrote; `via`: the verb of an action that joined the act."""

    act: Act
    kind: EventKind
    changes: dict[str, Any]
    others: int
    via: str


def history(row: Model) -> list[Entry]:
    """Newest first: the events of the row itself, and the set-wise events it was a member of."""
    label = row._meta.label_lower
    own = list(Event.objects.filter(model=label, row=row.pk).select_related("act"))
    sets = Event.objects.filter(model=label, row=None).select_related("act").order_by("-act_id")[:MANY]
    own += [e for e in sets if e.members and row.pk in unpack_members(bytes(e.members))]
    own.sort(key=lambda e: (e.act_id, e.ordinal), reverse=True)
    return [Entry(e.act, EventKind(e.kind), changes_of(e), e.count - 1, e.via) for e in own]


def written_since(row: Model, seen_act: int) -> QuerySet[Event]:
    """The row's events sealed after the act `seen_act`, in the order of the chain (act ids may finish in another order)."""
    seen = Seal.objects.filter(act_id=seen_act).values_list("seq", flat=True).first() or 0
    events = Event.objects.filter(model=row._meta.label_lower, row=row.pk, act__seal__seq__gt=seen)
    return events.select_related("act").order_by("act__seal__seq", "ordinal")
