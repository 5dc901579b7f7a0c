"""The founding of an office: one act that says what the database is, with its first units, areas and technician."""

from __future__ import annotations

from dataclasses import dataclass

from dieuhanh.kernel.access.people import NewPerson, add_people
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.installation.models import Kind as What
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.journal.founding import found_installation
from dieuhanh.kernel.setup.structure import Structure
from dieuhanh.kernel.units.actions import define_areas, found_units
from dieuhanh.kernel.units.models import Kind

TITLE = "Quản trị hệ thống"


@dataclass(frozen=True, slots=True)
class Office:
    """What the office is called, of which level it is, and the official code of its territory where it has one."""

    name: str
    level: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Technician:
    name: str
    username: str


@action("setup.founding", may=None)
def found_office(
    by: By, *, office: Office, structure: Structure, technician: Technician, password: str, trial: bool = True
) -> None:
    """An office begins on trial. The technician signs in once with `password` and must choose another."""
    day = by.day
    assert day is not None  # no day can be asked before there is an installation
    more = {"level": office.level, "code": office.code, "trial": trial}
    found_installation(by, kind=What.OFFICE, name=office.name, day=None, more=more)
    units = found_units(by, rows=structure.units)
    define_areas(by, rows=structure.areas)
    where = units[_office_of(structure)]
    first = NewPerson(technician.name, technician.username, TITLE, where, Role.TECHNICIAN)
    add_people(by, people=[first], from_day=day, password=password)


def _office_of(structure: Structure) -> str:
    """Where the technician belongs: the office (văn phòng) of the committee, else the committee, else the first unit."""
    ours = [row for row in structure.units if row["commands"]] or structure.units
    for fits in (lambda row: row["name"].startswith("Văn phòng"), lambda row: row["kind"] == Kind.COMMITTEE):
        if found := next((row["key"] for row in ours if fits(row)), None):
            return str(found)
    return str(ours[0]["key"])
