"""Names found in texts become units: by names, short names and aliases valid on the day of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dieuhanh.foundation.vietnamese.text import fold
from dieuhanh.kernel.units.models import Kind, UnitAlias, UnitName

How = Literal["name", "alias", "collective", "ambiguous", "none"]

_NOT_WORD = re.compile(r"[\W_]+")
_SPELLED_OUT = (
    (re.compile(r"\bubnd\b"), "uy ban nhan dan"),
    (re.compile(r"\bhdnd\b"), "hoi dong nhan dan"),
    (re.compile(r"\bmttq\b"), "mat tran to quoc"),
    (re.compile(r"\b(?:bcd|ban cd)\b"), "ban chi dao"),
    (re.compile(r"\b(?:bql|ban ql)\b"), "ban quan ly"),
    (re.compile(r"\b(?:mat tran to quoc) viet nam\b"), "mat tran to quoc"),
    (re.compile(r"\btp\b"), "thanh pho"),
    (re.compile(r"\bq (?=\w)"), "quan "),
    (re.compile(r"^(?:dong chi|cac dong chi|lanh dao) "), ""),
    (re.compile(r"\bp (?=\w)"), "phuong "),
)
_ALL_WARDS = re.compile(
    r"^(?:chu tich )?(?:uy ban nhan dan )?(?:(?:tat ca |toan bo )?(?P<all>cac)|(?P<count>\d+)|) ?phuong(?: tren dia ban(?: quan)?)?$"
)
# "Chủ tịch phường Nhân Chính", "Trưởng phòng Tư pháp": whoever heads the unit stands for it.
_WHO_HEADS = re.compile(
    r"^(?:pho )?(?:chu tich|bi thu|truong|giam doc|thu truong) (?=(?:uy ban nhan dan )?(?:phuong|xa|phong|ban|trung tam) \w)"
)
_SMALL_WORDS = frozenset({"va", "cua"})  # have no letter in "TNMT", "LĐTBXH"
_OTHERS = re.compile(
    r"^(?:cac|thu truong cac|nguoi dung dau cac|lanh dao cac|cac co quan|mot so|\d+) (?:co quan|phong|ban|nganh|don vi|to chuc|doan the|hoi|truong|co so)\b"
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """`unit_ids` empty where nothing, or more than one unit, fits; then `how` says which, and `candidates` whom it could mean."""

    unit_ids: tuple[int, ...]
    how: How
    candidates: tuple[int, ...] = ()


class Resolver:
    """Loads the names of one day in three queries; each `resolve` then asks nothing."""

    def __init__(self, on: date) -> None:
        self._names: dict[str, set[int]] = {}
        self._aliases: dict[str, set[int]] = {}
        self._initials: dict[str, set[int]] = {}
        self._wards: list[int] = []
        names = list(UnitName.objects.valid_on(on))
        self._tails = _tails(names)
        for name in names:
            for words in (name.name, name.short_name):
                self._add(self._names, words, name.unit_id)
            if initials := _initials(name.name):
                self._initials.setdefault(initials, set()).add(name.unit_id)
            if name.kind == Kind.WARD and name.commanded:  # a ward's own office has its place as a unit too
                self._wards.append(name.unit_id)
        for alias in UnitAlias.objects.valid_on(on).values_list("alias", "unit_id"):
            self._add(self._aliases, *alias)

    def _add(self, index: dict[str, set[int]], words: str, unit_id: int) -> None:
        for key in self._keys(words):
            index.setdefault(key, set()).add(unit_id)

    def _keys(self, words: str) -> list[str]:
        """The words as compared, and the same without the office's own name at the end ("Công an quận" -> "Công an")."""
        key = unit_key(words)
        keys = [key] if key else []
        for tail in self._tails:
            if key.endswith(f" {tail}"):
                keys.append(key.removesuffix(f" {tail}"))
                break
        return keys

    def resolve(self, text: str) -> Resolution:
        """The one unit of that name, or all units of a collective ("UBND 11 phường")."""
        keys = self._keys(text)
        if not keys:
            return Resolution((), "none")
        found = self._named(keys) or self._named(self._keys(_WHO_HEADS.sub("", keys[0])))
        return found or self._collective(keys[-1])

    def _named(self, keys: list[str]) -> Resolution | None:
        how: How
        for index, how in ((self._names, "name"), (self._aliases, "alias")):
            for key in keys:
                if found := index.get(key):
                    return _one_of(found, how)
        found = self._initials.get(_initials_said(keys[0]), set())
        return _one_of(found, "alias") if found else None

    def _collective(self, key: str) -> Resolution:
        match = _ALL_WARDS.match(key)
        if match and (match["count"] is None or int(match["count"]) == len(self._wards)):
            return Resolution(tuple(sorted(self._wards)), "collective")
        return Resolution((), "collective" if match or _OTHERS.match(key) else "none")


def _one_of(found: set[int], how: How) -> Resolution:
    fitting = tuple(sorted(found))
    return Resolution(fitting, how) if len(fitting) == 1 else Resolution((), "ambiguous", fitting)


def _initials(name: str) -> str:
    """As offices shorten their departments.

    >>> _initials("Phòng Quản lý đô thị"), _initials("Phòng Lao động - Thương binh và Xã hội"), _initials("Phòng Y tế")
    ('phong qldt', 'phong ldtbxh', '')
    """
    first, *rest = unit_key(name).split() or [""]
    letters = "".join(word[0] for word in rest if word not in _SMALL_WORDS)
    enough = first in ("phong", "ban") and len(letters) > 2  # "Phòng YT" is too little to go by
    return f"{first} {letters}" if enough else ""


def _initials_said(key: str) -> str:
    """“P.QLĐT” is no ward: "p" before letters was spelled out as one.

    >>> _initials_said(unit_key("P.QLĐT")), _initials_said(unit_key("phòng TC-KH"))
    ('phong qldt', 'phong tckh')
    """
    first, _, rest = key.partition(" ")
    return f"{'phong' if first == 'phuong' else first} {rest.replace(' ', '')}"


def unit_key(words: str) -> str:
    """Names as they are compared: without case, accents and signs, common abbreviations spelled out."""
    key = _NOT_WORD.sub(" ", fold(words)).strip()
    for pattern, spelled in _SPELLED_OUT:
        key = pattern.sub(spelled, key)
    return " ".join(key.split())


def _tails(names: list[UnitName]) -> list[str]:
    """What officials leave out or add at the end: the own committee's place, "quận Thanh Xuân" and "quận"; the longer first."""
    tails = set()
    for name in names:
        if name.kind == Kind.COMMITTEE and name.commanded:
            place = unit_key(name.name).removeprefix("uy ban nhan dan ")
            tails |= {place, f"tren dia ban {place}"}
            level = re.match(r"(?:quan|huyen|thi xa|phuong|xa|dac khu|tinh|thanh pho)\b", place)
            tails |= {level[0], f"tren dia ban {level[0]}"} if level else set()
    return sorted(tails, key=len, reverse=True)
