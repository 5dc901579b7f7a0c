"""A table as lines of text: a row with bars between its cells, or, of a table that only places a letterhead, cell after cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ..vietnamese.text import nfc

_LAYOUT: Final = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội|đảng\s+cộng\s+sản\s+việt\s+nam|độc\s+lập\s*-\s*tự\s+do|nơi\s+(?:nhận|gửi)\s*:"
)
_WIDEST_LAYOUT: Final = 4
_WIDEST: Final = 200  # columns
_ENDS: Final = tuple(".,;:!?-–")


@dataclass(frozen=True, slots=True)
class Cell:
    """`lines`: its paragraphs; `span`: over how many columns; `goes_on`: the cell above reaches into this row."""

    lines: tuple[str, ...] = ()
    span: int = 1
    goes_on: bool = False


def lines_of(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The rows in order, every one as wide as the table, so that columns keep their header."""
    if _places_only(rows):
        return [line for row in rows for cell in row for line in cell.lines if line.strip()]
    grid = [_spread(row) for row in rows]
    width = max((len(row) for row in grid), default=0)
    grid = _carried(_one_header([[*row, *[Cell()] * (width - len(row))] for row in grid]))
    return [line for row in grid if (line := _line(row))]


def _places_only(rows: Sequence[Sequence[Cell]]) -> bool:
    if max((len(row) for row in rows), default=0) > _WIDEST_LAYOUT:
        return False
    return any(_LAYOUT.search(nfc(" ".join(cell.lines)).lower()) for row in rows for cell in row)


def _spread(row: Sequence[Cell]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row:
        rest = [Cell(goes_on=cell.goes_on)] * (max(1, cell.span) - 1)
        cells = [*cells, cell, *rest][:_WIDEST]
    return cells


def _one_header(grid: list[list[Cell]]) -> list[list[Cell]]:
    """A header over two rows ("Phân công" above "Chủ trì" and "Phối hợp") as one: of each column what stands lowest."""
    if len(grid) < 2 or not any(cell.goes_on for cell in grid[1]):
        return grid
    first, second = grid[:2]
    parted = any(above.span > 1 and below.lines for above, below in zip(first, second, strict=True))
    if not parted:
        return grid
    header = [below if below.lines else above for above, below in zip(first, second, strict=True)]
    return [header, *grid[2:]]


def _carried(grid: list[list[Cell]]) -> list[list[Cell]]:
    """A unit or day that one cell says for several rows is said in each; the longest words of a row, its task, are never taken twice."""
    for above, row in pairwise(grid):
        own = max((len(_joined(cell.lines)) for cell in row if not cell.goes_on), default=0)
        for column, cell in enumerate(row):
            said = above[column].lines
            if cell.goes_on and not cell.lines and len(_joined(said)) < own:
                row[column] = Cell(said, 1, True)
    return grid


def _line(row: Sequence[Cell]) -> str:
    texts = [_joined(cell.lines).replace("|", "/") for cell in row]
    filled = [text for text in texts if text]
    if not filled:
        return ""
    return filled[0] if len(filled) == 1 else "| " + " | ".join(texts) + " |"


def _joined(lines: Sequence[str]) -> str:
    """Paragraphs of a cell on one line; short ones under each other are a list."""
    text = ""
    for line in (" ".join(line.split()) for line in lines):
        if text and line:
            text += "; " if line[:1].isupper() and len(line) < 60 and not text.endswith(_ENDS) else " "
        text += line
    return text
