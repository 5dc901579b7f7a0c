"""All words of an .xlsx, wherever they stand: cells, headers of the printed page, text boxes, notes.

`foundation.sheets` reads tables by their values and refuses what a table must not have; whether a file holds a stamp is asked of every word.
"""

from __future__ import annotations

import re
from typing import Final

from .package import Package, local, parse

_PARTS: Final = re.compile(
    r"xl/(?:sharedStrings|workbook|worksheets/\w+|chartsheets/\w+|drawings/\w+|comments\w*|comments/\w+|charts/\w+|threadedComments/\w+)\.xml"
)
_LINES: Final = frozenset(
    ["si", "is", "p", "text", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"]
)
_WORDS: Final = frozenset(
    ["t", "text", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"]
)
_CODES: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d{1,3}|[LCRBIUESXYPNDTFAGZ+-])')


def is_workbook(package: Package) -> bool:
    return "xl/workbook.xml" in package.names


def read_workbook(package: Package) -> str:
    """Cells last: there may be very many."""
    lines: list[str] = []
    for name in sorted(package.names, key=lambda name: (name.endswith("sharedStrings.xml"), name)):
        if _PARTS.fullmatch(name):
            lines.extend(_lines(package.read(name), name))
    return "\n".join(lines)


def _lines(data: bytes, part: str) -> list[str]:
    """One line for each cell, paragraph or header of the printed page."""
    lines: list[str] = []
    pieces: list[str] = []
    speaking: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = local(tag)
        if name in _WORDS:
            speaking.append(name)
        if name == "sheet":
            lines.append(attributes.get("name", ""))

    def end(tag: str) -> None:
        name = local(tag)
        if speaking and speaking[-1] == name:
            speaking.pop()
        if name in _LINES and pieces:
            words = "".join(pieces)
            lines.append(_CODES.sub("\n", words) if name.endswith(("Header", "Footer")) else words)
            pieces.clear()

    def text(words: str) -> None:
        if speaking:
            pieces.append(words)

    parse(data, part, start, end, text)
    return lines
