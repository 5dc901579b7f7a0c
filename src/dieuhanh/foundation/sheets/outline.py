"""Which worksheets a package holds, and where: what stands in workbook.xml and the relationships around it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from .markup import elements, local
from .package import Package, with_macros
from .refusal import FileRefused, broken

_ROOT: Final = "_rels/.rels"
_SHEETS: Final = 200


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    hidden: bool
    part: str


@dataclass(frozen=True, slots=True)
class Outline:
    sheets: tuple[SheetPart, ...]
    strings: str | None
    styles: str | None
    from_1904: bool


def outline(package: Package) -> Outline:
    if b"macroEnabled" in package.read("[Content_Types].xml"):
        raise with_macros()
    workbook = _workbook_part(package)
    folder, base = posixpath.split(workbook)
    related = _relationships(package, f"{folder}/_rels/{base}.rels", folder)
    sheets: list[SheetPart] = []
    from_1904 = False
    for name, attributes in elements(package.read(workbook), workbook):
        if name == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in {"1", "true"}
        if name == "sheet":
            kind, part = related.get(_id_of(attributes), ("", ""))
            if kind == "worksheet":
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(SheetPart(attributes.get("name", ""), hidden, part))
    if not sheets:
        raise FileRefused("no-sheet", "Sổ làm việc không có trang tính nào", "gửi tệp có bảng cần nhập")
    if len(sheets) > _SHEETS or len({sheet.part for sheet in sheets}) < len(sheets):
        raise broken("danh sách trang tính sai")
    return Outline(tuple(sheets), _only(related, "sharedStrings"), _only(related, "styles"), from_1904)


def _workbook_part(package: Package) -> str:
    if _ROOT in package.names:
        for kind, part in _relationships(package, _ROOT, "").values():
            if kind == "officeDocument":
                return part
    return "xl/workbook.xml"


def _relationships(package: Package, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """By id: the last word of the type, and the target as a part's name."""
    found: dict[str, tuple[str, str]] = {}
    for name, attributes in elements(package.read(part), part):
        if name == "Relationship" and attributes.get("TargetMode", "Internal") == "Internal":
            target = unquote(attributes.get("Target", ""))
            whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole)
    return found


def _id_of(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if ":" in name and local(name) == "id"), "")


def _only(related: dict[str, tuple[str, str]], wanted: str) -> str | None:
    return next((part for kind, part in related.values() if kind == wanted), None)
