"""The units of today by kind, with how they are addressed."""

from __future__ import annotations

from dataclasses import dataclass, field

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.units.models import Kind, UnitName
from dieuhanh.kernel.units.queries import names_on


@dataclass(slots=True)
class Group:
    """Units of one kind, in Vietnamese order."""

    kind: str
    names: list[UnitName] = field(default_factory=list)


def unit_groups() -> list[Group]:
    """All units of today, in the order of the kinds: how an office is organised is public, what its units owe is not."""
    found = names_on(today())
    groups = {kind: Group(str(Kind(kind).label)) for kind in Kind.values}
    for name in found.values():
        groups[name.kind].names.append(name)
    return [group for group in groups.values() if group.names]
