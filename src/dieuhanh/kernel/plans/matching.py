"""Which of the office's areas a heading of a plan belongs to: by the key words the office gave each area."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dieuhanh.foundation.vietnamese.text import fold

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class AreaWords:
    """An area's id and its key phrases, folded, one space between words."""

    area_id: int
    phrases: tuple[str, ...]


def plain_words(text: str) -> str:
    return _NOT_WORD.sub(" ", fold(text)).strip()


def area_words(area_id: int, words: str) -> AreaWords:
    """`words`: the key phrases as the office typed them, parted by `;` or line ends."""
    phrases = {plain_words(part) for part in re.split(r"[;\n]", words)}
    return AreaWords(area_id, tuple(sorted(phrases - {""}, key=lambda p: (-len(p), p))))


def match_area(title: str, areas: Iterable[AreaWords]) -> int | None:
    """The one area whose phrases cover most of the heading; None where none fits or two fit equally well."""
    text = f" {plain_words(title)} "
    scores = sorted(((_covered(text, area.phrases), area.area_id) for area in areas), reverse=True)
    if not scores or scores[0][0] == 0:
        return None
    if len(scores) > 1 and scores[1][0] == scores[0][0]:
        return None
    return scores[0][1]


def _covered(text: str, phrases: tuple[str, ...]) -> int:
    """How many letters of the text the phrases cover; a longer phrase first, so that none counts inside another."""
    covered = 0
    for phrase in phrases:
        if f" {phrase} " in text:
            covered += len(phrase)
            text = text.replace(f" {phrase} ", " | ")
    return covered
