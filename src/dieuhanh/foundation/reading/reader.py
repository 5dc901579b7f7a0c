"""Reads an official text: its letterhead, its outline, and the tasks it gives, each with its place in the text as given."""

from __future__ import annotations

import re
from typing import Final

from .blocks import Block, blocks
from .citations import find_citations
from .deadlines import Due
from .drafts import Draft
from .headings import Title, headings
from .letterhead import read_meta
from .model import Deadline, Heading, Reading, Task, UnitMention
from .named import find_places, find_projects
from .prepared import Prepared, prepare
from .settle import finish
from .tables import table_rows
from .targets import find_targets
from .tasks import TaskWalk
from .units import Range, units
from .words import Words, cut

_ANNOUNCES: Final = re.compile(
    r"(?:sau|sau đây|quyết định|quyết nghị|chỉ thị|yêu cầu|kết luận|thông báo|như|điện|nội dung|nhiệm vụ|giải pháp|kế hoạch)\s*:$"
)
_DEMAND: Final = re.compile(r"(?:yêu\s+cầu|đề\s+nghị|giao|chỉ\s+đạo)\s+")


def read(text: str, *, year: int | None = None) -> Reading:
    """`year`: of days that name none, where the text has no letterhead that tells."""
    meta, scope = read_meta(text)
    p = prepare(text)
    w = cut(p, p.offset(scope[0]), p.offset(scope[1]))
    found = blocks(p, p.offset(scope[0]), p.offset(scope[1]))
    rows = table_rows(w, found)
    titles = headings(w, found, rows)
    year = int(meta.date[:4]) if meta.date else year
    begin = _begin(p, found)
    walk = TaskWalk(w, found, titles, rows, begin, year, _told_all(w, found, begin), meta.issuer)
    drafts = finish(w, walk.walk(), year)
    return Reading(
        meta=meta,
        headings=tuple(_heading(p, w, found, title) for title in titles),
        tasks=tuple(_task(p, w, draft, titles) for draft in drafts),
        targets=tuple(find_targets(text)),
        citations=tuple(find_citations(text)),
        projects=tuple(find_projects(text)),
        places=tuple(find_places(text)),
        scope=scope,
    )


def _begin(p: Prepared, found: list[Block]) -> int:
    """The first block that may give orders: behind the sentence that announces them, or the first numbered one."""
    numbered = next((n for n, block in enumerate(found) if block.outline), None)
    if numbered is not None:
        return numbered
    announced = [
        n for n in range(len(found)) if _ANNOUNCES.search(p.low, max(found[n].start, found[n].end - 40), found[n].end)
    ]
    return announced[-1] + 1 if announced else 0


def _told_all(w: Words, found: list[Block], begin: int) -> list[Range]:
    """The units the announcing sentence tells, for items that name nobody."""
    if begin == 0 or begin > len(found):
        return []
    block = found[begin - 1]
    i, j = w.at(block.body), w.at(block.end)
    if j <= i or w.low[j - 1] != ":":
        return []
    matches = list(_DEMAND.finditer(w.prepared.low, w.starts[i], w.ends[j - 1]))
    for match in reversed(matches):
        k = w.at(match.end())
        named, after = units(w, k, j)
        if named and after < j - 1:
            return named
    return []


def _heading(p: Prepared, w: Words, found: list[Block], title: Title) -> Heading:
    block = found[title.block]
    start, end, _ = p.place(title.start, title.end)
    marker = p.place(block.start, w.starts[title.i] if title.table else block.body)[2].strip().strip("|").strip()
    words = p.place(w.starts[title.i], w.ends[title.j - 1])[2] if title.j > title.i else ""
    return Heading(title.level, marker, " ".join(words.split()), start, end, title.run_in)


def _mention(p: Prepared, w: Words, unit: Range, inherited: bool) -> UnitMention:
    start, end, text = p.place(w.starts[unit[0]], w.ends[unit[1] - 1])
    return UnitMention(text, start, end, inherited)


def _deadline(p: Prepared, due: Due | None) -> Deadline | None:
    if due is None:
        return None
    start, end, text = p.place(due.start, due.end)
    return Deadline(text, start, end, due.type, due.iso)


def _task(p: Prepared, w: Words, draft: Draft, titles: list[Title]) -> Task:
    start, end, text = p.place(w.starts[draft.i], w.ends[draft.j - 1])
    head = p.place(w.starts[draft.head[0]], w.ends[draft.head[1] - 1])[2]
    lead = [_mention(p, w, unit, True) for unit in draft.passed] if not draft.lead or draft.passed else []
    lead += [_mention(p, w, unit, False) for unit in draft.lead]
    coop = [_mention(p, w, unit, True) for unit in draft.passed_coop] + [
        _mention(p, w, unit, False) for unit in draft.coop
    ]
    product = (
        p.place(w.starts[draft.product[0]], w.ends[draft.product[1] - 1])[2]
        if draft.product and draft.product[1] > draft.product[0]
        else None
    )
    return Task(
        start,
        end,
        text,
        head,
        tuple(lead),
        tuple(coop),
        _deadline(p, draft.due or draft.passed_due),
        product,
        draft.title,
    )
