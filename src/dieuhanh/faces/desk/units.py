"""The units of today by kind, with how they are addressed."""

from __future__ import annotations

from dataclasses import dataclass, field

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.units.models import Kind, UnitName
from dieuhanh.kernel.units.queries import names_on


@dataclass(slots=True)
class Group:
    """Units of one kind, in Vietnamese order."""

    kind: str
    names: list[UnitName] = field(default_factory=list)


def unit_groups(viewer: Viewer) -> list[Group]:
    """All units that the viewer's posts reach, in the order of the kinds."""
    scope = viewer.scope("see_units")
    found = names_on(today(), None if scope.everything or scope.areas else scope.units)
    groups = {kind: Group(str(Kind(kind).label)) for kind in Kind.values}
    for name in found.values():
        groups[name.kind].names.append(name)
    return [group for group in groups.values() if group.names]
