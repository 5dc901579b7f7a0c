"""Founding and changing units. Every action on a tree first locks the row of its hierarchy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from dieuhanh.kernel.journal.actions import By, action, create, create_many, end
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.units.ancestors import BELOW_ITSELF, locked, rebuild
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
def found_units(by: By, *, rows: Sequence[Row]) -> dict[str, Unit]:
    """Make units from rows, set-wise: key, name, short_name, kind, code, parents (hierarchy -> key), commands, aliases, from_day,
    members and standing of a steering committee. Keys only join the rows to each other; returned are the units by key."""
    return _make(rows, {})


@dataclass(frozen=True, slots=True)
class Under:
    """The standing units that new ones are put under; nothing: they stand at the top, which only who manages all units may do."""

    units: Mapping[str, Unit]

    def rights_units(self) -> list[int]:
        return [unit.pk for unit in self.units.values()]


@action("units.add_units", may="manage_units", on="under")
def add_units(by: By, *, rows: Sequence[Row], under: Under) -> dict[str, Unit]:
    """More units in a standing office, from rows as `found_units` takes them; a parent is another row's key or a key of `under`."""
    for row in rows:
        above = under.units.get(row["parents"].get(Hierarchy.TERRITORIAL) or "")
        if above and not above.from_day <= date.fromisoformat(row["from_day"]) < above.until_day:
            raise Invalid(f"{row['name']}: đơn vị cấp trên hoạt động từ ngày {above.from_day:%d/%m/%Y}", "from_day")
    return _make(rows, under.units)


def _make(rows: Sequence[Row], above: Mapping[str, Unit]) -> dict[str, Unit]:
    _check(rows, above)
    trees = [locked(code) for code in Hierarchy.CODES]
    days = {row["key"]: date.fromisoformat(row["from_day"]) for row in rows}
    units = dict(zip(days, create_many([Unit(from_day=day) for day in days.values()]), strict=True))
    create_many([_name(units[row["key"]], row) for row in rows])
    create_many(
        [UnitAlias(unit=units[r["key"]], alias=alias, from_day=days[r["key"]]) for r in rows for alias in r["aliases"]]
    )
    for tree in trees:
        links = create_many([link for row in rows for link in _links(row, tree, {**above, **units})])
        rebuild(tree, {link.unit_id for link in links})
    create_many([member for row in rows for member in _members(row, units)])
    return units


def _check(rows: Sequence[Row], above: Mapping[str, Unit]) -> None:
    keys = {row["key"] for row in rows}
    if len(keys) != len(rows):
        raise Invalid("danh sách đơn vị có hai dòng cùng khóa")
    for row in rows:
        named = {*row["parents"].values(), *row.get("members", []), row.get("standing")} - {None}
        if unknown := named - keys - set(above):
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
    values |= changed
    if not values["name"].strip():
        raise Invalid("tên đơn vị không được để trống", "name")
    if values["kind"] not in Kind.values:
        raise Invalid(f"loại đơn vị «{values['kind']}»; chỉ nhận {', '.join(Kind.values)}", "kind")
    end(present, day)
    return create(UnitName(unit=unit, from_day=day, until_day=unit.until_day, **values))


@action("units.move_unit", may="manage_units", on="unit")
def move_unit(
    by: By, *, unit: Unit, parent: Unit | None, day: date, hierarchy: str = Hierarchy.TERRITORIAL
) -> UnitParent:
    """From the day on the unit stands under another one, or enters a tree it did not stand in. Refuses a cycle."""
    tree = locked(hierarchy)
    unit = Unit.objects.get(pk=unit.pk)  # anew: whoever held the lock before may have ended one of the two
    parent = Unit.objects.get(pk=parent.pk) if parent else None
    _lives_on(unit, day)
    if parent and not parent.from_day <= day < unit.until_day <= parent.until_day:
        raise Invalid("đơn vị cấp trên phải hoạt động suốt từ ngày này", "parent")
    above = UnitAncestor.objects.filter(hierarchy=tree, unit=parent, ancestor=unit, until_day__gt=day)
    if parent and above.exists():
        raise Invalid(BELOW_ITSELF, "parent")
    links = UnitParent.objects.filter(hierarchy=tree, unit=unit)
    if links.exists():
        end(_open_row(links, day, unit), day)
    link = create(UnitParent(hierarchy=tree, unit=unit, parent=parent, from_day=day, until_day=unit.until_day))
    rebuild(tree, [unit.pk])
    return link


@action("units.abolish_unit", may="manage_units", on="unit")
def abolish_unit(by: By, *, unit: Unit, day: date) -> Unit:
    """The unit ends on the day, with its name, aliases, places and seats. Refused while another unit stands below it then."""
    trees = [locked(code) for code in Hierarchy.CODES]
    below = UnitParent.objects.filter(parent=unit, until_day__gt=day)
    if below.exists():
        raise Invalid("còn đơn vị trực thuộc sau ngày này; hãy chuyển hoặc giải thể các đơn vị đó trước")
    seats = CommitteeMember.objects.filter(Q(unit=unit) | Q(committee=unit))
    of_unit = [rows.filter(unit=unit) for rows in (UnitName.objects, UnitParent.objects, UnitAlias.objects)]
    later = [row for rows in (*of_unit, seats) for row in rows.filter(until_day__gt=day)]
    if not unit.from_day < day < unit.until_day or any(row.from_day >= day for row in later):
        raise Invalid(_after_the_last(day), "day")
    for row in later:
        end(row, day)
    unit = end(unit, day)
    for tree in trees:
        if UnitAncestor.objects.filter(hierarchy=tree, unit=unit).exists():
            rebuild(tree, [unit.pk])
    return unit


@action("units.add_alias", may="manage_units", on="unit")
def add_alias(by: By, *, unit: Unit, alias: str, day: date) -> UnitAlias:
    words = " ".join(alias.split())
    if not words:
        raise Invalid("tên gọi khác không được để trống", "alias")
    _lives_on(unit, day)
    if UnitAlias.objects.filter(unit=unit, alias=words, until_day__gt=day).exists():
        raise Invalid(f"đơn vị đã có tên gọi «{words}»", "alias")
    return create(UnitAlias(unit=unit, alias=words, from_day=day, until_day=unit.until_day))


def _lives_on(unit: Unit, day: date) -> None:
    if not unit.from_day <= day < unit.until_day:
        raise Invalid(f"đơn vị không hoạt động vào ngày {day:%d/%m/%Y}", "day")


def _open_row(rows: Any, day: date, unit: Unit) -> Any:
    """The row that is open at the end, which must have begun before the day."""
    row = rows.filter(until_day=unit.until_day).first()
    if row is None or not row.from_day < day < unit.until_day:
        raise Invalid(_after_the_last(day), "day")
    return row


def _after_the_last(day: date) -> str:
    return f"ngày {day:%d/%m/%Y} phải sau thay đổi gần nhất của đơn vị và trước ngày đơn vị kết thúc"
