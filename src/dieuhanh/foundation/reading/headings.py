"""Which blocks title what stands below them, and how deep."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from . import lexicon as lex
from .blocks import RANK, Block
from .labels import label
from .tables import Row
from .together import partners_named
from .units import Range, names_unit, units
from .verbs import order
from .words import Words

_END: Final = ".:;,"
_TITLE_MOST: Final = 420
_RUN_IN_MOST: Final = 140
_ABOUT_UNIT: Final = re.compile(
    r"(?:về\s+)?(?:trách\s+nhiệm|nhiệm\s+vụ|phân\s+công(?:\s+nhiệm\s+vụ)?|đối\s+với|giao|đề\s+nghị|yêu\s+cầu|kính\s+đề\s+nghị)(?:\s+(?:của|cho|đối\s+với|và\s+quyền\s+hạn\s+của))?\s+"
)
_ATTACHMENT: Final = re.compile(
    r"[(*]{1,3}(?:ban\s+hành\s+)?kèm\s+theo|(?:phụ\s+lục|danh\s+mục|quy\s+chế|quy\s+định|chương\s+trình|kế\s+hoạch)(?!\w)"
)
_NO_TITLE: Final = re.compile(r"(?:gồm|bao gồm|như|trong đó|các dự án|địa chỉ|cụ thể|số|là)\s*$")
_NOT_WORK: Final = re.compile(
    r"(?:\d+[.)]\s*)?(?:về\s+)?(?:mục\s+(?:đích|tiêu|tiêu\s+chung)|yêu\s+cầu(?!\s+\w+\s+\w+\s+\w+\s+\w)|quan\s+điểm|nguyên\s+tắc|phạm\s+vi|đối\s+tượng|căn\s+cứ|cơ\s+sở\s+pháp\s+lý|sự\s+cần\s+thiết|đánh\s+giá\s+(?:chung|tình\s+hình)|tình\s+hình"
    r"|đặc\s+điểm|bối\s+cảnh|kết\s+quả(?:\s+(?:đạt|thực))|hạn\s+chế|tồn\s+tại|nguyên\s+nhân|ưu\s+điểm|khuyết\s+điểm|bài\s+học|thành\s+phần|giải\s+thích|dự\s+báo\s+tình|những\s+kết\s+quả|nhận\s+định|chỉ\s+tiêu|các\s+chỉ\s+tiêu|thời\s+gian(?:,\s+địa\s+điểm)?(?:\s+thực\s+hiện|\s+tổ\s+chức)?$|kinh\s+phí$)"
)
_PRODUCT_PARTS: Final = re.compile(
    r"(?:tập\s+trung\s+vào|gồm|bao\s+gồm|kết\s+cấu)(?:\s+\w+){0,4}\s*(?:nội\s+dung|phần|mục|chuyên\s+đề|nhóm)?"
)


@dataclass(slots=True)
class Title:
    """A heading among the blocks: its words `i` to `j`, where it ends in the prepared text, and what it says about the work below."""

    block: int
    level: int
    start: int
    end: int
    i: int
    j: int
    run_in: bool = False
    body: int = -1  # the first word of the run-in text
    table: bool = False
    lead: list[Range] = field(default_factory=list)
    coop: list[Range] = field(default_factory=list)
    works: bool = True  # False under purposes, principles, descriptions


def headings(w: Words, found: list[Block], rows: dict[int, Row]) -> list[Title]:
    titles: list[Title] = []
    kinds: list[str] = []
    for n, block in enumerate(found):
        if _attaches(w, block):
            kinds.clear()
        title = _group(w, rows[n]) if n in rows else _title(w, found, n)
        if title is None:
            continue
        title.level = _level(kinds, _kind(w, block))
        _told(w, title)
        titles.append(title)
    return titles


def _group(w: Words, row: Row) -> Title | None:
    """A row that only names the rows below it."""
    if not row.group:
        return None
    number, name = (c for c in row.cells if c[0] < c[1])
    return Title(row.block, 0, w.starts[number[0]], w.ends[name[1] - 1], *name, table=True)


def _kind(w: Words, block: Block) -> str:
    if block.kind != "row":
        return block.kind
    first = w.low[w.at(block.start) + (w.prepared.low[block.start] == "|")]
    return "roman row" if first.strip("ivxl") == "" else "number row" if first.isdigit() else "letter row"


def _attaches(w: Words, block: Block) -> bool:
    """Whether an attachment begins here: "PHỤ LỤC" or "(Kèm theo ...)" on a line of its own."""
    if block.kind or block.end - block.start > _TITLE_MOST:
        return False
    named = _ATTACHMENT.match(w.prepared.low, block.start, block.end)
    return named is not None and (
        w.prepared.low[block.start] in "(*" or w.prepared.shown[block.start : named.end()].isupper()
    )


def _level(kinds: list[str], kind: str) -> int:
    """The depth of a marker of this kind: inside all kinds above it that number coarser."""
    if kind in kinds:
        del kinds[kinds.index(kind) + 1 :]
        return len(kinds)
    while kinds and RANK.get(kinds[-1], 0) > RANK.get(kind, 99):
        kinds.pop()
    kinds.append(kind)
    return len(kinds)


def _title(w: Words, found: list[Block], n: int) -> Title | None:
    block = found[n]
    if block.kind == "row":
        return None
    if not block.outline or block.kind in ("ordinal", "small"):
        return None
    i, j = w.at(block.body), w.at(block.end)
    if block.kind in ("article", "part"):
        return _article(w, found, n, i, j)
    if i >= j or label(w, i, j):
        return None
    return _whole(w, found, n, i, j) or _run_in(w, found, n, i, j)


def _made(w: Words, found: list[Block], n: int, i: int, j: int, run_in: bool, body: int = -1) -> Title:
    end = w.ends[j - 1] if j > i else found[n].body
    return Title(n, 0, found[n].start, end, i, j, run_in, body)


def _article(w: Words, found: list[Block], n: int, i: int, j: int) -> Title:
    """“Điều 1. Phạm vi” titles what follows; "Điều 1. Giao Bộ Công an ..." is the marker alone."""
    block = found[n]
    topic = (
        j > i
        and w.low[j - 1] not in (".", ";", ":", "/")
        and n + 1 < len(found)
        and block.end - block.body < _TITLE_MOST
    )
    if i >= j or topic:
        end = w.ends[j - 1] if j > i else _bare(w, block)
        return Title(n, 0, block.start, end, i, j)
    return Title(n, 0, block.start, _bare(w, block), i, i, run_in=True, body=i)


def _bare(w: Words, block: Block) -> int:
    end = block.body
    while end > block.start and w.prepared.low[end - 1].isspace():
        end -= 1
    return end


def _children(found: list[Block], n: int) -> bool:
    """Whether a block below belongs to this one."""
    if n + 1 >= len(found):
        return False
    below = found[n + 1]
    return below.rank > found[n].rank


def _whole(w: Words, found: list[Block], n: int, i: int, j: int) -> Title | None:
    """A block that is a title from end to end."""
    block = found[n]
    last = w.low[j - 1]
    if (
        block.kind in ("roman", "upper")
        and block.end - block.body <= _TITLE_MOST
        and (last not in (".", ";") or w.prepared.shown[block.body : block.end].isupper())
    ):
        return _made(w, found, n, i, _cut(w, i, j), False)
    if block.end - block.body > _TITLE_MOST or not _children(found, n):
        return None
    if last == ":":
        return _made(w, found, n, i, _cut(w, i, j), False)
    if last in (";", "/", "!") or (last == "." and not _topic(w, i, j - 1) and not _titled_list(w, found, n, i, j - 1)):
        return None
    if last == "," or (names_unit(w, i, j) and ";" in w.low[i:j]) or _sentence(w, found, n, i, j):
        return None
    return _made(w, found, n, i, _cut(w, i, j), False)


def _sentence(w: Words, found: list[Block], n: int, i: int, j: int) -> bool:
    """A unit told something in full, with no unit or time line below: an item whose final point was forgotten."""
    told = order(w, i, j) if names_unit(w, i, j) and j - i >= 25 else None
    if told is None or w.tags[told.head[0]][0] & lex.COOP:
        return False
    below = found[n + 1]
    return label(w, w.at(below.body), w.at(below.end)) is None


def _cut(w: Words, i: int, j: int) -> int:
    while j > i + 1 and w.low[j - 1] in _END:
        j -= 1
    return j


def _topic(w: Words, i: int, j: int) -> bool:
    """Whether words ending in a point are a mere topic or unit ("c) Bộ Nội vụ.")."""
    if j - i > 14 or "." in w.low[i:j] or ";" in w.low[i:j]:
        return False
    if names_unit(w, i, j):
        return units(w, i, j)[1] >= j
    return order(w, i, j) is None


def _titled_list(w: Words, found: list[Block], n: int, i: int, j: int) -> bool:
    """One sentence that tells no unit, with numbered items below: a title with a point behind it."""
    below = found[n + 1]
    return (
        below.outline
        and j - i <= 45
        and not names_unit(w, i, j)
        and not any(sign in (".", ";", ":") for sign in w.low[i:j])
    )


def _run_in(w: Words, found: list[Block], n: int, i: int, j: int) -> Title | None:
    """“1. Title: body” and "2. Title. Body ...": the title before the sign, the body on the same line."""
    for k in range(i, min(j, i + 40)):
        if w.low[k] == ";" or w.starts[k] - w.starts[i] > _RUN_IN_MOST:
            return None
        if w.low[k] == ":" and k + 1 < j:
            return _made(w, found, n, i, k, True, k + 1) if _colon_title(w, i, k, j) else None
        if w.low[k] == "." and k + 1 < j and w.follows_gap(k + 1):
            return _made(w, found, n, i, k, True, k + 1) if _point_title(w, i, k, j) else None
    return None


def _colon_title(w: Words, i: int, k: int, j: int) -> bool:
    if _NO_TITLE.search(w.text(i, k)):
        return False
    start = _told_from(w, i, k)
    named, end = units(w, start, k) if names_unit(w, start, k) else ([], start)
    if named and end >= k:
        body = k + 4 if w.low[k + 1] == "(" else k + 1
        proper = w.capital(k + 1) and not w.tags[k + 1][0] and w.low[k + 1] != "("
        return body < j and not proper and order(w, body, j) is not None
    if w.low[i] == "về":
        return True
    return w.capital(k + 1) and w.starts[k] - w.starts[i] < 100 and (j - k) > (k - i) and not names_unit(w, i, k)


def _told_from(w: Words, i: int, j: int) -> int:
    """The first word behind "Trách nhiệm của", "Đề nghị" and the like."""
    match = _ABOUT_UNIT.match(w.prepared.low, w.starts[i], w.ends[j - 1])
    return w.at(match.end()) if match else i


def _point_title(w: Words, i: int, k: int, j: int) -> bool:
    """A short first sentence without a unit, spelled out by several sentences behind it."""
    if names_unit(w, i, k) or (j - k) < 2.5 * (k - i) or k - i < 3:
        return False
    sentences = sum(1 for t in range(k + 1, j) if w.low[t] == "." and (t + 1 >= j or w.capital(t + 1)))
    opening = w.tags[k + 1][0] & (lex.DEPENDENT | lex.DUTY | lex.STATED) or w.low[k + 1] in (
        "đây",
        "thống",
        "cần",
        "phải",
    )
    return sentences >= 2 and bool(opening)


def _told(w: Words, title: Title) -> None:
    """Units the title names for the work below, and whether work stands below at all."""
    i, j = title.i, title.j
    if i >= j:
        return
    text = w.text(i, j)
    title.works = not (_NOT_WORK.match(text) or _parts_of_product(w, i, j, text))
    start = _told_from(w, i, j)
    if not names_unit(w, start, j):
        return
    lead, k = units(w, start, j)
    if lead and 0 < j - k <= 4 and w.tags[k][0] & lex.VERB and "," not in w.low[k:j]:
        lead[-1], k = (lead[-1][0], j), j  # "Cục Kinh tế - Quản lý đầu tư xây dựng" goes on in small letters
    if k >= j or w.low[k] in (",", "(") or w.tags[k][0] & (lex.PREDICATE | lex.INTRO):
        title.lead = [u for u in lead if u[1] - u[0] > 1 or w.low[u[0]] == "ubnd"]
        title.coop = _partners(w, k, j)


def _partners(w: Words, k: int, j: int) -> list[Range]:
    while k < j:
        before = partners_named(w, k + w.tags[k][1], j) if w.tags[k][0] & lex.CHAIR else None
        if before:
            return before[0]
        if w.tags[k][0] & lex.COOP:
            k += w.tags[k][1]
            while k < j and w.low[k] in ("với", "cùng", "chặt", "chẽ"):
                k += 1
            return units(w, k, j)[0]
        k += 1
    return []


def _parts_of_product(w: Words, i: int, j: int, text: str) -> bool:
    """“Bản tin ..., tập trung vào các nhóm nội dung”: what a thing contains is no work."""
    if names_unit(w, i, j) or (w.tags[i][0] & (lex.VERB | lex.SKIP | lex.LIGHT) and not w.tags[i][0] & lex.NOUN):
        return False
    return bool(_PRODUCT_PARTS.search(text)) and "nhiệm vụ" not in text
