"""Task tables: rows of cells parted by tabs or bars, columns known by their header or by what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

from .blocks import Block
from .units import Range, names_unit, units
from .verbs import order
from .words import Words

Column = Literal["number", "work", "lead", "coop", "time", "product", "other"]
_HEADS: Final[tuple[tuple[Column, re.Pattern[str]], ...]] = (
    ("number", re.compile(r"(?:stt|tt|số\s+tt|số\s+thứ\s+tự)\W*$")),
    ("coop", re.compile(r".*phối\s+hợp")),
    (
        "lead",
        re.compile(
            r"(?:.*chủ\s+trì|(?:cơ\s+quan|đơn\s+vị|cơ\s+quan,\s+đơn\s+vị|bộ\s+phận|người)\s+(?:thực\s+hiện|đầu\s+mối|phụ\s+trách)|phân\s+công|.*trách\s+nhiệm|đầu\s+mối)"
        ),
    ),
    ("time", re.compile(r"(?:thời\s+(?:gian|hạn)|tiến\s+độ|hạn|hoàn\s+thành)")),
    ("product", re.compile(r"(?:sản\s+phẩm|kết\s+quả|đầu\s+ra)")),
    ("work", re.compile(r"(?:(?:tên\s+)?nhiệm\s+vụ|nội\s+dung|công\s+việc|hoạt\s+động|danh\s+mục|giải\s+pháp)")),
)
_NUMBER: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[ivxlIVXL]{1,6}|[a-zđ]|[A-ZĐ])[.)]?$")
_GROUP: Final = re.compile(r"(?:[ivxl]{1,6}|[a-eđ]|\d{1,2})[.)]?$")
_TIME: Final = re.compile(
    r"(?:trước|trong|quý|tháng|năm|ngày|từ|đến|hằng|hàng|thường\s+xuyên|định\s+kỳ|theo|khi|giai\s+đoạn|sau|\d{1,2}/\d)"
)
_SIGNS: Final = re.compile(r"[\t|]")
_PRECEDING: Final = 30


@dataclass(slots=True)
class Row:
    """The cells of one row by column; `group` where it only names the rows below."""

    block: int
    cells: list[Range]
    columns: list[Column] = field(default_factory=list)
    group: bool = False
    header: bool = False

    def cell(self, column: Column) -> Range | None:
        return next(
            (c for c, name in zip(self.cells, self.columns, strict=False) if name == column and c[0] < c[1]), None
        )


def table_rows(w: Words, found: list[Block]) -> dict[int, Row]:
    """Every row by the number of its block, its columns settled by the last header above it."""
    rows: dict[int, Row] = {}
    columns: list[Column] = []
    last = -_PRECEDING
    for n, block in enumerate(found):
        if block.kind != "row":
            continue
        if n - last > _PRECEDING:
            columns = []
        last = n
        row = Row(n, _cells(w, block))
        header = _header(w, row.cells)
        if header:
            columns, row.header = header, True
        filled = [c for c in row.cells if c[0] < c[1]]
        row.group = not row.header and len(filled) == 2 and _names_group(w, row.cells, filled, columns)
        row.columns = columns if len(columns) == len(row.cells) else _inferred(w, row.cells)
        rows[n] = row
    return rows


def _names_group(w: Words, cells: list[Range], filled: list[Range], columns: list[Column]) -> bool:
    """A number and a name alone: a group where other rows have more, or where the number is Roman or a capital letter."""
    number = w.text(*filled[0])
    if not _GROUP.match(number) or filled[0] != cells[0]:
        return False
    return len(columns) > 2 or w.capital(filled[0][0])


def _cells(w: Words, block: Block) -> list[Range]:
    raw = w.prepared.aligned.text
    start, end = block.start, block.end
    if raw[start] == "|":
        start += 1
    if raw[end - 1] == "|" and end - 1 > start:
        end -= 1
    cells: list[Range] = []
    for match in _SIGNS.finditer(raw, start, end):
        cells.append((w.at(start), w.at(match.start())))
        start = match.end()
    cells.append((w.at(start), w.at(end)))
    return cells


def _header(w: Words, cells: list[Range]) -> list[Column]:
    """The columns a header row names, nothing where it is none."""
    columns: list[Column] = []
    for i, j in cells:
        text = w.text(i, j).strip("* _")
        short = j - i <= 12
        columns.append(next((column for column, pattern in _HEADS if short and pattern.match(text)), "other"))
    known = {c for c in columns if c not in ("other", "number")}
    return columns if "work" in known and len(known) >= 2 else []


def _inferred(w: Words, cells: list[Range]) -> list[Column]:
    """Without a header of the same width: the number, the work, then units in their order, a time, a product."""
    columns: list[Column] = []
    for n, (i, j) in enumerate(cells):
        columns.append(_kind(w, i, j, n, columns))
    return columns


def _kind(w: Words, i: int, j: int, n: int, before: list[Column]) -> Column:
    if i >= j:
        return "other"
    if n == 0 and _NUMBER.match(w.text(i, j)):
        return "number"
    if "work" not in before:
        return "work" if not _only_units(w, i, j) else "other"
    if _only_units(w, i, j):
        return "coop" if "lead" in before else "lead"
    if "time" not in before and j - i <= 14 and _TIME.match(w.text(i, j)):
        return "time"
    return "product" if "product" not in before else "other"


def _only_units(w: Words, i: int, j: int) -> bool:
    return names_unit(w, i, j) and units(w, i, j, semicolons=True)[1] >= j and order(w, i, j) is None
