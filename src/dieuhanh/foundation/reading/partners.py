"""Units named behind the head verb: who works with the one told, and who leads beside it."""

from __future__ import annotations

from . import lexicon as lex
from .units import Range, units
from .verbs import Order
from .words import Words


def later_partners(w: Words, i: int, j: int) -> list[Range]:
    """Units worked with, named behind the head verb ("... phối hợp với ngành y tế ...")."""
    found: list[Range] = []
    k = i
    while k < j:
        tags, length = w.tags[k]
        if tags & lex.COOP:
            t = k + length
            while t < j and w.low[t] in ("với", "cùng", "chặt", "chẽ"):
                t += 1
            named, t = units(w, t, j)
            found += named
            k = max(t, k + length)
            continue
        k += length
    return found


def second_lead(w: Words, found: Order, j: int) -> list[Range]:
    """“Chỉ đạo X chủ trì xây dựng ...”: X leads too."""
    if w.text(*found.head) not in ("chỉ đạo", "giao", "phân công"):
        return []
    named, k = units(w, found.end, j)
    return named if named and k < j and w.tags[k][0] & lex.CHAIR else []
