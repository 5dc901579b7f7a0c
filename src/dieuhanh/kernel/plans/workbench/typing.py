"""What is typed into a draft and not saved, one row for each person and draft: no act, each in one short statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.installation.clock import now
from dieuhanh.kernel.journal.queue import writers_turn
from dieuhanh.kernel.plans.models import Draft, Typed


def keep_typed(person: Person, draft: Draft, values: Mapping[str, str], seen: int) -> Typed:
    """The newest takes the place of what was kept before."""
    row = Typed(draft=draft, person=person, values=dict(values), seen=seen, at=now())
    with writers_turn(), transaction.atomic(durable=True):
        Typed.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["draft", "person"],
            update_fields=["values", "seen", "at"],
        )
    return row


def drop_typed(person: Person, drafts: Iterable[int]) -> None:
    with writers_turn(), transaction.atomic(durable=True):
        Typed.objects.filter(person=person, draft__in=list(drafts)).delete()


def typed_of(person: Person | None, draft: Draft) -> Typed | None:
    return Typed.objects.filter(draft=draft, person=person).first() if person else None
