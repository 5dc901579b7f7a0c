"""Words of a .docx in reading order. python-docx drops what stands in smart tags, text boxes and list numbers, so the parts are walked here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from .numbering import Numbering
from .package import Package, broken
from .tables import Cell, lines_of

_MAIN: Final = re.compile(r"word/document\d*\.xml")
_BESIDE: Final = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml")
# Properties, what was deleted or moved away while changes were tracked, and the codes of fields are no words of the text.
_SILENT: Final = frozenset(
    [
        "pPr",
        "rPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "del",
        "moveFrom",
        "delText",
        "instrText",
    ]
)
_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def is_docx(package: Package) -> bool:
    return any(_MAIN.fullmatch(name) for name in package.names)


def read_docx(package: Package) -> tuple[str, str]:
    """The text, and what stands around it on every page: headers, footers, notes."""
    names = package.names
    main = package.tree(next(name for name in names if _MAIN.fullmatch(name)))
    body = main.find("body")
    if body is None:
        raise broken("không có phần nội dung")
    walk = _Walk(Numbering(_part(package, "word/numbering.xml"), _part(package, "word/styles.xml")))
    text = "\n".join(walk.lines(body))
    beside = [line for name in sorted(filter(_BESIDE.fullmatch, names)) for line in walk.lines(package.tree(name))]
    return text, "\n".join(filter(str.strip, beside))


def _part(package: Package, name: str) -> Element | None:
    return package.tree(name) if name in package.names else None


class _Walk:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def lines(self, parent: Element) -> Iterator[str]:
        """Paragraphs and tables of a body, a cell, a text box, a header."""
        for child in _shown(parent):
            if child.tag == "p":
                yield from self._paragraph(child)
            elif child.tag == "tbl":
                yield from lines_of(list(self._rows(child)))
            else:
                yield from self.lines(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        """Its lines, then those of the text boxes that hang on it."""
        boxes: list[Element] = []
        text = "".join(_runs(paragraph, boxes))
        if text.strip():
            text = self._numbering.mark(paragraph.find("pPr")) + text.lstrip()
        yield from (line.rstrip() for line in text.split("\n"))
        for box in boxes:
            yield from self.lines(box)

    def _rows(self, table: Element) -> Iterator[list[Cell]]:
        for row in _inside(table, "tr"):
            yield [self._cell(cell) for cell in _inside(row, "tc")]

    def _cell(self, cell: Element) -> Cell:
        properties = cell.find("tcPr")
        span, merged = None, None
        if properties is not None:
            span, merged = properties.find("gridSpan"), properties.find("vMerge")
        width = span.get("val", "1") if span is not None else "1"
        lines = tuple(line for line in self.lines(cell) if line.strip())
        goes_on = merged is not None and merged.get("val", "continue") == "continue"
        return Cell(lines, min(int(width), 63) if width.isascii() and width.isdigit() else 1, goes_on)


def _shown(parent: Element) -> Iterator[Element]:
    """Of two ways to draw the same thing the first."""
    for child in parent:
        if child.tag == "AlternateContent":
            yield from child[:1]
        elif child.tag not in _SILENT:
            yield child


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table, cells of a row, also those in content controls; not those of tables within."""
    for child in _shown(parent):
        if child.tag == wanted:
            yield child
        elif child.tag in {"sdt", "sdtContent", "customXml", "ins", "moveTo"}:
            yield from _inside(child, wanted)


def _runs(parent: Element, boxes: list[Element]) -> Iterator[str]:
    for child in _shown(parent):
        if child.tag == "txbxContent":
            boxes.append(child)
        elif child.tag == "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        else:
            yield from _runs(child, boxes)
