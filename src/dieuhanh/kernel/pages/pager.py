"""A page of a list: its rows, how many there are in all (exact to 10,000), and the addresses of its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dieuhanh.foundation.vietnamese.numbers import format_number
from dieuhanh.kernel.pages.queries import whole_number

SIZE = 50
COUNTED = 10_000  # beyond this the screen says "hơn 10.000"
OF_A_PAGE = {"page", "after", "before"}


@dataclass(frozen=True, slots=True)
class Page:
    """`total` is at most COUNTED; `capped` where there are more. Addresses are queries ("?q=…&page=2"), "" where there is no neighbour.
    `problem`: why the page that was asked for cannot be, in words."""

    rows: list[Any]
    total: int
    capped: bool
    number: int
    previous_url: str
    next_url: str
    problem: str = ""
    first_url: str = ""

    @property
    def first(self) -> int:
        return (self.number - 1) * SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * SIZE + len(self.rows)


def page_of(found: QuerySet, wanted: Mapping[str, str], rows: Callable[[QuerySet], list[Any]] = list) -> Page:
    """The page that `wanted["page"]` asks for; two queries and what `rows` asks. For short lists: `keyset` has the long ones."""
    counted = capped_count(found)
    total, capped = min(counted, COUNTED), counted > COUNTED
    number = page_number(wanted.get("page", ""))
    if number is None or (number > 1 and (number - 1) * SIZE >= total):
        return no_such_page(wanted, total, capped)
    begin = (number - 1) * SIZE
    return Page(
        rows=rows(found[begin : begin + SIZE]),
        total=total,
        capped=capped,
        number=number,
        previous_url=address(wanted, number - 1) if number > 1 else "",
        next_url=address(wanted, number + 1) if total > begin + SIZE else "",
    )


def capped_count(found: QuerySet) -> int:
    """How many there are, COUNTED + 1 where there are more than COUNTED."""
    return found.order_by()[: COUNTED + 1].count()


def page_number(words: str) -> int | None:
    """The first page where none is named; None for what is no number of a page."""
    if not words:
        return 1
    return whole_number(words, 8) or None


def no_such_page(wanted: Mapping[str, str], total: int, capped: bool, why: str = "") -> Page:
    """An empty page that says what is wrong with its number, and where the list begins."""
    asked = "".join(c for c in wanted.get("page", "") if c.isprintable())[:20]
    pages = max(1, -(-total // SIZE))
    if not why and capped:
        why = _("Không mở được trang «%(asked)s» theo số; hãy dùng nút Trang sau hoặc lọc hẹp lại.") % {"asked": asked}
    elif not why:
        why = _("Không có trang «%(asked)s»; danh sách này có %(pages)s trang.") % {
            "asked": asked,
            "pages": format_number(pages),
        }
    return Page([], total, capped, 1, "", "", problem=why, first_url=address(wanted, 1))


def address(wanted: Mapping[str, str], number: int, **row: int) -> str:
    """The query of another page: the filters as they stand."""
    kept = {name: wanted[name] for name in wanted if name not in OF_A_PAGE and wanted[name]}
    return f"?{urlencode({**kept, 'page': number, **row})}"
