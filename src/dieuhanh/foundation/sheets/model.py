"""What a workbook holds once it is read: typed values at places a person can find again in Excel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from ..vietnamese.dates import format_day
from ..vietnamese.numbers import format_number

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that shows an error of Excel: #DIV/0!, #N/A, …"""

    code: str


@dataclass(frozen=True, slots=True)
class NoResult:
    """A formula that no program has worked out yet, so the file holds no value of it."""


Value = str | Decimal | bool | date | datetime | time | timedelta | ErrorValue | NoResult | None


@dataclass(frozen=True, slots=True)
class Block:
    """A merged range; rows and columns count from 1, both ends included. Its value stands in the first cell."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet from A1 on. `rows` may be shorter than the sheet looks: what is empty at its end is left out."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    hidden: bool = False
    merged: tuple[Block, ...] = ()
    hidden_rows: frozenset[int] = field(default=frozenset())

    def value(self, row: int, column: int) -> Value:
        """The cell's value, both counted from 1 as Excel does; outside of what is filled it is empty."""
        if not (0 < row <= len(self.rows) and 0 < column <= len(self.rows[row - 1])):
            return None
        return self.rows[row - 1][column - 1]


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]

    @property
    def visible(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)


def column_letters(number: int) -> str:
    """
    >>> column_letters(1), column_letters(28), column_letters(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """
    >>> column_number("A"), column_number("AB"), column_number("XFD")
    (1, 28, 16384)
    """
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def is_blank(value: Value) -> bool:
    """Nothing a person would see: empty, or text of blanks only.

    >>> is_blank(None), is_blank(" \\u00a0"), is_blank(Decimal(0))
    (True, True, False)
    """
    return value is None or (isinstance(value, str) and not value.strip(" \t\r\n\u00a0\u200b\ufeff"))


def shown(value: Value) -> str:
    """The value as a message names it.

    >>> shown("Phường  A"), shown(Decimal("1234.5")), shown(date(2021, 3, 4)), shown(ErrorValue("#N/A"))
    ('“Phường  A”', '1.234,5', '04/03/2021', '#N/A')
    """
    match value:
        case str():
            return f"“{value if len(value) <= _SHOWN else value[:_SHOWN] + '…'}”"
        case bool():
            return "TRUE" if value else "FALSE"
        case Decimal():
            return format_number(value) if -30 < value.adjusted() < 30 else str(value)
        case datetime():
            return f"{value:%H:%M} {format_day(value)}"
        case date():
            return format_day(value)
        case ErrorValue():
            return value.code
        case NoResult():
            return "công thức chưa có kết quả"
        case None:
            return "ô trống"
        case _:
            return str(value)
