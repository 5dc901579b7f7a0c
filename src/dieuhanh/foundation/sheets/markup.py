"""Reading XML parts without trusting them: no document types, no entities of their own, one encoding."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from .refusal import broken

Attributes = dict[str, str]
_TAG: Final = re.compile(rb"""<([^\s/>"'=]+)(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ROOT_WITHIN: Final = 64 * 2**10


def local(name: str) -> str:
    """The name without its prefix: programs differ in whether they write one."""
    return name.rpartition(":")[2]


def _parser(data: bytes, part: str) -> expat.XMLParserType:
    def no_doctype(*_: object) -> None:
        raise broken(f"{part} khai báo kiểu tài liệu")

    def one_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "us-ascii"}:
            raise broken(f"{part} không dùng bảng mã UTF-8")

    if b"\0" in data:
        raise broken(f"{part} không dùng bảng mã UTF-8")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = no_doctype
    parser.XmlDeclHandler = one_encoding
    return parser


def parse(
    data: bytes,
    part: str,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> None:
    """Hands every element of a part to `start` (and `end`, `text`), names as written."""
    parser = _parser(data, part)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise broken(f"{part} không đọc được") from error


def root_tag(data: bytes, part: str) -> tuple[int, int, bytes]:
    """Where the root's start tag begins and ends, and its name; the part is not parsed further."""
    parser = _parser(data, part)
    begins: list[int] = []

    def start(*_: object) -> None:
        begins.append(parser.CurrentByteIndex)
        parser.StartElementHandler = None

    parser.StartElementHandler = start
    try:
        parser.Parse(data[:_ROOT_WITHIN], False)
    except expat.ExpatError as error:
        raise broken(f"{part} không đọc được") from error
    tag = _TAG.match(data, begins[0]) if begins else None
    if tag is None:
        raise broken(f"{part} không đọc được")
    return tag.start(), tag.end(), tag[1]


def elements(data: bytes, part: str) -> list[tuple[str, Attributes]]:
    """All elements of a small part in order: local name and attributes."""
    found: list[tuple[str, Attributes]] = []
    parse(data, part, lambda name, attributes: found.append((local(name), attributes)))
    return found
