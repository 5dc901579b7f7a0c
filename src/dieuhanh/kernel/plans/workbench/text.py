"""The document's words on the workbench, each draft marked where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from dieuhanh.kernel.documents.models import MarkKind
from dieuhanh.kernel.journal.generation import kept_until_written
from dieuhanh.kernel.plans.document_page import marks_of
from dieuhanh.kernel.plans.marked_text import Marked, Paragraph, TaskLink, around, paragraphs
from dieuhanh.kernel.plans.models import Settled
from dieuhanh.kernel.plans.workbench.rows import Bench, drafts_visible_to

LEAF = 24  # paragraphs that a browser lays out together, and not before they come near the screen


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph; `swapped`: it takes the place of the one that a page has."""

    paragraph: Paragraph

    def html(self, swapped: bool = False) -> str:
        oob = ' hx-swap-oob="true"' if swapped else ""
        at, inner = self.paragraph.start, self.paragraph.html
        if self.paragraph.is_heading:
            return f'<h3 class="m-head" id="p{at}" data-at="{at}"{oob}>{inner}</h3>'
        return f'<p id="p{at}" data-at="{at}"{oob}>{inner}</p>'


def whole_text(bench: Bench) -> SafeString:
    """Kept until somebody writes: the marks of sixty pages are laid out once."""
    return kept_until_written(("workbench text", *bench.kept_under), lambda: SafeString("".join(_leaves(bench))))


def _leaves(bench: Bench) -> Iterator[str]:
    lines = _lines(bench, marks_of(bench.document.marks.exclude(kind=MarkKind.TASK)))
    for first in range(0, len(lines), LEAF):
        yield f'<div class="leaf">{"".join(line.html() for line in lines[first : first + LEAF])}</div>'


def changed_lines(bench: Bench, spans: list[tuple[int, int]]) -> SafeString:
    """The paragraphs that these words stand on, to be put in place of those of a page."""
    if not spans:
        return SafeString("")
    begin, until = around(bench.text, min(start for start, _ in spans), max(end for _, end in spans))
    near = bench.document.marks.exclude(kind=MarkKind.TASK).filter(start__lt=until, end__gt=begin)
    lines = [line for line in _lines(bench, marks_of(near)) if _under(line, spans)]
    return SafeString("".join(line.html(swapped=True) for line in lines))


def _under(line: Line, spans: list[tuple[int, int]]) -> bool:
    return any(line.paragraph.start < end and _end(line) > start for start, end in spans)


def _end(line: Line) -> int:
    return line.paragraph.start + sum(len(piece.text) for piece in line.paragraph.pieces)


def _lines(bench: Bench, marks: list[Marked]) -> list[Line]:
    drafts = drafts_visible_to(bench.viewer, bench.plan).exclude(settled=Settled.REJECTED)
    found = drafts.values_list("task__start", "task__end", "task__code", "pk")
    links = {(s or 0, e or 0): TaskLink(code or "", f"?open={pk}#d-{pk}", str(pk)) for s, e, code, pk in found}
    marks = [*marks, *(Marked(MarkKind.TASK, start, end, "") for start, end in links)]
    levels = bench.document.clauses.values_list("start", "level")
    return [Line(paragraph) for paragraph in paragraphs(bench.text, marks, levels, links)]


def place_of(text: str, words: str, near: int) -> tuple[int, int] | None:
    """Where the words stand in the text, the nearest of several places; spaces and line ends are all the same."""
    parts = words.split()
    if not parts:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, parts)))
    found = [(match.start(), match.end()) for match in pattern.finditer(text)]
    return min(found, key=lambda span: abs(span[0] - near), default=None)


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without the spaces around; None where the places hold no words."""
    if not 0 <= start < end <= len(text):
        return None
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = end - (len(words) - len(words.rstrip()))
    return (first, last) if first < last else None
