"""Units named behind the head verb: who works with the one told, and who leads beside it."""

from __future__ import annotations

from . import lexicon as lex
from .together import help_of, who_only
from .units import Range, names_unit, units
from .verbs import Order
from .words import Words


def later_partners(w: Words, i: int, j: int) -> list[Range]:
    """Units worked with, named behind the head verb ("... phối hợp với ngành y tế ...")."""
    found: list[Range] = []
    k = i if any(w.tags[t][0] & lex.COOP for t in range(i, j)) else j
    while k < j:
        tags, length = w.tags[k]
        aided = help_of(w, k, j) if w.low[k] == "sự" else None
        if aided:
            found += aided[0]
            k = aided[1]
            continue
        if w.low[k] == "," and k + 1 < j and names_unit(w, k + 1, j):  # "..., Y và Z phối hợp" closes the clause
            who = who_only(w, k + 1, j)
            found += who[1] if who and not who[0] else []
            k = max(k + 1, who[1][-1][1] if who else units(w, k + 1, j)[1])
            continue
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
