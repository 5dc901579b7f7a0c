"""Ready structures of offices as plain text that a person may edit before it is taken: units as an outline, then areas of work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import Any

from dieuhanh.foundation.vietnamese.text import fold, nfc
from dieuhanh.kernel.installation.models import Level
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.setup.importing import listed
from dieuhanh.kernel.units.models import Kind
from dieuhanh.kernel.units.official import SINCE, Place, communes_of

# The day from which the units of a ready structure count; texts of earlier days name other units.
BEGINS = {Level.DISTRICT: date(2021, 1, 1), Level.DEPARTMENT: date(2025, 3, 1)}
PREFIXES = {
    Level.COMMUNE: ("Xã ",),
    Level.WARD: ("Phường ",),
    Level.SPECIAL_ZONE: ("Đặc khu ",),
    Level.PROVINCE: ("Tỉnh ", "Thành phố "),
}
PARTY = {"quận": "Quận ủy", "huyện": "Huyện ủy", "thị xã": "Thị ủy", "thành phố": "Thành ủy", "tỉnh": "Tỉnh ủy"}
COMMUNE_KINDS = {"Xã": "xã", "Phường": "phường", "Đặc": "đặc khu"}
UNITS, AREAS = "đơn vị", "lĩnh vực"
KINDS = {str(label): value for value, label in Kind.choices}
VERBS = {"giao": True, "đề nghị": False}
INDENT = 2
MOST_TOLD = 10


@dataclass(slots=True)
class Structure:
    """Rows as `found_units` and `define_areas` take them."""

    units: list[dict[str, Any]] = field(default_factory=list)
    areas: list[dict[str, Any]] = field(default_factory=list)


def begins(level: str) -> date:
    return BEGINS.get(Level(level), SINCE)


def open_text(level: str) -> str:
    """The ready structure of the level, with `{tên}` and the like where the names of a place will stand."""
    return files(__package__).joinpath("structures", f"{Level(level).value}.txt").read_text(encoding="utf-8")


def ready_text(level: str, place: Place) -> str:
    """The ready structure of the level with the place's names filled in."""
    return filled(open_text(level), level, place)


def filled(text: str, level: str, place: Place) -> str:
    """Also of a text that was written down before anybody said for which place; other words in braces stay as they are."""
    kind = next((kind for kind in ("thị xã", "thành phố") if place.own.startswith(f"{kind} ")), place.own.split()[0])
    names = {"{tên}": place.name, "{tên riêng}": place.own, "{cấp đảng}": PARTY.get(kind, "Đảng ủy")}
    names["{cấp}"] = "Sở" if level == Level.DEPARTMENT else kind
    text = re.sub(r"\{[^}]+\}", lambda found: names.get(found[0], found[0]), text)
    return re.sub(r"^( *)\*$", lambda found: "\n".join(_communes(found[1], place)), text, flags=re.MULTILINE)


def _communes(indent: str, province: Place) -> Iterator[str]:
    for place in communes_of(province):
        yield f"{indent}UBND {place.own} | {place.name} | {COMMUNE_KINDS[place.name.split()[0]]} | giao"


def read_structure(text: str, *, level: str, place: Place, begin: date) -> Structure:
    """The units and areas of an edited text. Raises Invalid with the lines that cannot be taken, what was found and what is allowed."""
    reading = _Reading(begin, place)
    for number, line in enumerate(nfc(text).splitlines(), start=1):
        reading.take(number, line)
    if not reading.found.units:
        reading.wrong.append("chưa có đơn vị nào dưới dòng «[đơn vị]»")
    if reading.wrong:
        more = len(reading.wrong) - MOST_TOLD
        raise Invalid("\n".join([*reading.wrong[:MOST_TOLD], *([f"và {more} lỗi khác"] if more > 0 else [])]))
    if level in PREFIXES:
        reading.found.units[0]["code"] = place.code
    return reading.found


class _Reading:
    """One walk down the lines, with the units above the line that is read."""

    def __init__(self, begin: date, place: Place) -> None:
        self.begin = begin
        self.codes = {f"UBND {p.own}": p.code for p in communes_of(place)}
        self.section = ""
        self.above: list[str] = []
        self.names: dict[str, int] = {}
        self.found = Structure()
        self.wrong: list[str] = []

    def take(self, number: int, line: str) -> None:
        words = line.strip()
        if not words or words.startswith("#"):
            return
        if words.startswith("["):
            self.section = words.strip("[]").strip().lower()
            if self.section not in {UNITS, AREAS}:
                self.wrong.append(f"dòng {number}: phần «{words}»; chỉ nhận [{UNITS}] và [{AREAS}]")
        elif self.section == UNITS:
            self._unit(number, line)
        elif self.section == AREAS:
            self._area(number, words)
        else:
            self.wrong.append(f"dòng {number}: «{words}» đứng trước dòng «[{UNITS}]»")

    def _unit(self, number: int, line: str) -> None:
        depth, rest = divmod(len(line) - len(line.lstrip(" ")), INDENT)
        cells = [" ".join(cell.split()) for cell in line.split("|")]
        if rest or depth > len(self.above) or "\t" in line:
            self.wrong.append(f"dòng {number}: «{cells[0]}» thụt vào sai; mỗi cấp thụt thêm {INDENT} dấu cách")
            return
        name, short, kind, verb, aliases = [*cells, *[""] * 5][:5]
        del self.above[depth:]
        self._check(number, name, kind in KINDS, kind)
        if verb not in VERBS:
            self.wrong.append(f"dòng {number}: cách giao việc «{verb}»; chỉ nhận giao, đề nghị")
        key = f"dòng-{number}"
        row: dict[str, Any] = {
            "key": key,
            "name": name,
            "short_name": short,
            "kind": KINDS.get(kind, ""),
            "from_day": str(self.begin),
        }
        row |= {"code": self.codes.get(name), "commands": VERBS.get(verb, True), "aliases": listed(aliases)}
        self.found.units.append(row | {"parents": {"territorial": self.above[-1] if self.above else None}})
        self.above.append(key)

    def _check(self, number: int, name: str, known: bool, kind: str) -> None:
        if not name or len(name) > 200:
            self.wrong.append(f"dòng {number}: tên đơn vị dài {len(name)} ký tự; cần từ 1 đến 200")
        if not known:
            self.wrong.append(f"dòng {number}: loại «{kind}»; chỉ nhận: {'; '.join(KINDS)}")
        if (before := self.names.setdefault(name, number)) != number:
            self.wrong.append(f"dòng {number}: trùng tên với dòng {before}: «{name}»")

    def _area(self, number: int, words: str) -> None:
        name, _, phrases = (" ".join(cell.split()) for cell in words.partition("|"))
        if not name or len(name) > 200:
            self.wrong.append(f"dòng {number}: tên lĩnh vực dài {len(name)} ký tự; cần từ 1 đến 200")
        code = re.sub(r"\W+", "-", fold(name)).strip("-")[:40].rstrip("-")
        if any(area["code"] == code for area in self.found.areas):
            self.wrong.append(f"dòng {number}: trùng lĩnh vực «{name}»")
        ordinal = len(self.found.areas) + 1
        self.found.areas.append({"code": code, "number": ordinal, "name": name, "words": phrases or name})
