"""Words of a saved web page: block elements to lines, tables as tables; scripts, styles and menus' hidden parts left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from .tables import Cell, lines_of

_SILENT: Final = frozenset(["script", "style", "template", "noscript", "svg", "math"])
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "ul",
        "br",
        "option",
        "legend",
        "summary",
        "details",
        "title",
    ]
)
_BLANKS: Final = re.compile(r"[^\S\u00a0]+")
_DECLARED: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_DEEPEST: Final = 12  # tables within tables


def decoded(data: bytes) -> str:
    """By its mark, else UTF-8, else what it declares of itself."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _DECLARED.search(data[:4096])
        name = declared[1].decode("ascii") if declared else "utf-8"
        try:
            return data.decode(name, "replace")
        except LookupError:
            return data.decode("utf-8", "replace")


def read_web_page(data: bytes) -> str:
    page = _Page()
    page.feed(decoded(data))
    page.close()
    return page.text()


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.cell: tuple[list[str], int] | None = None
        self._column = 0
        self._reaching: dict[
            int, tuple[int, int]
        ] = {}  # column -> rows to come, and width, of a cell that reaches down

    def row(self) -> None:
        self.rows.append([])
        self._column = 0
        self._go_on()

    def add(self, lines: tuple[str, ...], span: int, down: int) -> None:
        if not self.rows:
            self.row()
        if down > 1:
            self._reaching[self._column] = (down - 1, span)
        self._put(Cell(lines, span))
        self._go_on()

    def _go_on(self) -> None:
        """What reaches into this row from above stands in it, empty."""
        while reach := self._reaching.pop(self._column, None):
            rows, span = reach
            if rows > 1:
                self._reaching[self._column] = (rows - 1, span)
            self._put(Cell((), span, True))

    def _put(self, cell: Cell) -> None:
        self.rows[-1].append(cell)
        self._column += cell.span


class _Page(HTMLParser):
    """Never fails: what is no markup is text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._silent: list[str] = []
        self._lines: list[list[str]] = [[""]]  # one list for the page and one for every open cell
        self._tables: list[_Table] = []
        self._spans: list[tuple[int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "table" and len(self._tables) < _DEEPEST:
            self._break()
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._end_cell()
            self._tables[-1].row()
        elif tag in {"td", "th"} and self._tables:
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag in _BLOCKS:
            self._break()
        if tag == "body":
            self._silent.clear()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
        elif tag in {"td", "th", "tr"} and self._tables:
            self._end_cell()
        elif tag == "table" and self._tables:
            self._end_cell()
            self._lines[-1].extend([*lines_of(self._tables.pop().rows), ""])
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._lines[-1][-1] += _BLANKS.sub(" ", data)

    def _break(self) -> None:
        if self._lines[-1][-1].strip():
            self._lines[-1].append("")

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._tables[-1].cell = ([""], 1)
        self._spans.append((_span(attributes.get("colspan")), _span(attributes.get("rowspan"))))
        self._lines.append([""])

    def _end_cell(self) -> None:
        table = self._tables[-1]
        if table.cell is None:
            return
        table.cell = None
        lines = tuple(line.strip() for line in self._lines.pop() if line.strip())
        table.add(lines, *self._spans.pop())

    def text(self) -> str:
        while self._tables:
            self.handle_endtag("table")
        return "\n".join(line.strip() for line in self._lines[0] if line.strip())


def _span(text: str | None) -> int:
    return min(int(text), 63) if text and text.isascii() and text.isdigit() and len(text) < 4 and int(text) else 1
