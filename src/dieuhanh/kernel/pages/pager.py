"""A page of a list: its rows, how many there are in all (exact to 10,000), and the addresses of its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

SIZE = 50
COUNTED = 10_000  # beyond this the screen says "hơn 10.000"


@dataclass(frozen=True, slots=True)
class Page:
    """`total` is at most COUNTED; `capped` where there are more. Addresses are queries ("?q=…&page=2"), "" where there is no neighbour."""

    rows: list[Any]
    total: int
    capped: bool
    number: int
    previous_url: str
    next_url: str

    @property
    def first(self) -> int:
        return (self.number - 1) * SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * SIZE + len(self.rows)


def page_of(found: QuerySet, wanted: Mapping[str, str], rows: Callable[[QuerySet], list[Any]] = list) -> Page:
    """The page that `wanted["page"]` asks for, the first where it is no number; two queries and what `rows` asks."""
    number = _number(wanted.get("page", ""))
    begin = (number - 1) * SIZE
    counted = found.order_by()[: COUNTED + 1].count()
    return Page(
        rows=rows(found[begin : begin + SIZE]),
        total=min(counted, COUNTED),
        capped=counted > COUNTED,
        number=number,
        previous_url=_address(wanted, number - 1) if number > 1 else "",
        next_url=_address(wanted, number + 1) if counted > begin + SIZE else "",
    )


def _number(words: str) -> int:
    return max(1, min(int(words), COUNTED // SIZE)) if words.isdecimal() and len(words) < 6 else 1


def _address(wanted: Mapping[str, str], number: int) -> str:
    kept = {name: wanted[name] for name in wanted if name != "page" and wanted[name]}
    return f"?{urlencode({**kept, 'page': number})}"
