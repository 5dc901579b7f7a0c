"""Bytes of an .xlsx to typed values. calamine reads; what it reads is a package written here, of parts that were looked at."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from .cells import Scan, scan
from .markup import root_tag
from .model import Block, ErrorValue, Sheet, Value, Workbook
from .outline import Outline, SheetPart, outline
from .package import LIMITS, Limits, Package, open_package
from .refusal import broken

_Raw = int | float | str | bool | time | date | datetime | timedelta
_TYPE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EXACT_WHOLE: Final = 1e15
_STRINGS_TAG: Final = re.compile(rb"<(?:[^\s<>/:]+:)?sst[\s/>]")


def read(data: bytes, name: str = "", limits: Limits = LIMITS) -> Workbook:
    """The workbook in an .xlsx, or `FileRefused` with a Vietnamese sentence and the way out.

    `name`, the file's name, only helps the messages. Numbers are the decimals Excel keeps, cells formatted as dates are
    dates, and texts stay exactly as typed.
    """
    package = open_package(data, name, limits)
    plan = outline(package)
    scans: list[Scan] = []
    parts: list[bytes] = []
    left = limits.cells
    for sheet in plan.sheets:
        part = package.read(sheet.part)
        scans.append(scan(part, sheet.part, sheet.name, left))
        parts.append(part)
        left -= scans[-1].area
    clean = _clean_package(package, plan, parts, limits.cells)
    del parts
    return Workbook(tuple(_sheets(clean, plan.sheets, scans)))


def _sheets(clean: io.BytesIO, parts: Sequence[SheetPart], scans: Sequence[Scan]) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_filelike(clean) as workbook:
            return [
                _sheet(workbook.get_sheet_by_index(number), part, found)
                for number, (part, found) in enumerate(zip(parts, scans, strict=True))
            ]
    except (CalamineError, ArithmeticError, ValueError) as error:  # durations of a million years, too
        raise broken("nội dung trang tính sai") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # Rust's; no Exception, and no module to import it from
            raise broken("nội dung trang tính sai") from error
        raise


def _clean_package(package: Package, plan: Outline, sheets: Sequence[bytes], most_strings: int) -> io.BytesIO:
    """Only what is needed for values, under names of ours: calamine meets no byte that was not checked."""
    names = [f"sheet{number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="{name}"/>' for i, name in enumerate(names, 1))
    related = "".join(
        f'<Relationship Id="{name}" Type="{_TYPE}/worksheet" Target="worksheets/{name}.xml"/>' for name in names
    )
    base_1904 = '<workbookPr date1904="1"/>' if plan.from_1904 else ""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships><Relationship Id="w" Type="{_TYPE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr("xl/workbook.xml", f"<workbook>{base_1904}<sheets>{listed}</sheets></workbook>")
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{related}</Relationships>")
        if plan.styles:
            archive.writestr("xl/styles.xml", package.read(plan.styles))
        if plan.strings:
            strings = package.read(plan.strings)
            if strings.count(b"<si") + strings.count(b":si") > most_strings:
                raise broken(f"{plan.strings} có quá nhiều chữ")
            archive.writestr("xl/sharedStrings.xml", _without_claims(strings, plan.strings))
        for name, part in zip(names, sheets, strict=True):
            archive.writestr(f"xl/worksheets/{name}.xml", part)
    buffer.seek(0)
    return buffer


def _without_claims(data: bytes, part: str) -> bytes:
    """The part with a bare root: calamine reserves memory for as many strings as the root's uniqueCount claims."""
    begin, end, name = root_tag(data, part)
    closed = b"/>" if data[end - 2 : end] == b"/>" else b">"
    rest = data[end:]
    if b"uniqueCount" in rest and _STRINGS_TAG.search(rest):
        raise broken(f"{part} có hai phần gốc")
    return b"".join((data[:begin], b"<", name, closed, rest))


def _sheet(raw: CalamineSheet, part: SheetPart, found: Scan) -> Sheet:
    rows = [
        [(cell or None) if type(cell) is str else _value(cell) for cell in row]
        for row in raw.to_python(skip_empty_area=False)
    ]
    for (row, column), value in found.special.items():
        _put(rows, row, column, value)
    merged = raw.merged_cell_ranges or []
    return Sheet(
        part.name,
        tuple(map(tuple, rows)),
        part.hidden,
        tuple(Block(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merged),
        frozenset(row for row in found.hidden_rows if row <= len(rows)),
    )


def _put(rows: list[list[Value]], row: int, column: int, value: Value) -> None:
    while len(rows) < row:
        rows.append([])
    cells = rows[row - 1]
    cells.extend([None] * (column - len(cells)))
    cells[column - 1] = value


def _value(raw: _Raw) -> Value:
    if isinstance(raw, float):
        # The shortest decimal of the stored number: what Excel keeps, without the noise of binary digits.
        if raw.is_integer() and abs(raw) < _EXACT_WHOLE:
            return Decimal(int(raw))
        return Decimal(repr(raw)) if math.isfinite(raw) else ErrorValue("#NUM!")
    return Decimal(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw
