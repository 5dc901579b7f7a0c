"""Units as they are on a day: names, subtrees, and which verb they are addressed with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import Lag

from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.units.models import Hierarchy, Unit, UnitAncestor, UnitName, UnitParent
from dieuhanh.kernel.units.resolving import Resolution, Resolver

__all__ = ["Resolution", "Resolver", "gaps_and_overlaps", "name_of", "names_on", "subtree", "verb"]


def names_on(day: date, unit_ids: Iterable[int] | None = None) -> dict[int, UnitName]:
    """Each unit's name on the day, by the unit's id, in Vietnamese order; all units, or only those asked for."""
    names = UnitName.objects.valid_on(day).order_by("sort_key")
    if unit_ids is not None:
        names = names.filter(unit_id__in=set(unit_ids))
    return {name.unit_id: name for name in names}


def name_of(unit_id: int, day: date) -> UnitName:
    """The name on the day. Raises UnitName.DoesNotExist for a unit that has none then."""
    found: UnitName = UnitName.objects.valid_on(day).get(unit_id=unit_id)
    return found


def subtree(unit_ids: Iterable[int], on: date, hierarchy: str = Hierarchy.TERRITORIAL) -> list[int]:
    """The ids of the units and of all below them on the day; one covered read of an index."""
    rows = UnitAncestor.objects.filter(valid_on(on), hierarchy__code=hierarchy, ancestor__in=set(unit_ids))
    return sorted(set(rows.values_list("unit_id", flat=True)))


def verb(name: UnitName) -> str:
    """Documents say Giao to units we command and Đề nghị to those we may only ask."""
    return "Giao" if name.commanded else "Đề nghị"


def gaps_and_overlaps() -> Iterator[tuple[str, int, date]]:
    """(table, unit, day) where a unit's dated rows leave a day of its life without a row, or with two; one window query a table.

    Names cover the whole life of every unit; places in a tree have no hole between the first and the last.
    """
    for model, keys in ((UnitName, ["unit_id"]), (UnitParent, ["hierarchy_id", "unit_id"])):
        before = Window(Lag("until_day"), partition_by=[F(k) for k in keys], order_by="from_day")
        rows: QuerySet[Any] = model.objects.annotate(before=before)
        broken = rows.filter(~Q(before=F("from_day")), before__isnull=False)
        for unit_id, day in broken.values_list("unit_id", "from_day"):
            yield model._meta.db_table, unit_id, day
    named = Unit.objects.annotate(first=Min("names__from_day"), last=Max("names__until_day"))
    broken = named.filter(Q(first=None) | ~Q(first=F("from_day"), last=F("until_day")))
    for unit_id, day in broken.values_list("pk", "from_day"):
        yield UnitName._meta.db_table, unit_id, day
