"""The text as blocks: a list item, a paragraph or a table row, its marker apart, hard-wrapped lines put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from .lexicon import PREDICATE, tag
from .prepared import Prepared

_MARKERS: Final = (
    ("part", re.compile(r"(?:phần|chương|mục)\s+(?:thứ\s+\w+|[ivxl]+|\d+)(?!\w)[.:]?(?=\s|$)")),
    ("article", re.compile(r"điều\s+\d+[a-zđ]?(?:\.(?!\d)|:)?(?:\[\d+\])?(?=\s|$)")),
    ("roman", re.compile(r"[ivxl]{1,6}(?:\s?[.)/]|\s?-)(?=\s)|(?:[ivxl]{1,6}[.)])(?=\w{2})")),
    ("dotted3", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}[.)]?(?=\s)")),
    ("dotted2", re.compile(r"\d{1,2}\.\d{1,2}[.)]?(?=\s)")),
    ("number", re.compile(r"\d{1,3}[.)/](?:\[\d+\])?(?=\s|$)|\d{1,3}[.)](?=[^\W\d])")),
    ("paren", re.compile(r"\(\d{1,2}\)")),
    ("letter", re.compile(r"[a-zđ][.)](?=\s|[^\W\d_])")),
    (
        "ordinal",
        re.compile(
            r"(?:thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là)\s*[,:]"
        ),
    ),
    ("bullet", re.compile(r"[-*•●▪–](?=\s|[^\W\d])")),
    ("plus", re.compile(r"\+(?=\s|\w)")),
    ("small", re.compile(r"\((?:[ivx]{1,5}|[a-zđ])\)")),
)
_FIRST: Final = frozenset("pcmđ(ivxl0123456789thbn-*•●▪–+") | frozenset("abcdđeghiklmnopqrstuvxy")
RANK: Final = {
    "part": 1,
    "article": 2,
    "roman": 2,
    "upper": 2,
    "number": 4,
    "paren": 4,
    "dotted2": 5,
    "dotted3": 6,
    "letter": 7,
    "ordinal": 7,
    "small": 8,
    "bullet": 9,
    "plus": 10,
}
_INLINE: Final = re.compile(r"(?<=[.:;])\s+(?=\d{1,2}\.\d{1,2}\.\s+[^\W\d_])")
_FINAL: Final = frozenset(".:;!?")
_LONG_ITEM: Final = 150
# A wrapped line may end where the group of words goes on with a capital: "báo cáo của Bộ" / "Tư pháp".
_HANGS: Final = re.compile(
    r"(?:,|\s-|(?<!\w)(?:và|của|với|các|những|số|về|theo|do|tại|cho|trong|Bộ|Sở|Phòng|Ủy ban|Uỷ ban|Ban|Đảng ủy|Đảng uỷ))$"
)
_ROW_NUMBER: Final = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-ZĐa-zđ])[.)]?\t")
_RULE: Final = re.compile(r"\|?[\s:|+=_*-]+$")


@dataclass(frozen=True, slots=True)
class Block:
    """From `start` to `end`, both without white space; the words begin at `body`, behind the marker."""

    kind: str  # "" for a paragraph, "row" for a table row, else a kind of marker
    start: int
    body: int
    end: int

    @property
    def rank(self) -> int:
        return RANK.get(self.kind, 99)

    @property
    def outline(self) -> bool:
        """Whether its marker numbers it (a bullet does not)."""
        return 0 < self.rank < 9


def _marker(p: Prepared, start: int, end: int) -> tuple[str, int]:
    if p.low[start] not in _FIRST:
        return "", start
    for kind, pattern in _MARKERS:
        match = pattern.match(p.low, start, end)
        if match:
            if kind == "roman" and not p.shown[start].isupper():
                continue
            upper = kind == "letter" and p.shown[start].isupper()
            body = match.end()
            while body < end and p.low[body] in " \u200b":
                body += 1
            return ("upper" if upper else kind), body
    return "", start


def _lines(p: Prepared, low: int, high: int) -> Iterator[tuple[int, int]]:
    at = low
    while at < high:
        stop = p.low.find("\n", at, high)
        stop = high if stop < 0 else stop
        start, end = at, stop
        while start < end and p.low[start].isspace():
            start += 1
        while end > start and p.low[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end
        at = stop + 1


def _wraps(p: Prepared, above: Block, start: int, width: int) -> bool:
    """Whether an unmarked line goes on with the sentence of the block above."""
    first = p.shown[start]
    if p.low[above.end - 1] == ";" and first.islower():
        return True
    if p.low[above.end - 1] in _FINAL or above.kind == "row":
        return False
    if first.islower() or first in ",;)":
        return True
    last_line = p.low.rfind("\n", above.start, above.end) + 1 or above.start
    if above.kind and above.body >= above.end:
        return False
    return bool(_HANGS.search(p.shown, max(above.start, above.end - 12), above.end)) or (
        width > 0 and above.end - last_line >= width
    )


def _wrap_width(p: Prepared, lines: list[tuple[int, int]]) -> int:
    """The width most lines are cut at, 0 where the text is not hard-wrapped."""
    cut = [b - a for (a, b), (c, _) in pairwise(lines) if p.low[b - 1] not in _FINAL and p.shown[c].islower()]
    if len(cut) < 8 or len(cut) * 3 < len(lines):
        return 0
    return max(40, sorted(cut)[len(cut) // 2] - 15)


def blocks(p: Prepared, low: int, high: int) -> list[Block]:
    lines = list(_lines(p, low, high))
    width = _wrap_width(p, lines)
    found: list[Block] = []
    for start, end in lines:
        if p.low[start] == "|" or _tabbed(p, start, end):
            if not _RULE.match(p.low, start, end):
                found.append(Block("row", start, start, end))
            continue
        if _RULE.match(p.low, start, end):
            continue
        kind, body = _marker(p, start, end)
        if found and (_unfinished(p, found[-1], kind, body) if kind else _joins(p, found[-1], start, width)):
            above = found[-1]
            found[-1] = replace(above, body=above.body if above.body < above.end else start, end=end)
            continue
        found.extend(_parts(p, Block(kind, start, body, end)))
    return found


def _unfinished(p: Prepared, above: Block, kind: str, body: int) -> bool:
    """Whether a dash goes on with the line above: an item of several clauses that ends without any sign."""
    if kind != "bullet" or not above.outline or p.low[above.end - 1] in _FINAL:
        return False
    opening = p.low[body : body + 50]
    if tag(opening.split() or [""], 0)[0] & PREDICATE or ":" in opening:
        return False  # an item or a label of its own
    return above.end - above.body > _LONG_ITEM and p.low.find(";", above.body, above.end) > 0


def _tabbed(p: Prepared, start: int, end: int) -> bool:
    """Whether tabs part the line into the cells of a table."""
    tabs = p.aligned.text.count("\t", start, end)
    return tabs > 1 or (tabs == 1 and bool(_ROW_NUMBER.match(p.aligned.text, start, end)))


def _joins(p: Prepared, above: Block, start: int, width: int) -> bool:
    return (bool(above.kind) and above.body >= above.end and above.kind != "row") or _wraps(p, above, start, width)


def _parts(p: Prepared, block: Block) -> Iterator[Block]:
    """A paragraph that runs on into "4.1. ..." is cut there."""
    at = block
    for match in _INLINE.finditer(p.low, block.body, block.end):
        yield replace(at, end=match.start())
        kind, body = _marker(p, match.end(), block.end)
        at = Block(kind, match.end(), body, block.end)
    yield at
