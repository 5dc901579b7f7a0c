"""One flush: what a process has counted, added to the figures of the day in one transaction, in the turn of the writers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from dieuhanh.faces.portal.counting.memory import Batch
from dieuhanh.faces.portal.models import PageHits, Presence, SeenVisitor, VisitDay
from dieuhanh.kernel.journal.queue import writers_turn

SILENCE = timedelta(minutes=30)  # after so long the next page begins a new visit


def flush(taken: dict[date, Batch], at: datetime) -> None:
    """All or nothing. No act: a visit is nobody's decision, and the journal would outgrow the office."""
    with writers_turn(), transaction.atomic(durable=True):
        for day, batch in sorted(taken.items()):
            _add(day, batch, at)


def _add(day: date, batch: Batch, at: datetime) -> None:
    if _open(day):
        SeenVisitor.objects.filter(day__lt=day).delete()
        Presence.objects.filter(at__lt=at - SILENCE).delete()
    known = set(SeenVisitor.objects.filter(day=day, visitor__in=batch.visitors).values_list("visitor", flat=True))
    new = sorted(batch.visitors - known)
    SeenVisitor.objects.bulk_create([SeenVisitor(day=day, visitor=visitor) for visitor in new])
    _count_pages(day, batch)
    VisitDay.objects.filter(day=day).update(
        hits=F("hits") + batch.hits.total(),
        visits=F("visits") + _visits(batch, at),
        visitors=F("visitors") + len(new),
    )


def _open(day: date) -> bool:
    """Makes and locks the row of the day, so that two processes flush one after the other; True where it is new."""
    days = VisitDay.objects.filter(day=day)
    is_new = not days.exists()
    if is_new:
        VisitDay.objects.bulk_create([VisitDay(day=day)], ignore_conflicts=True)
    if connection.vendor == "postgresql":
        days.select_for_update(no_key=True).get()
    return is_new


def _visits(batch: Batch, at: datetime) -> int:
    """How many of the visitors begin a visit; all are here now."""
    recent = Presence.objects.filter(visitor__in=batch.visitors, at__gte=at - SILENCE)
    here = set(recent.values_list("visitor", flat=True))
    rows = [Presence(visitor=visitor, at=at) for visitor in sorted(batch.visitors)]
    Presence.objects.bulk_create(rows, update_conflicts=True, unique_fields=["visitor"], update_fields=["at"])
    return len(batch.visitors - here)


def _count_pages(day: date, batch: Batch) -> None:
    known = set(PageHits.objects.filter(day=day, path__in=batch.hits).values_list("path", flat=True))
    PageHits.objects.bulk_create(
        [PageHits(day=day, path=path, hits=n) for path, n in sorted(batch.hits.items()) if path not in known]
    )
    for path in sorted(known):
        PageHits.objects.filter(day=day, path=path).update(hits=F("hits") + batch.hits[path])
