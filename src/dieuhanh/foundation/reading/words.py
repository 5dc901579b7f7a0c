"""A text cut once into words and signs, each with its place and the part of speech the lexicon gives the phrase that starts there."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from .lexicon import NO_TAG, PHRASES, VERB, tag
from .prepared import Prepared

# A point, comma or colon inside a number and a slash or hyphen inside a symbol do not part words.
_WORD: Final = re.compile(r"\w+(?:[,.:]\d\w*|[/_-]\w+)*+|\.{2,}|…|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Words:
    """Words by number: `low` in lower case, `starts` and `ends` in the prepared text, `tags` as (classes, words of the phrase)."""

    prepared: Prepared
    low: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[tuple[int, int]]

    def at(self, offset: int) -> int:
        """The number of the first word that starts at `offset` or later."""
        return bisect_left(self.starts, offset)

    def capital(self, i: int) -> bool:
        return self.prepared.shown[self.starts[i]].isupper()

    def follows_gap(self, i: int) -> bool:
        """Whether white space stands before word `i`."""
        return i == 0 or self.starts[i] > self.ends[i - 1]

    def text(self, i: int, j: int) -> str:
        """The words from `i` up to `j` in lower case, single blanks between them where the line breaks."""
        shown = self.prepared.low[self.starts[i] : self.ends[j - 1]] if i < j else ""
        return " ".join(shown.split()) if "\n" in shown or "  " in shown else shown


def cut(prepared: Prepared, start: int, end: int) -> Words:
    spans = [match.span() for match in _WORD.finditer(prepared.low, start, end)]
    low = [prepared.low[a:b] for a, b in spans]
    starts = [a for a, _ in spans]
    ends = [b for _, b in spans]
    known = PHRASES
    tags = [tag(low, i) if word in known else NO_TAG for i, word in enumerate(low)]
    w = Words(prepared, low, starts, ends, tags)
    _part_at_names(w)
    return w


def _part_at_names(w: Words) -> None:
    """“Giao Ban Quản lý ...” is no “giao ban”: a verb of one word stands before a name."""
    for i, (classes, length) in enumerate(w.tags):
        if (
            length > 1
            and classes & VERB
            and i + 1 < len(w.low)
            and w.capital(i + 1)
            and not w.prepared.shown[w.ends[i] - 1].isupper()
        ):
            alone = next((c for _, n, c in PHRASES[w.low[i]] if n == 1), 0)
            if alone & VERB:
                w.tags[i] = (alone, 1)
