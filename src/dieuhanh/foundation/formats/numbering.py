"""The numbers that Word draws before paragraphs and does not write into them: "1.", "a)", "Điều 2."."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    words: str
    start: int


class Numbering:
    """Counts along the document; ask for every paragraph in order."""

    def __init__(self, numbers: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbers is not None:
            self._read(numbers)
        for style in styles if styles is not None else ():
            if place := _place(style.find("pPr")):
                self._of_style[style.get("styleId", "")] = place

    def _read(self, numbers: Element) -> None:
        kinds = {
            abstract.get("abstractNumId", ""): dict(map(_level, abstract.findall("lvl")))
            for abstract in numbers.findall("abstractNum")
        }
        for num in numbers.findall("num"):
            self._levels[num.get("numId", "")] = kinds.get(_val(num.find("abstractNumId")), {})

    def mark(self, properties: Element | None) -> str:
        """What stands before the paragraph with these properties, a blank behind it; nothing where there is none."""
        style = _val(properties.find("pStyle")) if properties is not None else ""
        inherited = self._of_style.get(style)
        place = _place(properties) or inherited
        if place is None:
            return ""
        number, depth = place[0] or (inherited or ("", 0))[0], place[1]
        levels = self._levels.get(number, {})
        level = levels.get(depth)
        if level is None or number == "0":
            return ""
        counts = self._counts[number]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [key for key in counts if key > depth]:
            del counts[deeper]
        if level.kind == "bullet":
            return "- "
        shown = _PLACE.sub(lambda match: self._figure(levels, counts, int(match[1]) - 1), level.words)
        return f"{shown} " if shown.strip() else ""

    @staticmethod
    def _figure(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        return _figure(level.kind, counts.get(depth, level.start)) if level else ""


def _level(level: Element) -> tuple[int, _Level]:
    start = _val(level.find("start"))
    return _whole(level.get("ilvl", "0")), _Level(
        _val(level.find("numFmt")), _val(level.find("lvlText"))[:40], _whole(start) if start else 1
    )


def _place(properties: Element | None) -> tuple[str, int] | None:
    found = properties.find("numPr") if properties is not None else None
    if found is None:
        return None
    return _val(found.find("numId")), _whole(_val(found.find("ilvl")))


def _val(element: Element | None) -> str:
    return element.get("val", "") if element is not None else ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _figure(kind: str, number: int) -> str:
    match kind:
        case "none":
            return ""
        case "lowerLetter" | "upperLetter" if number > 0:
            letters = _LETTERS[(number - 1) % 26] * min(3, (number - 1) // 26 + 1)
            return letters.upper() if kind == "upperLetter" else letters
        case "lowerRoman" | "upperRoman" if 0 < number < 40:
            roman = _roman(number)
            return roman.upper() if kind == "upperRoman" else roman
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(min(number, _MOST))


def _roman(number: int) -> str:
    """
    >>> _roman(4), _roman(19), _roman(38)
    ('iv', 'xix', 'xxxviii')
    """
    words = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        words += letters * times
    return words
