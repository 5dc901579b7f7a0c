"""People from an Excel file: unit, post and role by name, each row checked before anything is stored."""

from __future__ import annotations

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
    optional,
    read_table,
    required,
    text,
    write,
)
from dieuhanh.foundation.vietnamese.text import fold
from dieuhanh.kernel.access.models import Holding, User
from dieuhanh.kernel.access.people import NewPerson, add_people
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.setup.importing import Line, Preview, faults_of, listed, preview_of, typed, value_of
from dieuhanh.kernel.setup.usernames import NAMESAKE, username_fault, username_from
from dieuhanh.kernel.units.models import Area, Unit
from dieuhanh.kernel.units.queries import Resolver, names_on

ROLES = {str(label): value for value, label in Role.choices}
NAME = required("Họ và tên", text(120), "Họ tên")
UNIT = required("Đơn vị", text(200), "Đơn vị công tác")
TITLE = required("Chức vụ", text(160), "Chức danh")
ROLE = optional("Vai trò", choice(ROLES))
AREAS = optional("Lĩnh vực phụ trách", text(400), "Lĩnh vực")
USERNAME = optional("Tên đăng nhập", code(longest=64))
COLUMNS: list[Column[Any]] = [NAME, UNIT, TITLE, ROLE, AREAS, USERNAME]
TITLES = [column.title for column in COLUMNS]


class PeopleFile:
    """The rows of a file against the office as it stands: a preview, and what `take` stores."""

    def __init__(self, workbook: Workbook, on: date) -> None:
        self.table = read_table(workbook, COLUMNS)
        self._on = on
        self._resolver = Resolver(on)
        self._names = names_on(on)
        self._areas = _areas_by_words()
        self._standing = {
            (fold(name), unit) for name, unit in Holding.objects.valid_on(on).values_list("person__name", "post__unit")
        }
        self._seen: dict[tuple[str, int], Row] = {}
        self._units = {row.number: self._unit(row) for row in self.table.rows}
        self._chosen = {row.number: self._areas_of(row) for row in self.table.rows}
        self._usernames = self._all_usernames()
        for row in self.table.rows:
            self._met_before(row)

    @property
    def preview(self) -> Preview:
        return preview_of(self.table, TITLES, [self._line(row) for row in self.table.rows])

    def take(self, by: By) -> int:
        """Every person, or none. Raises Invalid where the preview names a problem."""
        if not self.table.good:
            raise Invalid(f"tệp còn {len(self.table.all_problems)} lỗi, chưa nhập dòng nào")
        units = Unit.objects.in_bulk([pk for pk in self._units.values() if pk is not None])
        people = [
            NewPerson(
                name=row[NAME],
                username=self._usernames[row.number],
                title=row[TITLE],
                unit=units[self._units[row.number] or 0],
                role=row[ROLE] or Role.UNIT_OFFICER,
                areas=tuple(self._chosen[row.number]),
            )
            for row in self.table.rows
        ]
        add_people(by, people=people, from_day=self._on)
        return len(people)

    def _unit(self, row: Row) -> int | None:
        if UNIT not in row:
            return None
        found = self._resolver.resolve(row[UNIT])
        if len(found.unit_ids) == 1 and found.how in {"name", "alias"}:
            return found.unit_ids[0]
        several = ", ".join(sorted(self._names[pk].name for pk in found.candidates))
        row.problem(
            f"«{row[UNIT]}» có thể là: {several}; ghi tên đầy đủ"
            if several
            else f"không có đơn vị «{row[UNIT]}»; ghi đúng tên một đơn vị trong hệ thống",
            UNIT,
        )
        return None

    def _areas_of(self, row: Row) -> list[Area]:
        words = listed(row[AREAS]) if AREAS in row else []
        if unknown := [word for word in words if fold(word) not in self._areas]:
            known = "; ".join(dict.fromkeys(str(area) for area in self._areas.values()))
            row.problem(f"không có lĩnh vực «{unknown[0]}»; chỉ nhận: {known}", AREAS)
            return []
        return list(dict.fromkeys(self._areas[fold(word)] for word in words))

    def _all_usernames(self) -> dict[int, str]:
        """Those given in the file first, so that a made one never takes a given one away."""
        given = {row.number: row[USERNAME] for row in self.table.rows if value_of(row, USERNAME)}
        standing = set(User.objects.values_list("username", flat=True))
        rows = {row.number: row for row in self.table.rows}
        found: dict[int, str] = {}
        owners: dict[str, int] = {}
        for number, name in given.items():
            if fault := username_fault(name or "", standing):
                rows[number].problem(fault, USERNAME)
            elif (owner := owners.setdefault(name or "", number)) != number:
                rows[number].problem(f"«{name}» trùng với dòng {owner}", USERNAME)
            found[number] = name or ""
        taken = standing | set(found.values())
        for row in self.table.rows:
            if row.number not in found and NAME in row and USERNAME in row:
                found[row.number] = username_from(row[NAME], taken)
                taken.add(found[row.number])
        return found

    def _met_before(self, row: Row) -> None:
        """The same person twice: by name and unit; two namesakes in one unit are told apart by the sign-in names given."""
        unit = self._units[row.number]
        if NAME not in row or unit is None:
            return
        key = (fold(row[NAME]), unit)
        before = self._seen.setdefault(key, row)
        if value_of(row, USERNAME):
            return
        if before is not row:
            words = (
                f"«{row[NAME]}» cùng đơn vị trùng với dòng {before.number}; nếu là hai người, ghi tên đăng nhập riêng"
            )
            row.problem(words, NAME)
        elif key in self._standing:
            row.problem(NAMESAKE.format(name=row[NAME]), NAME)

    def _line(self, row: Row) -> Line:
        cells = [typed(row, title) for title in TITLES]
        unit = self._units[row.number]
        cells[1] = self._names[unit].name if unit is not None else cells[1]
        if ROLE in row:
            cells[3] = str(Role(row[ROLE] or Role.UNIT_OFFICER).label)
        cells[5] = self._usernames.get(row.number, cells[5])
        return Line(row.number, cells, faults_of(row))


def _areas_by_words() -> dict[str, Area]:
    """By name, by number, and as screens write them ("3. Văn hóa - xã hội")."""
    found: dict[str, Area] = {}
    for area in Area.objects.order_by("number"):
        found |= {fold(words): area for words in (str(area), area.name, str(area.number), area.code)}
    return found


def template(on: date) -> bytes:
    units = sorted(names_on(on).values(), key=lambda name: bytes(name.sort_key))
    headings = [
        Heading(NAME.title, 30),
        Heading(UNIT.title, 40, hint="Tên một đơn vị ở trang «Đơn vị hiện có»."),
        Heading(TITLE.title, 34),
        Heading(ROLE.title, 18, choices=list(ROLES), hint="Để trống: cán bộ đơn vị."),
        Heading(
            AREAS.title,
            40,
            hint="Với lãnh đạo phụ trách từng lĩnh vực; cách nhau bằng dấu chấm phẩy. Trống: mọi lĩnh vực.",
        ),
        Heading(USERNAME.title, 22, hint="Để trống: hệ thống đặt từ họ tên."),
    ]
    names = Page(
        "Đơn vị hiện có", [Heading("Tên", 50), Heading("Gọi tắt", 24)], [(u.name, u.short_name) for u in units]
    )
    areas = Page(
        "Lĩnh vực hiện có", [Heading("Tên lĩnh vực", 60)], [(str(a),) for a in Area.objects.order_by("number")]
    )
    return write(Page("Người dùng", headings), names, areas)
