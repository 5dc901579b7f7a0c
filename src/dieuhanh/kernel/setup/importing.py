"""What both imports have in common: every row shown with its faults before anything is stored, and the same rows sent back to be taken.

Nothing of an upload is kept on the server between the two: the preview carries the sheet's values in its form, signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.core import signing

from dieuhanh.foundation.sheets import Column, Problem, Row, Sheet, Table, Workbook, is_blank, shown
from dieuhanh.foundation.sheets.model import Value
from dieuhanh.kernel.journal.errors import Invalid

T = TypeVar("T")
SALT = "setup.import"
KEPT_FOR = 24 * 3600  # seconds a preview may stand open
PREVIEWED = 100  # rows on one page of a preview


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it will be taken; `faults` say what is wrong, in the words of the cells."""

    number: int
    cells: Sequence[str]
    faults: Sequence[str]


@dataclass(slots=True)
class Preview:
    """`problems` are told one by one with sheet, row and column; only without any may the file be taken."""

    sheet: str
    titles: Sequence[str]
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: Sequence[str] = ()

    @property
    def good(self) -> bool:
        return not self.problems

    @property
    def faulty(self) -> int:
        return sum(bool(line.faults) for line in self.lines)


def preview_of(table: Table, titles: Sequence[str], lines: list[Line]) -> Preview:
    return Preview(table.sheet, titles, lines, table.all_problems, table.other_titles)


def faults_of(row: Row) -> list[str]:
    return [f"{problem.title}: {problem.words}" if problem.title else problem.words for problem in row.problems]


def value_of(row: Row, column: Column[T]) -> T | None:
    """The value read, None where the cell is empty or could not be read."""
    if column not in row:
        return None
    return row[column]


def typed(row: Row, title: str) -> str:
    """What stood in the cell, for a row that could not be read."""
    value = row.typed.get(title)
    return "" if is_blank(value) else str(plain(value))


def plain(value: Value) -> str | None:
    """A cell as text that reads the same again."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return shown(value)


def signed(workbook: Workbook, sheet: str, person: int | None) -> str:
    """The one sheet that is taken, in a form field of the preview; only for the person who looked at it."""
    found = next(one for one in workbook.visible if one.name == sheet)
    rows = [[plain(value) for value in row] for row in found.rows]
    hidden = sorted(found.hidden_rows)
    return signing.dumps({"name": sheet, "rows": rows, "hidden": hidden}, salt=f"{SALT}.{person}", compress=True)


def workbook_of(words: str, person: int | None) -> Workbook:
    try:
        found = signing.loads(words, salt=f"{SALT}.{person}", max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise Invalid("bản xem trước đã cũ hoặc không phải của bạn; hãy chọn tệp lại") from error
    rows = tuple(tuple(row) for row in found["rows"])
    return Workbook((Sheet(found["name"], rows, hidden_rows=frozenset(found["hidden"])),))


def listed(words: str | None) -> list[str]:
    """The parts of a cell that are parted by semicolons."""
    return list(dict.fromkeys(part for part in (" ".join(p.split()) for p in (words or "").split(";")) if part))
