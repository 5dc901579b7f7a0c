"""Where words that were read as one task could be two: a second verb with an object of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from . import lexicon as lex
from .clauses import dependent
from .passage import trim
from .prepared import prepare
from .verbs import order
from .words import Words, cut

_PARTS: Final = frozenset((",", ";", ".", "và", "đồng"))
_OBJECT: Final = 3  # words of an object; fewer, and two verbs share one ("kiểm tra và xử lý vi phạm")


def divided(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches that each begin with a verb of their own; one where there is nothing to divide.

    >>> text = "Phòng Y tế rà soát các hộ nghèo trên địa bàn và tổ chức tặng quà cho các hộ"
    >>> [text[a:b] for a, b in divided(text, 0, len(text))]
    ['Phòng Y tế rà soát các hộ nghèo trên địa bàn', 'tổ chức tặng quà cho các hộ']
    """
    prepared = prepare(text[start:end])
    w = cut(prepared, 0, len(prepared.shown))
    places = [prepared.place(w.starts[k], w.ends[k]) for k in _cuts(w)]
    edges = [start, *(start + place[0] for place in places), end]
    found = [trim(text, a, b) for a, b in pairwise(edges)]
    return [_without_link(text, a, b) for a, b in found if b > a]


def _cuts(w: Words) -> list[int]:
    """The words that part one task from the next."""
    first = order(w, 0, len(w.low))
    found, head = [], first.head[1] if first else len(w.low)
    for k in range(head, len(w.low) - 1):
        if w.low[k] in _PARTS and k - head >= _OBJECT and (verb := _verb_behind(w, k)) is not None:
            found.append(k)
            head = verb
    return found


def _verb_behind(w: Words, k: int) -> int | None:
    """The end of a verb that begins right behind the word `k`."""
    n = len(w.low)
    i = k + 2 if w.low[k : k + 2] == ["đồng", "thời"] else k + 1
    if w.low[k] == "đồng" and i == k + 1:
        return None
    while i < n and (w.low[i] == "và" or w.tags[i][0] & lex.LINK):
        i += max(1, w.tags[i][1])
    if w.low[k - 1] == "phòng" and w.low[k + 1] == "chống":  # "kế hoạch phòng, chống dịch" is one thing
        return None
    if i >= n or not w.tags[i][0] & (lex.VERB | lex.LIGHT) or dependent(w, i, n):
        return None
    found = order(w, i, n)
    return found.head[1] if found and not found.lead and found.head[0] <= i + w.tags[i][1] else None


def _without_link(text: str, start: int, end: int) -> tuple[int, int]:
    """“và tổ chức ...” begins with its verb."""
    for link in ("và ", "đồng thời "):
        if text[start:end].casefold().startswith(link):
            start += len(link)
    return start, end
