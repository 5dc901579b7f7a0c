"""Founding and changing units. Every action on a tree first locks the row of its hierarchy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dieuhanh.kernel.fields.validity import OPEN_END
from dieuhanh.kernel.journal.actions import By, action, create, create_many, end
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.units.ancestors import locked, rebuild
from dieuhanh.kernel.units.models import (
    Area,
    CommitteeMember,
    Hierarchy,
    Kind,
    Unit,
    UnitAlias,
    UnitAncestor,
    UnitName,
    UnitParent,
)

Row = Mapping[str, Any]


@action("units.found_units", may=None)
def found_units(by: By, *, rows: Sequence[Row]) -> None:
    """Make units from rows, set-wise: key, name, short_name, kind, code, parents (hierarchy -> key), commands, aliases, from_day,
    members and standing of a steering committee. Keys only join the rows to each other."""
    _check(rows)
    trees = [locked(code) for code in Hierarchy.CODES]
    days = {row["key"]: date.fromisoformat(row["from_day"]) for row in rows}
    units = dict(zip(days, create_many([Unit(from_day=day) for day in days.values()]), strict=True))
    create_many([_name(units[row["key"]], row) for row in rows])
    create_many(
        [UnitAlias(unit=units[r["key"]], alias=alias, from_day=days[r["key"]]) for r in rows for alias in r["aliases"]]
    )
    for tree in trees:
        create_many([link for row in rows for link in _links(row, tree, units)])
        rebuild(tree, [unit.pk for unit in units.values()])
    create_many([member for row in rows for member in _members(row, units)])


def _check(rows: Sequence[Row]) -> None:
    keys = {row["key"] for row in rows}
    if len(keys) != len(rows):
        raise Invalid("danh sách đơn vị có hai dòng cùng khóa")
    for row in rows:
        named = {*row["parents"].values(), *row.get("members", []), row.get("standing")} - {None}
        if unknown := named - keys:
            raise Invalid(f"{row['name']}: không có đơn vị khóa «{min(unknown)}» trong danh sách")
        if row["kind"] not in Kind.values:
            raise Invalid(f"{row['name']}: loại đơn vị «{row['kind']}»; chỉ nhận {', '.join(Kind.values)}")


def _name(unit: Unit, row: Row) -> UnitName:
    return UnitName(
        unit=unit,
        from_day=unit.from_day,
        name=row["name"],
        short_name=row["short_name"] or "",
        kind=row["kind"],
        code=row["code"] or "",
        commanded=row["commands"],
    )


def _links(row: Row, tree: Hierarchy, units: Mapping[str, Unit]) -> Iterable[UnitParent]:
    """Every unit stands in the territorial tree, at least at its top; in others only where it is said."""
    if tree.code in row["parents"] or tree.code == Hierarchy.TERRITORIAL:
        unit, above = units[row["key"]], row["parents"].get(tree.code)
        yield UnitParent(hierarchy=tree, unit=unit, parent=units[above] if above else None, from_day=unit.from_day)


def _members(row: Row, units: Mapping[str, Unit]) -> Iterable[CommitteeMember]:
    committee = units[row["key"]]
    for key in dict.fromkeys([*row.get("members", []), *([row["standing"]] if row.get("standing") else [])]):
        yield CommitteeMember(
            committee=committee, unit=units[key], standing=key == row.get("standing"), from_day=committee.from_day
        )


@action("units.define_areas", may=None)
def define_areas(by: By, *, rows: Sequence[Row]) -> None:
    """The office's own list of areas: code, number, name and the phrases by which headings find them."""
    create_many([Area(code=r["code"], number=r["number"], name=r["name"], words=r["words"]) for r in rows])


@action("units.rename_unit", may="manage_units", on="unit")
def rename_unit(by: By, *, unit: Unit, day: date, changed: Mapping[str, Any]) -> UnitName:
    """From the day on the unit has another name, short name, kind, code or verb; what it was called before stays."""
    present = _open_row(UnitName.objects.filter(unit=unit), day, unit)
    values = {field: getattr(present, field) for field in ("name", "short_name", "kind", "code", "commanded")}
    if unknown := set(changed) - set(values):
        raise Invalid(f"không có thuộc tính «{min(unknown)}»", min(unknown))
    end(present, day)
    return create(UnitName(unit=unit, from_day=day, **{**values, **changed}))


@action("units.move_unit", may="manage_units", on="unit")
def move_unit(
    by: By, *, unit: Unit, parent: Unit | None, day: date, hierarchy: str = Hierarchy.TERRITORIAL
) -> UnitParent:
    """From the day on the unit stands under another one. Refuses a cycle."""
    tree = locked(hierarchy)
    above = UnitAncestor.objects.filter(hierarchy=tree, unit=parent, ancestor=unit, until_day__gt=day)
    if parent and above.exists():
        raise Invalid("không thể đặt một đơn vị dưới chính nó hoặc dưới đơn vị trực thuộc nó", "parent")
    end(_open_row(UnitParent.objects.filter(hierarchy=tree, unit=unit), day, unit), day)
    link = create(UnitParent(hierarchy=tree, unit=unit, parent=parent, from_day=day))
    rebuild(tree, [unit.pk])
    return link


@action("units.abolish_unit", may="manage_units", on="unit")
def abolish_unit(by: By, *, unit: Unit, day: date) -> Unit:
    """The unit ends on the day, with its name, aliases and places. Refused while another unit stands below it then."""
    trees = [locked(code) for code in Hierarchy.CODES]
    below = UnitParent.objects.filter(parent=unit, until_day__gt=day).exclude(unit=unit)
    if below.exists():
        raise Invalid("còn đơn vị trực thuộc sau ngày này; hãy chuyển hoặc giải thể các đơn vị đó trước")
    for rows in (UnitName.objects, UnitParent.objects, UnitAlias.objects):
        for row in rows.filter(unit=unit, until_day=OPEN_END):
            end(row, day)
    unit = end(unit, day)
    for tree in trees:
        rebuild(tree, [unit.pk])
    return unit


@action("units.add_alias", may="manage_units", on="unit")
def add_alias(by: By, *, unit: Unit, alias: str, day: date) -> UnitAlias:
    words = " ".join(alias.split())
    if not words:
        raise Invalid("tên gọi khác không được để trống", "alias")
    if UnitAlias.objects.filter(unit=unit, alias=words, until_day__gt=day).exists():
        raise Invalid(f"đơn vị đã có tên gọi «{words}»", "alias")
    return create(UnitAlias(unit=unit, alias=words, from_day=day))


def _open_row(rows: Any, day: date, unit: Unit) -> Any:
    """The row that is open at the end, which must have begun before the day."""
    row = rows.filter(until_day=unit.until_day).first()
    if row is None or not row.from_day < day < unit.until_day:
        raise Invalid(f"ngày {day:%d/%m/%Y} phải sau thay đổi gần nhất của đơn vị và trước ngày đơn vị kết thúc", "day")
    return row
