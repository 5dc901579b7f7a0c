"""A document's words cut into pieces by what was understood in them, paragraph by paragraph."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.text import slugify

from dieuhanh.kernel.documents.models import Mark, MarkKind

CSS = {
    MarkKind.HEADING: "m-head",
    MarkKind.TASK: "m-task",
    MarkKind.LEAD: "m-unit",
    MarkKind.COOP: "m-unit",
    MarkKind.DEADLINE: "m-day",
    MarkKind.TARGET: "m-goal",
    MarkKind.QUANTITY: "m-goal",
    MarkKind.CITATION: "m-cite",
    MarkKind.PROJECT: "m-name",
    MarkKind.PLACE: "m-name",
}


@dataclass(frozen=True, slots=True)
class TaskLink:
    """The task that stands on a stretch of words: its code and page, for those who may see it. `key`: what a page calls it that lights up
    every stretch of it together."""

    code: str
    url: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one paragraph under the same marks. `number` and `url` on the first piece of a task; `first`/`last` close its ends."""

    text: str
    kinds: tuple[str, ...] = ()
    css: str = ""
    title: str = ""
    number: str = ""
    url: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level` of its heading, 0 for plain text."""

    level: int
    is_heading: bool
    pieces: list[Piece]
    start: int

    @property
    def html(self) -> SafeString:
        """The pieces as one string: a document has thousands, too many for a template's loop."""
        return SafeString("".join(map(_marked, self.pieces)))


class Marked(NamedTuple):
    """A mark as read from the database for a page, without the row around it."""

    kind: str
    start: int
    end: int
    value: str


def _marked(piece: Piece) -> str:
    text = escape(piece.text)
    if not piece.css:
        return text
    title = f' title="{escape(piece.title)}"' if piece.title else ""
    title += f' data-d="{escape(piece.key)}"' if piece.key else ""
    if not piece.number:
        return f'<mark class="{piece.css}"{title}>{text}</mark>'
    number = escape(piece.number)
    shown = (
        f'<a class="no" href="{escape(piece.url)}">{number}</a>' if piece.url else f'<span class="no">{number}</span>'
    )
    return f'<mark class="{piece.css}"{title} id="w-{slugify(piece.number)}">{shown}{text}</mark>'


def paragraphs(
    text: str,
    marks: Iterable[Mark | Marked],
    clauses: Iterable[tuple[int, int]],
    links: Mapping[tuple[int, int], TaskLink],
) -> list[Paragraph]:
    """Every line with words; `clauses`: (start, level) of headings; `links` by (start, end) of a task's words."""
    levels = dict(clauses)
    by_start = sorted(marks, key=lambda m: (m.start, -m.end))
    made, begin, following = [], 0, 0
    open_marks: list[Mark | Marked] = []
    for line in text.splitlines(keepends=True):
        end = begin + len(line)
        while following < len(by_start) and by_start[following].start < end:
            open_marks.append(by_start[following])
            following += 1
        open_marks = [m for m in open_marks if m.end > begin]
        if line.strip():
            level = next((levels[m.start] for m in open_marks if m.kind == MarkKind.HEADING and m.start in levels), 0)
            stripped = begin + len(line.rstrip())
            made.append(Paragraph(level, level > 0, list(_pieces(text, begin, stripped, open_marks, links)), begin))
        begin = end
    return made


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines that the words from `start` to `end` stand on."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, last if last >= 0 else len(text)


def _pieces(
    text: str, begin: int, end: int, marks: list[Mark | Marked], links: Mapping[tuple[int, int], TaskLink]
) -> Iterator[Piece]:
    cuts = sorted({begin, end, *(min(max(p, begin), end) for m in marks for p in (m.start, m.end))})
    for left, right in itertools.pairwise(cuts):
        over = [m for m in marks if m.start <= left and right <= m.end and m.kind != MarkKind.HEADING]
        task = next((m for m in reversed(over) if m.kind == MarkKind.TASK), None)  # of two, the inner one
        link = links.get((task.start, task.end)) if task else None
        first = link if link and task and task.start == left else None
        kinds = tuple(dict.fromkeys(m.kind for m in over))
        yield Piece(
            text=text[left:right],
            kinds=kinds,
            css=" ".join(dict.fromkeys(CSS[MarkKind(k)] for k in kinds)),
            title="; ".join(_meaning(m) for m in over if m.kind != MarkKind.TASK),
            number=first.code if first else "",
            url=first.url if first else "",
            key=link.key if link else "",
        )


def _meaning(mark: Mark | Marked) -> str:
    """What a pointer resting on the words is told: "thời hạn: 2021-11"."""
    kind = MarkKind(mark.kind)
    return f"{kind.label}: {mark.value}" if mark.value else str(kind.label)
