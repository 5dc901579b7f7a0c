"""The closure of a dated tree, as plain arithmetic: which unit stands above which, how far, between which days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """An ancestor at a depth between two days; the unit itself at depth 0."""

    ancestor: int
    depth: int
    from_day: date
    until_day: date


@dataclass(frozen=True, slots=True)
class Link:
    """The unit above between two days; None at the top."""

    parent: int | None
    from_day: date
    until_day: date


@dataclass(frozen=True, slots=True)
class Tree:
    """The links and first and last days of the units that are made anew; `known`: finished closures of units above those."""

    lives: Mapping[int, tuple[date, date]]
    links: Mapping[int, list[Link]]
    known: Mapping[int, list[Piece]]


class Cycle(ValueError):
    """A unit would stand above itself on some day."""


def close(units: Iterable[int], tree: Tree) -> dict[int, list[Piece]]:
    """The pieces of each unit. Raises Cycle.

    Walked by days and not unit by unit: a unit may stand below another in one year and above it in the next.
    """
    return {unit: joined(_pieces(unit, tree)) for unit in units}


def _pieces(unit: int, tree: Tree) -> Iterator[Piece]:
    """Upwards along every link, each step cut to the days of the steps before it; with a stack of our own, so that no depth is too deep."""
    stack = [(unit, 0, date.min, date.max)]
    path: list[int] = []
    while stack:
        here, depth, first, last = stack.pop()
        if here in tree.known:
            yield from _cut(tree.known[here], depth, first, last)
            continue
        del path[depth:]
        if here in path:
            raise Cycle(here)
        path.append(here)
        yield from _cut([Piece(here, 0, *tree.lives[here])], depth, first, last)
        for link in tree.links.get(here, []):
            begins, ends = max(first, link.from_day), min(last, link.until_day)
            if link.parent is not None and begins < ends:
                stack.append((link.parent, depth + 1, begins, ends))


def _cut(pieces: Iterable[Piece], depth: int, first: date, last: date) -> Iterator[Piece]:
    """The pieces of a unit as they are seen from `depth` steps below it, between two days."""
    for piece in pieces:
        begins, ends = max(first, piece.from_day), min(last, piece.until_day)
        if begins < ends:
            yield Piece(piece.ancestor, piece.depth + depth, begins, ends)


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Touching pieces of the same ancestor and depth made one."""
    found: list[Piece] = []
    for piece in sorted(pieces):
        last = found[-1] if found else None
        if last and (last.ancestor, last.depth, last.until_day) == (piece.ancestor, piece.depth, piece.from_day):
            found[-1] = Piece(last.ancestor, last.depth, last.from_day, piece.until_day)
        else:
            found.append(piece)
    return found
