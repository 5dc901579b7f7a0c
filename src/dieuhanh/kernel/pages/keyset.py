"""Pages of a long list that all cost the same: each begins behind the last row of the one before, by the columns that order the list.

An address names that row (`after=ID`, backwards `before=ID`) and the number of the page. A number alone is answered too, as far as rows are
counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dieuhanh.kernel.pages.pager import COUNTED, SIZE, Page, address, capped_count, no_such_page, page_number
from dieuhanh.kernel.pages.queries import whole_number

FEW = 1000


@dataclass(frozen=True, slots=True, init=False)
class Order:
    """Columns or annotations without NULL, ascending; the last is unique."""

    columns: tuple[str, ...]

    def __init__(self, *columns: str) -> None:
        object.__setattr__(self, "columns", columns)

    def beyond(self, values: tuple[Any, ...], side: str) -> Q:
        """Behind a row ("gt") or before it ("lt"). The first column stands alone too, so that an index finds the place."""
        wanted = Q()
        for column, value in reversed(list(zip(self.columns, values, strict=True))):
            here = Q(**{f"{column}__{side}": value})
            wanted = here | (Q(**{column: value}) & wanted) if wanted else here
        return wanted & Q(**{f"{self.columns[0]}__{side}e": values[0]}) if len(self.columns) > 1 else wanted


@dataclass(frozen=True, slots=True)
class _Slice:
    """One row more than a page, so that the page knows whether another follows."""

    found: list[Any]
    more: bool


def keyset_page(
    found: QuerySet,
    rows_of_list: QuerySet,
    order: Order,
    wanted: Mapping[str, str],
    *,
    rows: Callable[[list[Any]], list[Any]],
    searched: bool = False,
) -> Page:
    """The page of `found` that `wanted` asks for. `rows_of_list` holds the rows that an address may name, whatever is filtered.

    `searched`: words were looked for, which no index helps; where few rows hold them, they are looked for once and not again for the page.
    """
    found, counted = _few(found, rows_of_list) if searched else (found, capped_count(found))
    total, capped = min(counted, COUNTED), counted > COUNTED
    number = page_number(wanted.get("page", ""))
    if number is None:
        return no_such_page(wanted, total, capped)
    try:
        here = _slice(found, rows_of_list, order, wanted, number)
    except _Gone:
        return no_such_page(wanted, total, capped, _("Danh sách đã thay đổi, trang này không còn."))
    if here is None or (not here.found and number > 1):
        return no_such_page(wanted, total, capped)
    return Page(
        rows=rows(here.found),
        total=total,
        capped=capped,
        number=number,
        previous_url=address(wanted, number - 1, before=here.found[0].pk) if number > 1 else "",
        next_url=address(wanted, number + 1, after=here.found[-1].pk) if here.more else "",
    )


class _Gone(Exception):
    """The row that an address names is not in the list."""


def _slice(
    found: QuerySet, rows_of_list: QuerySet, order: Order, wanted: Mapping[str, str], number: int
) -> _Slice | None:
    """The rows of the page; None for a number that no page of the counted rows has."""
    forward = found.order_by(*order.columns)
    if key := wanted.get("after"):
        return _first(forward.filter(order.beyond(_anchor(rows_of_list, order, key), "gt"))[: SIZE + 1])
    if key := wanted.get("before"):
        backward = found.order_by(*(f"-{column}" for column in order.columns))
        rows = list(backward.filter(order.beyond(_anchor(rows_of_list, order, key), "lt"))[:SIZE])
        return _Slice(rows[::-1], more=True)
    if number > COUNTED // SIZE:
        return None
    return _first(forward[(number - 1) * SIZE : number * SIZE + 1])


def _few(found: QuerySet, rows_of_list: QuerySet) -> tuple[QuerySet, int]:
    """The rows by their keys where there are at most FEW, and how many there are: walking an order row by row in search of a word that
    is nowhere is the slowest question of all."""
    keys = list(found.order_by().values_list("pk", flat=True)[: FEW + 1])
    return (found, capped_count(found)) if len(keys) > FEW else (rows_of_list.filter(pk__in=keys), len(keys))


def _first(found: QuerySet) -> _Slice:
    rows = list(found)
    return _Slice(rows[:SIZE], len(rows) > SIZE)


def _anchor(rows: QuerySet, order: Order, key: str) -> tuple[Any, ...]:
    pk = whole_number(key)
    values: tuple[Any, ...] | None = None if pk is None else rows.filter(pk=pk).values_list(*order.columns).first()
    if values is None:
        raise _Gone
    return values
