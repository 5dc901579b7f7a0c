"""The closure of a dated tree equals walking its links, whatever was moved when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.kernel.units.closure import Cycle, Link, Piece, Tree, close, joined

FIRST, LAST = date(2000, 1, 1), date(9999, 12, 31)
Links = dict[int, list[Link]]


def walk(unit: int, day: date, links: Links) -> list[tuple[int, int]]:
    """(ancestor, depth) on a day by following the links."""
    found, depth, here = [], 0, unit
    while True:
        found.append((here, depth))
        if depth > len(links):
            raise Cycle(here)
        above = next((k.parent for k in links.get(here, []) if k.from_day <= day < k.until_day), None)
        if above is None:
            return found
        here, depth = above, depth + 1


def tree(links: Links) -> Tree:
    return Tree(dict.fromkeys(links, (FIRST, LAST)), links, {})


@st.composite
def links_of_any_shape(draw: st.DrawFn) -> Links:
    """Units below any other, their parents changing on up to three days; on some days there may be a cycle."""
    count = draw(st.integers(2, 8))
    links: Links = {}
    for unit in range(count):
        days = sorted({FIRST + timedelta(days=d) for d in draw(st.sets(st.integers(1, 60), max_size=3))})
        edges = [FIRST, *days, LAST]
        others = [None, None, *(n for n in range(count) if n != unit)]
        above = [draw(st.sampled_from(others)) for _ in edges[1:]]
        links[unit] = [Link(p, a, b) for p, a, b in zip(above, edges, edges[1:], strict=False)]
    return links


def changing_days(links: Links) -> list[date]:
    return sorted({link.from_day for found in links.values() for link in found})


@given(links_of_any_shape())
def test_it_equals_walking_the_links_on_every_day(links: Links) -> None:
    """Cycles are refused exactly where walking the links of some day comes back to where it was."""
    try:
        walked = {(unit, day): sorted(walk(unit, day, links)) for day in changing_days(links) for unit in links}
    except Cycle:
        with pytest.raises(Cycle):
            close(links, tree(links))
        return
    closed = close(links, tree(links))
    for (unit, day), expected in walked.items():
        on_day = sorted((p.ancestor, p.depth) for p in closed[unit] if p.from_day <= day < p.until_day)
        assert on_day == expected


def test_two_units_may_change_places() -> None:
    """1 below 2 until 2010, 2 below 1 from 2011: never a cycle on any day."""
    links = {
        1: [Link(2, FIRST, date(2010, 1, 1)), Link(None, date(2010, 1, 1), LAST)],
        2: [Link(None, FIRST, date(2011, 1, 1)), Link(1, date(2011, 1, 1), LAST)],
    }
    closed = close(links, tree(links))
    assert closed[1] == [Piece(1, 0, FIRST, LAST), Piece(2, 1, FIRST, date(2010, 1, 1))]
    assert closed[2] == [Piece(1, 1, date(2011, 1, 1), LAST), Piece(2, 0, FIRST, LAST)]


def test_a_cycle_is_refused() -> None:
    links = {1: [Link(2, FIRST, LAST)], 2: [Link(3, FIRST, LAST)], 3: [Link(1, FIRST, LAST)]}
    with pytest.raises(Cycle):
        close(links, tree(links))


def test_finished_closures_above_are_taken_as_they_stand() -> None:
    middle = date(2010, 1, 1)
    known = {2: [Piece(2, 0, FIRST, LAST), Piece(9, 1, FIRST, middle)]}
    closed = close([1], Tree({1: (FIRST, LAST)}, {1: [Link(2, date(2005, 1, 1), LAST)]}, known))
    assert closed[1] == [
        Piece(1, 0, FIRST, LAST),
        Piece(2, 1, date(2005, 1, 1), LAST),
        Piece(9, 2, date(2005, 1, 1), middle),
    ]


def test_a_very_deep_tree_needs_no_deep_recursion() -> None:
    links = {n: [Link(n - 1 if n else None, FIRST, LAST)] for n in range(3000)}
    assert len(close([2999], tree(links))[2999]) == 3000


def test_touching_pieces_are_one() -> None:
    middle = date(2010, 1, 1)
    assert joined([Piece(1, 1, middle, LAST), Piece(1, 1, FIRST, middle)]) == [Piece(1, 1, FIRST, LAST)]
