"""Units from an Excel file: who stands under whom by name, each row checked before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dieuhanh.foundation.sheets import (
    Column,
    Heading,
    Page,
    Row,
    Workbook,
    choice,
    code,
    day,
    optional,
    read_table,
    required,
    text,
    write,
)
from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.setup.importing import Line, Preview, faults_of, listed, preview_of, typed, value_of
from dieuhanh.kernel.setup.structure import KINDS, VERBS
from dieuhanh.kernel.units.actions import Under, add_units
from dieuhanh.kernel.units.models import Hierarchy, Unit, UnitName, UnitParent
from dieuhanh.kernel.units.official import SINCE
from dieuhanh.kernel.units.queries import names_on
from dieuhanh.kernel.units.resolving import unit_key

NAME = required("Tên đơn vị", text(200))
SHORT = optional("Tên gọi tắt", text(80))
KIND = required("Loại", choice(KINDS), "Loại đơn vị")
ABOVE = optional("Trực thuộc", text(200), "Đơn vị cấp trên")
VERB = optional("Cách giao việc", choice(VERBS))
CODE = optional("Mã", code(longest=16), "Mã đơn vị")
ALIASES = optional("Tên gọi khác", text(1000))
BEGIN = optional("Hoạt động từ ngày", day)
COLUMNS: list[Column[Any]] = [NAME, SHORT, KIND, ABOVE, VERB, CODE, ALIASES, BEGIN]
DEEPEST = 12  # levels; a longer chain is a column filled in wrongly
TITLES = [column.title for column in COLUMNS]


@dataclass(slots=True)
class _Standing:
    """The units of today that new ones can stand under, by every name they have."""

    names: dict[int, UnitName]
    by_key: dict[str, set[int]] = field(default_factory=dict)
    tops: list[int] = field(default_factory=list)
    units: dict[int, Unit] = field(default_factory=dict)

    first: date = SINCE  # from when units count that stand under nothing

    def begins(self, pk: int | None) -> date:
        return self.units[pk].from_day if pk is not None else self.first


def _standing(on: date) -> _Standing:
    found = _Standing(names_on(on))
    for pk, name in found.names.items():
        for words in (name.name, name.short_name):
            if key := unit_key(words):
                found.by_key.setdefault(key, set()).add(pk)
    tops = UnitParent.objects.valid_on(on).filter(hierarchy__code=Hierarchy.TERRITORIAL, parent=None)
    found.tops = sorted(tops.values_list("unit_id", flat=True))
    found.units = Unit.objects.in_bulk(list(found.names))
    found.first = min((unit.from_day for unit in found.units.values()), default=SINCE)
    return found


class UnitFile:
    """The rows of a file against the office as it stands: a preview, and what `take` stores."""

    def __init__(self, workbook: Workbook, on: date, *, founding: date | None = None) -> None:
        """With `founding`, the day from which units count, the file is an office's first list: nothing stands yet."""
        self.table = read_table(workbook, COLUMNS)
        self._standing = _Standing({}, first=founding) if founding else _standing(on)
        self._rows: dict[str, Row] = {}
        for row in self.table.rows:
            self._name(row)
        self._above = {row.number: self._find(row) for row in self.table.rows}
        self._begins: dict[int, date] = {}
        self._depths: dict[int, int] = {}
        for row in self.table.rows:
            if row.number not in self._begins:
                self._begin(row)

    @property
    def preview(self) -> Preview:
        return preview_of(self.table, TITLES, [self._line(row) for row in self.table.rows])

    def take(self, by: By) -> int:
        """Every unit, or none. Raises Invalid where the preview names a problem."""
        rows = self.taken()
        keys = {row["parents"][Hierarchy.TERRITORIAL] for row in rows}
        under = {f"#{pk}": unit for pk, unit in self._standing.units.items() if f"#{pk}" in keys}
        add_units(by, rows=rows, under=Under(under if None not in keys else {}))
        return len(rows)

    def taken(self) -> list[dict[str, Any]]:
        """The rows as `add_units` and `found_units` take them."""
        if not self.table.good:
            raise Invalid(f"tệp còn {len(self.table.all_problems)} lỗi, chưa nhập dòng nào")
        return [self._taken(row) for row in self.table.rows]

    def _name(self, row: Row) -> None:
        if NAME not in row:
            return
        key = unit_key(row[NAME])
        if before := self._rows.get(key):
            row.problem(f"«{row[NAME]}» trùng tên với dòng {before.number}", NAME)
        elif any(unit_key(self._standing.names[pk].name) == key for pk in self._standing.by_key.get(key, ())):
            row.problem(f"«{row[NAME]}» đã có trong hệ thống", NAME)
        self._rows.setdefault(key, row)

    def _find(self, row: Row) -> Row | int | None:
        """What the row stands under: another row, a standing unit; None at the top or where nothing fits."""
        if ABOVE not in row:
            return None
        words = row[ABOVE]
        if words is None:
            return self._standing.tops[0] if len(self._standing.tops) == 1 else None
        key = unit_key(words)
        found = self._standing.by_key.get(key, set())
        if key in self._rows and self._rows[key] is not row:
            return self._rows[key]
        if len(found) == 1:
            return next(iter(found))
        several = ", ".join(sorted(self._standing.names[pk].name for pk in found))
        row.problem(
            f"«{words}» có thể là: {several}; ghi tên đầy đủ"
            if found
            else f"không có đơn vị «{words}» trong tệp này hoặc trong hệ thống; ghi đúng tên một đơn vị",
            ABOVE,
        )
        return None

    def _begin(self, row: Row) -> None:
        """The day given, else the day from which the unit above stands: up the file to a standing unit, then down again."""
        path, met = [row], {row.number}
        while isinstance(above := self._above[path[-1].number], Row) and above.number not in self._begins:
            if above.number in met:
                path[-1].problem("đơn vị không thể trực thuộc chính nó hoặc đơn vị dưới nó", ABOVE)
                self._above[path[-1].number] = None
            else:
                path.append(above)
                met.add(above.number)
        for one in reversed(path):
            above = self._above[one.number]
            first = self._begins[above.number] if isinstance(above, Row) else self._standing.begins(above)
            given = value_of(one, BEGIN)
            if given is not None and above is not None and given < first:
                one.problem(f"{format_day(given)} trước ngày đơn vị cấp trên hoạt động, {format_day(first)}", BEGIN)
            self._begins[one.number] = given or first
            self._depths[one.number] = 1 + (self._depths[above.number] if isinstance(above, Row) else 0)
            if self._depths[one.number] > DEEPEST:
                one.problem(f"quá {DEEPEST} cấp trực thuộc trong một tệp", ABOVE)

    def _above_words(self, row: Row) -> str:
        above = self._above[row.number]
        if isinstance(above, Row):
            return above[NAME] if NAME in above else typed(above, NAME.title)
        return self._standing.names[above].name if above is not None else typed(row, ABOVE.title)

    def _line(self, row: Row) -> Line:
        cells = [typed(row, title) for title in TITLES]
        cells[3] = self._above_words(row)
        if VERB in row:
            cells[4] = "đề nghị" if row[VERB] is False else "giao"
        if BEGIN in row:
            cells[7] = format_day(self._begins[row.number])
        return Line(row.number, cells, faults_of(row))

    def _taken(self, row: Row) -> dict[str, Any]:
        above = self._above[row.number]
        parent = str(above.number) if isinstance(above, Row) else f"#{above}" if above is not None else None
        return {
            "key": str(row.number),
            "name": row[NAME],
            "short_name": row[SHORT] or "",
            "kind": row[KIND],
            "code": row[CODE] or "",
            "commands": row[VERB] is not False,
            "aliases": listed(row[ALIASES]),
            "from_day": self._begins[row.number].isoformat(),
            "parents": {Hierarchy.TERRITORIAL: parent},
        }


def template() -> bytes:
    headings = [
        Heading(NAME.title, 44, hint="Tên đầy đủ, mỗi đơn vị một dòng."),
        Heading(SHORT.title, 22),
        # No list to choose from in the cell: Excel parts such a list at commas, and «phòng, ban» is one kind.
        Heading(KIND.title, 22, hint="Một loại ở trang «Loại đơn vị»."),
        Heading(
            ABOVE.title, 34, hint="Tên đơn vị cấp trên, trong tệp này hoặc đã có. Để trống: trực thuộc đơn vị đầu tiên."
        ),
        Heading(VERB.title, 16, choices=list(VERBS), hint="Để trống: giao."),
        Heading(CODE.title, 12, hint="Mã theo danh mục, nếu có."),
        Heading(ALIASES.title, 40, hint="Các tên gọi khác trong văn bản, cách nhau bằng dấu chấm phẩy."),
        Heading(BEGIN.title, 20, "day", hint="Để trống: từ ngày đơn vị cấp trên hoạt động."),
    ]
    kinds = Page("Loại đơn vị", [Heading("Tên loại", 40)], [(kind,) for kind in KINDS])
    return write(Page("Đơn vị", headings), kinds)
