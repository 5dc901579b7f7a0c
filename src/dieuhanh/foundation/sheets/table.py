"""Finding a declared table in a workbook people made: its sheet, its header row, its rows or what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ..vietnamese.numbers import format_number
from ..vietnamese.text import fold
from .columns import Column, Problem, Row, title_key
from .model import Sheet, Value, Workbook, column_letters, is_blank, shown

Columns = Sequence[Column[Any]]
MOST_ROWS: Final = 10_000
_HEADER_WITHIN: Final = 50
_HEADER_ACROSS: Final = 500
_TITLE: Final = 300


@dataclass(slots=True)
class Table:
    """`rows` holds every row with content, the faulty ones too; `problems` what is wrong with the table as a whole."""

    sheet: str = ""
    header_row: int = 0
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    other_titles: list[str] = field(default_factory=list)

    @property
    def all_problems(self) -> list[Problem]:
        return [*self.problems, *(problem for row in self.rows for problem in row.problems)]

    @property
    def good(self) -> bool:
        return not self.problems and not any(row.problems for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Header:
    sheet: Sheet
    row: int
    places: dict[Column[Any], list[int]]

    def missing(self, columns: Columns) -> list[Column[Any]]:
        return [column for column in columns if column.present and column not in self.places]


def read_table(workbook: Workbook, columns: Columns, *, sheet: str | None = None, most: int = MOST_ROWS) -> Table:
    """The one table with these columns, on the sheet of that name or on whichever has it. Hidden sheets do not count."""
    sheets = [one for one in workbook.visible if sheet is None or fold(one.name) == fold(sheet)]
    if sheet is not None and not sheets:
        there = ", ".join(f"“{one.name}”" for one in workbook.visible)
        return Table(sheet, problems=[Problem(sheet, f"không có trang tính này; trong tệp có {there}")])
    headers = [_header(one, columns) for one in sheets]
    whole = [header for header in headers if header.places and not header.missing(columns)]
    if len(whole) > 1:
        names = " và ".join(f"“{header.sheet.name}”" for header in whole)
        words = f"trang tính {names} cùng có bảng này; chỉ để lại một, xóa hoặc ẩn trang kia"
        return Table(whole[0].sheet.name, problems=[Problem(whole[0].sheet.name, words)])
    if whole:
        return _read(whole[0], columns, most)
    if not any(one.rows for one in sheets):
        return Table(problems=[Problem(sheets[0].name if sheets else "", "không có dữ liệu")])
    return _no_header(max(headers, key=lambda header: len(header.places)), columns)


def _header(sheet: Sheet, columns: Columns) -> _Header:
    """The first row with all titles that must stand, else the row with most of them."""
    wanted: dict[str, Column[Any]] = {}
    for column in columns:
        for key in column.keys:
            if wanted.setdefault(key, column) is not column:
                raise ValueError(f"two columns are called {key!r}")
    best = _Header(sheet, 0, {})
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN], 1):
        places: dict[Column[Any], list[int]] = {}
        for place, value in enumerate(row[:_HEADER_ACROSS], 1):
            if isinstance(value, str) and len(value) <= _TITLE and (named := wanted.get(title_key(value))):
                places.setdefault(named, []).append(place)
        if len(places) > len(best.places):
            best = _Header(sheet, number, places)
            if not best.missing(columns):
                break
    return best


def _no_header(header: _Header, columns: Columns) -> Table:
    name = header.sheet.name
    titles = ", ".join(f"“{column.title}”" for column in columns if column.present)
    if not header.places:
        words = f"không thấy dòng tiêu đề trong {_HEADER_WITHIN} dòng đầu; cần một dòng có các cột {titles}"
        return Table(name, problems=[Problem(name, words)])
    found = [shown(value) for value in header.sheet.rows[header.row - 1] if not is_blank(value)]
    problems = [
        Problem(name, f"dòng tiêu đề thiếu cột “{column.title}”; đang có {', '.join(found)}", header.row)
        for column in header.missing(columns)
    ]
    return Table(name, header.row, problems=problems)


def _read(header: _Header, columns: Columns, most: int) -> Table:
    sheet = header.sheet
    table = Table(sheet.name, header.row, problems=list(_twice(header)))
    taken = {place for places in header.places.values() for place in places}
    titles = enumerate(sheet.rows[header.row - 1], 1)
    table.other_titles = [str(value) for place, value in titles if place not in taken and not is_blank(value)]
    if table.problems:
        return table
    places = {column: found[0] for column, found in header.places.items()}
    above = _values_above(sheet, set(places.values()))
    for number in range(_first_row(header), len(sheet.rows) + 1):
        if all(is_blank(sheet.value(number, place)) for place in places.values()):
            continue
        if len(table.rows) == most:
            words = f"bảng có hơn {format_number(most)} dòng; chia thành nhiều tệp"
            table.problems.append(Problem(sheet.name, words, number))
            break
        cells = {
            column: (place, above.get((number, place), sheet.value(number, place))) for column, place in places.items()
        }
        row = Row(sheet.name, number, cells, columns)
        if number in sheet.hidden_rows:
            row.problem("dòng này đang ẩn (do lọc hoặc ẩn dòng); hiện lại nếu cần nhập, hoặc xóa dòng")
        table.rows.append(row)
    if not table.rows:
        table.problems.append(Problem(sheet.name, "dưới dòng tiêu đề chưa có dòng nào", header.row))
    return table


def _twice(header: _Header) -> Iterator[Problem]:
    for column, places in header.places.items():
        if len(places) > 1:
            letters = " và ".join(map(column_letters, places))
            words = f"cột “{column.title}” có {len(places)} lần (cột {letters}); chỉ để một"
            yield Problem(header.sheet.name, words, header.row)


def _first_row(header: _Header) -> int:
    """Below the header, its cells merged downwards and the row of column numbers that forms put under it."""
    sheet, columns = header.sheet, {place for places in header.places.values() for place in places}
    row = 1 + max(
        [header.row]
        + [block.bottom for block in sheet.merged if block.top <= header.row <= block.bottom and block.left in columns]
    )
    return row + _numbers_columns(sheet, header.row, row)


def _numbers_columns(sheet: Sheet, titles: int, row: int) -> bool:
    """A, B, 1, 2, 3=4+5 under the titles: one label for every title, in running order."""
    labels = [
        str(sheet.value(row, place)).strip(" ()").partition("=")[0].strip()
        for place, title in enumerate(sheet.rows[titles - 1], 1)
        if not is_blank(title)
    ]
    letters = sum(label.isalpha() for label in labels)
    expected = [chr(ord("A") + number) for number in range(letters)]
    numbers = [str(number) for number in range(1, len(labels) - letters + 1)]
    return len(labels) > 2 and labels == expected + numbers


def _values_above(sheet: Sheet, columns: set[int]) -> dict[tuple[int, int], Value]:
    """A cell merged downwards says its value for every row that it spans; of overlapping blocks the upper one speaks."""
    found: dict[tuple[int, int], Value] = {}
    done = dict.fromkeys(columns, 0)
    for block in sorted(sheet.merged, key=lambda block: block.top):
        if block.left in columns:
            bottom = min(block.bottom, len(sheet.rows))
            for row in range(max(block.top, done[block.left]) + 1, bottom + 1):
                found[row, block.left] = sheet.value(block.top, block.left)
            done[block.left] = max(done[block.left], bottom)
    return found
