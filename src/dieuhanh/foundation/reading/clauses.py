"""Where one task ends and the next begins: sentences, semicolons and "đồng thời", never inside brackets, quotes or a list of things."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from . import lexicon as lex
from .together import partners_named, told_to_do, who_only
from .units import names_unit, units
from .verbs import order
from .words import Words

_OPEN: Final = {"(": ")", "[": "]", "“": "”", "«": "»", '"': '"'}
_FAR: Final = 120
_ABBREVIATED: Final = frozenset(
    ("tp", "tx", "tt", "ts", "ths", "gs", "pgs", "bs", "ks", "đ/c", "v.v", "st", "q", "p", "h", "vd", "no")
)
_SERVICE: Final = re.compile(
    r"(?:đảm bảo|bảo đảm)\s+(?:đầy đủ\s+|đủ\s+|tốt\s+|kịp thời\s+|các\s+|nguồn\s+|công tác\s+)*(?:điện|nước|kinh phí|trang thiết bị|trang bị|cơ sở vật chất"
    r"|phương tiện|nhân lực|nguồn lực|nguồn nhân lực|lực lượng|vật tư|thuốc|hậu cần|điều kiện|an sinh|chế độ|thông tin liên lạc|lương thực|thực phẩm|hàng hóa"
    r"|chiếu sáng|vệ sinh|nhà ở|chỗ ở|an ninh|trật tự|an toàn giao thông|giao thông|việc làm|dịch vụ|cung ứng|cung cấp|nguồn cung|vắc xin|giường bệnh|vốn)(?!\w)"
)
_ASSURES: Final = frozenset((("đảm", "bảo"), ("bảo", "đảm")))
_LIST_CUE: Final = re.compile(
    r"(?:sau|sau đây|như sau|nhiệm vụ|nội dung|giải pháp|yêu cầu|công việc|trọng tâm|các việc|cụ thể|có trách nhiệm)\s*$"
)
_EMPHASIS: Final = frozenset(("trong đó", "đặc biệt", "đặc biệt là", "nhất là", "trước hết"))


@dataclass(slots=True)
class Piece:
    """Words from `i` up to `j`; `after` is the sign before them: "" first, "." new sentence, ";", "đồng thời", ":" item of a colon list."""

    i: int
    j: int
    after: str
    lead_in: bool = False


def pieces(w: Words, i: int, j: int) -> list[Piece]:
    found: list[Piece] = []
    start, after = i, ""
    closings = _closings(w, i, j)
    things = False  # inside a list of things behind a colon
    k = i
    while k < j:
        word = w.low[k]
        if k in closings:
            k = closings[k] + 1
            continue
        if word == ":" and who_only(w, k + 1, j):
            found.append(Piece(start, k, after))
            start, after, things = k + 1, ":", False
            break
        if word == ":" and not things:
            things, cut = _colon(w, start, k, j)
            if cut:
                found.append(Piece(start, k, after, lead_in=True))
                start, after = k + 1, ":"
        elif word == ";" and (not things or _fresh(w, k + 1, j)) and not _partners_follow(w, k, j):
            things = False
            found.append(Piece(start, k, after))
            start, after = k + 1, ";"
        elif _ends_sentence(w, k, j):
            found.append(Piece(start, k, after))
            start, after, things = k + 1, ".", False
        elif (
            word == "đồng"
            and not things
            and k > start
            and w.low[k + 1 : k + 2] == ["thời"]
            and w.low[k + 2 : k + 3] != ["với"]
        ):
            found.append(Piece(start, k, after))
            start, after = k, "đồng thời"
            k += 1
        k += 1
    found.append(Piece(start, j, after))
    return [piece for piece in found if piece.i < piece.j]


def _partners_follow(w: Words, k: int, j: int) -> bool:
    """“X chủ trì; Y, Z phối hợp ...” is one clause, and so is "X chủ trì; phối hợp với Y ..."."""
    if k + 1 >= j or w.low[max(0, k - 2) : k] != ["chủ", "trì"]:
        return False
    return bool(w.tags[k + 1][0] & lex.COOP) or partners_named(w, k, j) is not None


def _closings(w: Words, i: int, j: int) -> dict[int, int]:
    """The word that closes each bracket or quotation opened among words `i` to `j`; what closes far off or never is left out."""
    found: dict[int, int] = {}
    opened: list[tuple[int, str]] = []
    for k in range(i, j):
        word = w.low[k]
        depth = next((d for d in (1, 2, 3) if len(opened) >= d and opened[-d][1] == word), 0) if opened else 0
        if depth:
            start = opened[-depth][0]
            del opened[-depth:]  # what was opened inside and never closed is given up
            if k - start <= _FAR:
                found[start] = k
        elif word in _OPEN:
            opened.append((k, _OPEN[word]))
    return found


def _ends_sentence(w: Words, k: int, j: int) -> bool:
    if w.low[k] not in (".", "!", "?"):
        return False
    if k + 1 < j and not w.follows_gap(k + 1):
        return (
            w.capital(k + 1)
            and k > 0
            and len(w.low[k - 1]) > 1
            and w.low[k - 1] not in _ABBREVIATED
            and w.low[k - 1].isalpha()
        )
    previous = w.low[k - 1] if k else ""
    return not (previous in _ABBREVIATED or (len(previous) == 1 and previous.isalpha() and k > 0 and w.capital(k - 1)))


def _colon(w: Words, start: int, k: int, j: int) -> tuple[bool, bool]:
    """Of the colon at word `k`: whether things are listed behind it, whether it parts a lead-in from orders."""
    if k + 1 >= j:
        return False, False
    first = past_marker(w, k + 1, j)
    tags = w.tags[first][0]
    acts = tags & (lex.VERB | lex.LIGHT | lex.SKIP | lex.CHAIR | lex.ASSIGN) and not tags & lex.NOUN
    cue = told_to_do(w, k) or _LIST_CUE.search(w.text(max(start, k - 4), k))
    if acts and cue and order(w, first, j):
        return False, True
    if names_unit(w, start, k) and units(w, start, k)[1] >= k:
        return False, False  # "Sở Y tế: tổ chức ..."
    if w.low[first] in ("“", '"') or (not tags and w.capital(first)):
        return False, False
    return True, False


def past_marker(w: Words, i: int, j: int) -> int:
    """The first word behind a marker inside a paragraph: "a)", "(i)", "2)"."""
    for opening in (1, 0):
        k = i + opening
        if k + 2 < j and w.low[k + 1] == ")" and len(w.low[k]) <= 4 and (not opening or w.low[i] == "("):
            return k + 2
    return i


def _fresh(w: Words, k: int, j: int) -> bool:
    """Behind a list of things an order begins anew with an adverb, a partner or the one who leads."""
    if (
        k >= j
        or not w.tags[k][0] & (lex.SKIP | lex.COOP | lex.CHAIR | lex.DUTY | lex.ASSIGN)
        or w.tags[k][0] & lex.INTRO
    ):
        return False
    return order(w, k, j) is not None


def dependent(w: Words, i: int, j: int) -> bool:
    """Whether the clause belongs to the one before it."""
    if tuple(w.low[i : i + 2]) in _ASSURES:
        return not _SERVICE.match(w.text(i, min(j, i + 9)))
    tags, length = w.tags[i]
    if not tags & lex.DEPENDENT:
        return False
    return length > 1 or not tags & lex.VERB


def emphasis(w: Words, i: int, j: int) -> bool:
    tags, length = w.tags[i]
    return bool(tags & lex.DEPENDENT) and w.text(i, i + length) in _EMPHASIS
