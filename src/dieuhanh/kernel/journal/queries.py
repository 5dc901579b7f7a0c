"""What the journal says of one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from dieuhanh.kernel.journal.canonical import is_member
from dieuhanh.kernel.journal.models import Act, Event, EventKind, Seal
from dieuhanh.kernel.journal.shown import changes_of

SOME = 200  # set-wise events read at a time


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a row's history; `others`: how many more rows the same event wrote; `via`: the verb of an action that joined the act."""

    act: Act
    kind: EventKind
    changes: dict[str, Any]
    others: int
    via: str


def history(row: Model, beside: Sequence[QuerySet[Any]] = ()) -> list[Entry]:
    """Newest first in the order of the chain: the row's own events, the set-wise events it was a member of, and the events of single rows
    that stand `beside` it."""
    found = [*_events(row, 0), *_events_of(beside)]
    found.sort(key=lambda event: (event.act.seal.seq, event.ordinal))
    return [Entry(e.act, EventKind(e.kind), changes_of(e), e.count - 1, e.via) for e in reversed(found)]


def _events_of(sets: Sequence[QuerySet[Any]]) -> list[Event]:
    """Of any number of tables in one question."""
    wanted = Q(pk__in=[])
    for rows in sets:
        wanted |= Q(model=rows.model._meta.label_lower, row__in=rows.values("pk"))
    return list(Event.objects.filter(wanted).select_related("act__seal")) if sets else []


def written_since(row: Model, seen_act: int) -> list[Event]:
    """The row's events sealed after the act `seen_act`, in the order of the chain (act ids may finish in another order)."""
    return _events(row, _sealed_as(seen_act))


def _events(row: Model, after: int) -> list[Event]:
    """The row's events with a seal above `after`, oldest first. A row is in no set-wise event older than its own making."""
    of_model = Event.objects.filter(model=row._meta.label_lower, act__seal__seq__gt=after).select_related("act__seal")
    own = list(of_model.filter(row=row.pk))
    made = next((event.act.seal.seq for event in own if event.kind == EventKind.CREATE), 0)
    for event in (
        of_model.filter(row=None, act__seal__seq__gte=made).order_by("-act__seal__seq", "-ordinal").iterator(SOME)
    ):
        if is_member(bytes(event.members or b""), row.pk):
            own.append(event)
            if event.kind == EventKind.CREATE:
                break
    return sorted(own, key=lambda event: (event.act.seal.seq, event.ordinal))


def _sealed_as(act_id: int) -> int:
    return Seal.objects.filter(act_id=act_id).values_list("seq", flat=True).first() or 0
