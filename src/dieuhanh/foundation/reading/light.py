"""Words before the verb that say how, and light verbs that need another: "tổ chức tốt công tác kiểm tra" is kiểm tra."""

from __future__ import annotations

from typing import Final

from . import lexicon as lex
from .units import Range
from .words import Words

_KEEP_FIRST: Final = frozenset(("triển khai", "thực hiện"))


def past_manner(w: Words, k: int, j: int) -> int:
    while k < j and w.tags[k][0] & lex.MANNER and not w.tags[k][0] & (lex.VERB | lex.DUTY | lex.SKIP | lex.LIGHT):
        k += w.tags[k][1]
    return k


def verb_follows(w: Words, k: int, j: int) -> bool:
    k = past_manner(w, k, j)
    return k < j and bool(w.tags[k][0] & (lex.VERB | lex.LIGHT)) and not w.tags[k][0] & (lex.NOUN | lex.FIXED)


def past_light(w: Words, at: int, j: int) -> Range:
    """The verb behind a light verb, adverbs and empty nouns between them passed over; else the light verb itself."""
    length = w.tags[at][1]
    own = (at, at + length)
    k = at + length
    while k < j and (w.tags[k][0] & lex.MANNER or w.low[k] == ","):
        if w.low[k] == "," and not (k > at + length and k + 1 < j and w.tags[k + 1][0] & lex.MANNER):
            return own
        k += w.tags[k][1]
    if k < j and w.tags[k][0] & lex.EMPTY:
        k += w.tags[k][1]
    if k >= j:
        return own
    tags, following = w.tags[k]
    if tags & lex.LIGHT and not tags & lex.UNIT and w.low[k] != "có":
        return own if w.text(*own) in _KEEP_FIRST else (k, k + following)
    if not tags & lex.VERB or tags & (lex.FIXED | lex.NOUN):
        return own
    return (k, k + following) if k + following < j else own
