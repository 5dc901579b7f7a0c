"""The closure of a dated tree equals walking its links, whatever was moved when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.kernel.units.closure import Cycle, Link, Piece, close, joined

FIRST, LAST = date(2000, 1, 1), date(9999, 12, 31)
Links = dict[int, list[Link]]


def walk(unit: int, day: date, links: Links) -> list[tuple[int, int]]:
    """(ancestor, depth) on a day by following the links."""
    found, depth, here = [], 0, unit
    while True:
        found.append((here, depth))
        above = next((k.parent for k in links.get(here, []) if k.from_day <= day < k.until_day), None)
        if above is None:
            return found
        here, depth = above, depth + 1


@st.composite
def trees(draw: st.DrawFn) -> Links:
    """Units 0..n, each below a smaller one (so no cycle), its parent changing on up to three days."""
    links: Links = {}
    for unit in range(draw(st.integers(2, 9))):
        days = sorted({FIRST + timedelta(days=d) for d in draw(st.sets(st.integers(1, 60), max_size=3))})
        edges = [FIRST, *days, LAST]
        above = [draw(st.sampled_from([None, *range(unit)])) for _ in edges[1:]]
        links[unit] = [Link(p, a, b) for p, a, b in zip(above, edges, edges[1:], strict=False)]
    return links


@given(trees(), st.integers(0, 90))
def test_it_equals_walking_the_links(links: Links, day_number: int) -> None:
    day = FIRST + timedelta(days=day_number)
    closed = close(links, dict.fromkeys(links, (FIRST, LAST)), links, {})
    for unit, pieces in closed.items():
        on_day = sorted((p.ancestor, p.depth) for p in pieces if p.from_day <= day < p.until_day)
        assert on_day == sorted(walk(unit, day, links))


def test_a_cycle_is_refused() -> None:
    links = {1: [Link(2, FIRST, LAST)], 2: [Link(3, FIRST, LAST)], 3: [Link(1, FIRST, LAST)]}
    with pytest.raises(Cycle):
        close(links, dict.fromkeys(links, (FIRST, LAST)), links, {})


def test_a_very_deep_tree_needs_no_deep_recursion() -> None:
    links = {n: [Link(n - 1 if n else None, FIRST, LAST)] for n in range(3000)}
    assert len(close([2999], dict.fromkeys(links, (FIRST, LAST)), links, {})[2999]) == 3000


def test_touching_pieces_are_one() -> None:
    middle = date(2010, 1, 1)
    assert joined([Piece(1, 1, middle, LAST), Piece(1, 1, FIRST, middle)]) == [Piece(1, 1, FIRST, LAST)]
