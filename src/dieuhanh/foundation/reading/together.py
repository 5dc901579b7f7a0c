"""Who works with the one that leads, where the partners stand before the word: "X chủ trì, Y, Z phối hợp ...", "có sự phối hợp của Y"."""

from __future__ import annotations

from typing import Final

from . import lexicon as lex
from .units import Range, names_unit, units
from .words import Words

_DOES: Final = (["thực", "hiện"], ["triển", "khai"], ["tổ", "chức"])
_HELP: Final = (["sự", "phối", "hợp", "chặt", "chẽ"], ["sự", "phối", "hợp"])
# A deadline may follow who does the work.
_DATES: Final = frozenset(("hoàn", "xong", "trước", "trong", "chậm", "đến", "thời"))


def partners_named(w: Words, k: int, j: int) -> tuple[list[Range], int] | None:
    """The units behind the sign at word `k` that stand before "phối hợp", and where that word stands."""
    if k + 2 >= j or w.low[k] not in (",", ";", "-") or not names_unit(w, k + 1, j):
        return None
    named, t = units(w, k + 1, j)
    while t < j and w.tags[t][0] & lex.SKIP and not w.tags[t][0] & lex.COOP:
        t += w.tags[t][1]  # "tham gia phối hợp"
    return (named, t) if named and t < j and _cooperates(w, t) else None


def help_of(w: Words, k: int, j: int) -> tuple[list[Range], int] | None:
    """The units of "(có, với) sự phối hợp của A, B" at word `k`, and the first word behind them."""
    t = k + 1 if w.low[k] in ("có", "với") else k
    for words in _HELP:
        if w.low[t : t + len(words)] == words:
            t += len(words)
            break
    else:
        return None
    if t >= j or w.low[t] not in ("của", "từ"):
        return None
    named, after = units(w, t + 1, j)
    return (named, after) if named else None


def who_only(w: Words, i: int, j: int) -> tuple[list[Range], list[Range]] | None:
    """Who leads and who works with them, where the words say nothing else but a date ("Sở Y tế chủ trì; Công an phường phối hợp")."""
    while j > i and w.low[j - 1] in (".", ";", ",", "/"):
        j -= 1
    if not names_unit(w, i, j):
        return None
    named, k = units(w, i, j)
    if k >= j or not named:
        return None
    if _cooperates(w, k):
        return ([], named) if _ends(w, _done(w, k, j), j) else None
    if not w.tags[k][0] & lex.CHAIR:
        return None
    coop: list[Range] = []
    k = _done(w, k, j)
    while not _ends(w, k, j):
        found = partners_named(w, k, j)
        if found is None:
            aided = help_of(w, k + 1, j) if w.low[k] == "," and k + 1 < j else None
            if aided is None or not _ends(w, aided[1], j):
                return None
            return named, coop + aided[0]
        coop += found[0]
        k = _done(w, found[1], j)
    return named, coop


def told_to_do(w: Words, k: int) -> bool:
    """Whether the words before the colon at `k` only say who does what is listed behind it ("Y phối hợp thực hiện:")."""
    if w.low[max(0, k - 2) : k] == ["phối", "hợp"]:
        return True
    return w.low[max(0, k - 2) : k] in _DOES and w.low[max(0, k - 4) : k - 2] in (["phối", "hợp"], ["chủ", "trì"])


def _ends(w: Words, k: int, j: int) -> bool:
    return k >= j or (w.low[k] == "," and k + 1 < j and w.low[k + 1] in _DATES)


def _cooperates(w: Words, t: int) -> bool:
    tags, length = w.tags[t]
    return bool(tags & lex.COOP) and "hợp" in w.low[t : t + length]


def _done(w: Words, k: int, j: int) -> int:
    """Behind "chủ trì (thực hiện)", "phối hợp (thực hiện)"."""
    k += w.tags[k][1]
    return k + 2 if k + 2 <= j and w.low[k : k + 2] in _DOES else k
