"""Keeping UnitAncestor: called by the unit actions only, under the lock of the hierarchy."""

from __future__ import annotations

from collections.abc import Iterable

from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.units.closure import Cycle, Link, Piece, Tree, close
from dieuhanh.kernel.units.models import Hierarchy, Unit, UnitAncestor, UnitParent

BELOW_ITSELF = "không thể đặt một đơn vị dưới chính nó hoặc dưới đơn vị trực thuộc nó"


def locked(code: str) -> Hierarchy:
    """The hierarchy's row, held until the act ends: two reorganisations at once would each build on its own snapshot."""
    return Hierarchy.objects.select_for_update(no_key=True).get(code=code)


def rebuild(hierarchy: Hierarchy, unit_ids: Iterable[int]) -> None:
    """Make anew the ancestors of these units and of everything that ever was below them."""
    roots = set(unit_ids)
    rows = UnitAncestor.objects.filter(hierarchy=hierarchy)
    affected = roots | set(rows.filter(ancestor__in=roots).values_list("unit_id", flat=True))
    links: dict[int, list[Link]] = {}
    for parent in UnitParent.objects.filter(hierarchy=hierarchy, unit__in=affected):
        links.setdefault(parent.unit_id, []).append(Link(parent.parent_id, parent.from_day, parent.until_day))
    outside = {link.parent for found in links.values() for link in found if link.parent is not None} - affected
    known: dict[int, list[Piece]] = {}
    for row in rows.filter(unit__in=outside):
        known.setdefault(row.unit_id, []).append(Piece(row.ancestor_id, row.depth, row.from_day, row.until_day))
    affected |= outside - known.keys()  # a parent that stood in this tree never before
    lives = {u.pk: (u.from_day, u.until_day) for u in Unit.objects.filter(pk__in=affected)}
    try:
        pieces = close(sorted(affected), Tree(lives, links, known))
    except Cycle as cycle:
        raise Invalid(BELOW_ITSELF, "parent") from cycle
    rows.filter(unit__in=affected).delete()
    UnitAncestor.objects.bulk_create(
        (
            UnitAncestor(
                hierarchy=hierarchy,
                unit_id=unit,
                ancestor_id=p.ancestor,
                depth=p.depth,
                from_day=p.from_day,
                until_day=p.until_day,
            )
            for unit, found in pieces.items()
            for p in found
        ),
        batch_size=2000,
    )
