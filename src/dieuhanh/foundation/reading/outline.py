"""Which heading stands under which: the tree that the levels of a text's headings describe."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Heading


def headings_above(headings: Sequence[Heading]) -> list[int | None]:
    """For each heading the index of the one it stands under, None at the top.

    >>> levels = [Heading(level, "", "", 0, 0) for level in (1, 2, 2, 1)]
    >>> headings_above(levels)
    [None, 0, 0, None]
    """
    above: list[int | None] = []
    path: list[int] = []
    for index, heading in enumerate(headings):
        while path and headings[path[-1]].level >= heading.level:
            path.pop()
        above.append(path[-1] if path else None)
        path.append(index)
    return above
