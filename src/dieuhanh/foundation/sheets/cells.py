"""The cells of a worksheet looked at before they are read: how far they reach, and what a reader of values would lose.

calamine lays a sheet out as one dense table, so a single cell in XFD1048576 asks for 400 GB and ends the process; it gives
an empty text for errors and for formulas without a result. Both are found here, in the XML itself.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from ..vietnamese.numbers import format_number
from .markup import Attributes, local, parse
from .model import LAST_COLUMN, LAST_ROW, ErrorValue, NoResult, column_letters, column_number
from .refusal import FileRefused, broken

# A sheet in the plain hand of Excel, LibreOffice and the usual libraries can be measured without parsing it. Everything
# here errs towards the parser: what is not exactly of this shape is parsed.
_PLAIN_HEAD: Final = re.compile(
    rb'(?:\xef\xbb\xbf)?(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")?\?>)?\s*<worksheet[ >]'
)
_PLAIN_CELL: Final = re.compile(
    rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="[0-9]+")?(?: t="(?:s|n|b|str|inlineStr)")?/?>'
)
_NOT_PLAIN: Final = (b"\0", b'hidden="', b":c", b"<!", b"<f")
_CELL: Final = re.compile(rb"<c[\s/>]")
_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS: Final = b"0123456789"
_MERGED: Final = 100_000
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(slots=True)
class Scan:
    last_row: int = 0
    last_column: int = 0
    filled: int = 0
    special: dict[tuple[int, int], ErrorValue | NoResult | str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)

    @property
    def area(self) -> int:
        return self.last_row * self.last_column


def scan(data: bytes, part: str, sheet: str, allowed: int) -> Scan:
    """How far the sheet's filled cells reach, and those that need a word of their own; `allowed` cells at most."""
    if data.count(b"mergeCell ") > _MERGED:
        raise broken(f"{part} có quá nhiều ô gộp")
    found = measured(data)
    # Formatted empty cells count in the quick measure, filled ones only in the exact one.
    if found is None or max(found.area, found.filled) > allowed:
        found = parsed(data, part, allowed)
    if max(found.area, found.filled) > allowed:
        last = f"{column_letters(found.last_column)}{found.last_row}"
        raise FileRefused(
            "far-cell",
            f"Trang tính “{sheet}” trải đến tận ô {last}; chỉ nhận đến {format_number(allowed)} ô",
            "chọn các cột và dòng thừa bên phải, bên dưới bảng (Ctrl+End chỉ ô cuối cùng), xóa chúng (Delete), lưu rồi gửi lại",
        )
    return found


def measured(data: bytes) -> Scan | None:
    """The quick way for a plain sheet; None where any doubt is left."""
    if not _PLAIN_HEAD.match(data) or not data.rstrip().endswith(b"</worksheet>"):
        return None
    begin, end = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
    if begin < 0 or end < begin or any(mark in data for mark in _NOT_PLAIN):
        return None
    places = _PLAIN_CELL.findall(data)
    # Around the cells stand <cols>, <col>, <conditionalFormatting>, <cfRule>; among them every <c must be a plain cell.
    if len(places) != data.count(b"<c", begin, end) or _CELL.search(data, 0, begin) or _CELL.search(data, end):
        return None
    if not places:
        return Scan()
    together = b" ".join(places)
    rows, columns = set(together.translate(None, _LETTERS).split()), set(together.translate(None, _DIGITS).split())
    found = Scan(max(map(int, rows)), max(column_number(name.decode()) for name in columns), len(places))
    return found if found.last_row <= LAST_ROW and found.last_column <= LAST_COLUMN else None


def parsed(data: bytes, part: str, allowed: int) -> Scan:
    reader = _Reader(part, allowed)
    with suppress(_Enough):
        parse(data, part, reader.start, reader.end, reader.text)
    return reader.found


class _Enough(Exception):
    """More filled cells than are allowed: what follows need not be looked at."""


class _Reader:
    """Follows the elements of one worksheet; a row or cell without an address follows the one before it."""

    def __init__(self, part: str, allowed: int) -> None:
        self.found = Scan()
        self.part = part
        self.allowed = allowed
        self.row = 0
        self.column = 0
        self.kind = ""
        self.formula = self.filled = self.in_value = False
        self.result = ""

    def start(self, name: str, attributes: Attributes) -> None:
        match local(name):
            case "c":
                self._cell(attributes)
            case "v":
                self.in_value = self.filled = True
            case "f":
                self.formula = self.filled = True
            case "is":
                self.filled = True
            case "row":
                self._row(attributes)

    def text(self, words: str) -> None:
        if self.in_value:
            self.result += words

    def end(self, name: str) -> None:
        match local(name):
            case "v":
                self.in_value = False
            case "c" if self.filled:
                self._close()

    def _row(self, attributes: Attributes) -> None:
        number = attributes.get("r", str(self.row + 1))
        if not (number.isascii() and number.isdigit() and len(number) <= 7 and int(number) <= LAST_ROW):
            raise broken(f"{self.part}: dòng không có số thứ tự đúng")
        self.row, self.column = int(number), 0
        if attributes.get("hidden") in {"1", "true"}:
            self.found.hidden_rows.add(self.row)

    def _cell(self, attributes: Attributes) -> None:
        if "r" in attributes:
            place = _PLACE.fullmatch(attributes["r"])
            if place is None:
                raise broken(f"{self.part}: ô không có địa chỉ đúng")
            self.row, self.column = int(place[2]), column_number(place[1])
        else:
            self.column += 1
        if self.row > LAST_ROW or self.column > LAST_COLUMN:
            raise broken(f"{self.part}: ô nằm ngoài trang tính")
        self.kind = attributes.get("t", "n")
        self.formula = self.filled = False
        self.result = ""

    def _close(self) -> None:
        place = (self.row, self.column)
        self.found.last_row = max(self.found.last_row, self.row)
        self.found.last_column = max(self.found.last_column, self.column)
        self.found.special.pop(place, None)
        self.found.filled += 1
        if self.found.filled > self.allowed:
            raise _Enough
        if self.kind == "e":
            self.found.special[place] = ErrorValue(self.result.strip() or "#N/A")
        elif self.formula and not self.result:
            self.found.special[place] = "" if self.kind == "str" else NoResult()
