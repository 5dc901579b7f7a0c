"""Writing an .xlsx that can be filled in and read back: a header row, widths, and cells of one kind a column."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook as _Book
from xlsxwriter.worksheet import Worksheet

from .model import column_letters

Kind = Literal["text", "number", "day"]
Written = str | int | Decimal | bool | date | datetime | None

_CELL_TEXT: Final = 32_767
_EXACT_DIGITS: Final = 15
_FIRST_DAY: Final = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was: earlier days differ between programs."""
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001  (the file's own stamp: the same content gives the same bytes)
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AS_TEXT: Final = 49
_STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\n")
_LISTS: Final = "_danh_muc"
_RULE_TEXT: Final = 255
_ROWS_TO_FILL: Final = 10_000


@dataclass(frozen=True, slots=True)
class Heading:
    """One column to be written. `text` keeps leading zeros, so codes and telephone numbers are text."""

    title: str
    width: int = 20
    kind: Kind = "text"
    choices: Sequence[str] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: lines of explanation, the header row, the rows."""

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Written]] = ()
    above: Sequence[str] = ()


def write(*pages: Page, made: datetime = _MADE) -> bytes:
    """The file. Text is written as text whatever it starts with: nothing a person typed can become a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": made})
    lists = _Lists()
    for page in pages:
        _Writer(book, page, lists).write()
    lists.write(book)
    book.close()
    return buffer.getvalue()


class _Lists:
    """Choices too long for the rule itself, which holds 255 characters: they stand on a hidden sheet."""

    def __init__(self) -> None:
        self.columns: list[Sequence[str]] = []

    def source(self, choices: Sequence[str]) -> list[str] | str:
        if len(",".join(choices)) <= _RULE_TEXT and not any("," in choice for choice in choices):
            return list(choices)
        if choices not in self.columns:
            self.columns.append(choices)
        letters = column_letters(1 + self.columns.index(choices))
        return f"='{_LISTS}'!${letters}$1:${letters}${len(choices)}"

    def write(self, book: _Book) -> None:
        if self.columns:
            sheet: Worksheet = book.add_worksheet(_LISTS)
            sheet.hide()
            for column, choices in enumerate(self.columns):
                for row, choice in enumerate(choices):
                    sheet.write_string(row, column, choice)


class _Writer:
    def __init__(self, book: _Book, page: Page, lists: _Lists) -> None:
        self.page = page
        self.lists = lists
        self.sheet: Worksheet = book.add_worksheet(page.name)
        plain = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.header = book.add_format({**plain, "bold": True, "text_wrap": True, "bg_color": "#E8EEF4"})
        self.note = book.add_format({"italic": True, "num_format": _AS_TEXT})
        self.columns: dict[Kind, Format] = {
            "text": book.add_format({"num_format": _AS_TEXT}),
            "number": book.add_format({"num_format": "General"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
        }
        self.text = book.add_format({**plain, "num_format": _AS_TEXT, "text_wrap": True})
        # The apostrophe of Excel: the text stays text when a person opens the cell and presses Enter.
        self.quoted = book.add_format({**plain, "num_format": _AS_TEXT, "text_wrap": True, "quote_prefix": True})
        self.number = book.add_format(plain)
        self.day = book.add_format({**plain, "num_format": "dd/mm/yyyy"})
        self.moment = book.add_format({**plain, "num_format": "dd/mm/yyyy hh:mm"})

    def write(self) -> None:
        header_row = len(self.page.above)
        for row, line in enumerate(self.page.above):
            self._text(row, 0, line, self.note)
        for column, heading in enumerate(self.page.headings):
            self.sheet.set_column(column, column, heading.width, self.columns[heading.kind])
            self._text(header_row, column, heading.title, self.header)
            self._guide(header_row + 1, column, heading)
        for row, values in enumerate(self.page.rows, header_row + 1):
            if len(values) > len(self.page.headings):
                raise ValueError(f"row {row + 1} has {len(values)} values for {len(self.page.headings)} columns")
            for column, value in enumerate(values):
                self._cell(row, column, value)
        self.sheet.freeze_panes(header_row + 1, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(header_row)

    def _guide(self, first: int, column: int, heading: Heading) -> None:
        if not heading.choices and not heading.hint:
            return
        rule: dict[str, object] = {"validate": "any"}
        if heading.choices:
            rule = {
                "validate": "list",
                "source": self.lists.source(heading.choices),
                "error_title": "Không có trong danh sách",
                "error_message": "Chọn một giá trị trong danh sách.",
            }
        if heading.hint:
            rule |= {"input_title": heading.title[:32], "input_message": heading.hint[:255]}
        self.sheet.data_validation(first, column, first + _ROWS_TO_FILL - 1, column, rule)

    def _cell(self, row: int, column: int, value: Written) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, self.number)
        elif isinstance(value, int | Decimal):
            self._number(row, column, Decimal(value))
        elif isinstance(value, datetime):
            self.sheet.write_datetime(row, column, value, self.moment)
        elif isinstance(value, date):
            self._day(row, column, value)
        else:
            self._text(row, column, value, self.quoted if value.startswith(_STARTS_FORMULA) else self.text)

    def _number(self, row: int, column: int, value: Decimal) -> None:
        """Excel keeps fifteen digits: a longer number is written as text rather than changed."""
        digits = len(value.normalize().as_tuple().digits) if value.is_finite() else _EXACT_DIGITS + 1
        if digits > _EXACT_DIGITS or Decimal(repr(float(value))) != value:
            self._text(row, column, f"{value:f}".replace(".", ","), self.text)
        else:
            self.sheet.write_number(row, column, float(value), self.number)

    def _day(self, row: int, column: int, value: date) -> None:
        if value < _FIRST_DAY:
            self._text(row, column, f"{value:%d/%m/}{value.year:04}", self.text)
        else:
            self.sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.day)  # noqa: DTZ001

    def _text(self, row: int, column: int, value: str, style: Format) -> None:
        words = _NOT_XML.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
        if len(words) > _CELL_TEXT:
            raise ValueError(f"row {row + 1}, column {column + 1}: {len(words)} characters, Excel holds {_CELL_TEXT}")
        if self.sheet.write_string(row, column, words, style):
            raise ValueError(f"row {row + 1}, column {column + 1} lies outside of a sheet")
