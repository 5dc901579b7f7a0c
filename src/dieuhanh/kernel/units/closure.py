"""The closure of a dated tree, as plain arithmetic: which unit stands above which, how far, between which days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


class Cycle(ValueError):
    """A unit would stand above itself."""


def close(
    units: Iterable[int],
    lives: Mapping[int, tuple[date, date]],
    links: Mapping[int, list[Link]],
    known: Mapping[int, list[Piece]],
) -> dict[int, list[Piece]]:
    """The pieces of each unit. `known`: finished closures of units outside `units`. Raises Cycle."""
    done: dict[int, list[Piece]] = dict(known)
    wanted = list(units)
    for start in wanted:
        _close_upwards(start, lives, links, done)
    return {unit: done[unit] for unit in wanted}


def _close_upwards(
    start: int, lives: Mapping[int, tuple[date, date]], links: Mapping[int, list[Link]], done: dict[int, list[Piece]]
) -> None:
    """Depth first with a stack of our own: a chain of a thousand units must not meet Python's recursion limit."""
    stack = [start]
    on_path: set[int] = set()
    while stack:
        unit = stack[-1]
        if unit in done:
            stack.pop()
            continue
        missing = [link.parent for link in links.get(unit, []) if link.parent is not None and link.parent not in done]
        if missing:
            on_path.add(unit)
            if on_path.intersection(missing):
                raise Cycle(unit)
            stack.extend(missing)
            continue
        done[unit] = joined(_pieces(unit, lives[unit], links.get(unit, []), done))
        on_path.discard(unit)
        stack.pop()


def _pieces(unit: int, life: tuple[date, date], links: list[Link], done: Mapping[int, list[Piece]]) -> Iterable[Piece]:
    yield Piece(unit, 0, *life)
    for link in links:
        for above in done[link.parent] if link.parent is not None else ():
            first, last = max(link.from_day, above.from_day), min(link.until_day, above.until_day)
            if first < last:
                yield Piece(above.ancestor, above.depth + 1, first, last)


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
