"""Provinces and communes since 2025-07-01, with the codes of the official list. Where the facts come from stands in communes.txt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from dieuhanh.foundation.vietnamese.text import fold

SINCE = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A province or, with the province it lies in, a commune (xã, phường or đặc khu; the name says which)."""

    code: str
    name: str
    province: Place | None = None

    @property
    def own(self) -> str:
        """As it stands inside a name: "UBND phường Thanh Xuân"."""
        return self.name[:1].lower() + self.name[1:]

    @property
    def words(self) -> str:
        return f"{self.name}, {self.province.name}" if self.province else self.name


@cache
def places() -> tuple[Place, ...]:
    """Every province, each before its communes."""
    return tuple(_read(files(__package__).joinpath("communes.txt").read_text(encoding="utf-8")))


def _read(text: str) -> Iterator[Place]:
    province = None
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name = line.split(maxsplit=1)
            place = Place(code, name, province if line.startswith(" ") else None)
            province = place if place.province is None else province
            yield place


def place_of(code: str) -> Place | None:
    return next((place for place in places() if place.code == code), None)


def communes_of(province: Place) -> list[Place]:
    return [place for place in places() if place.province == province]


def find(words: str, prefixes: tuple[str, ...]) -> list[Place]:
    """Places of these kinds ("Phường ") found by name and province, without accents: those that hold the words as one phrase,
    else those that hold every word."""
    wanted = fold(words)
    named = [(place, _searched(place)) for place in places() if place.name.startswith(prefixes)]
    exact = [place for place, text in named if text == wanted or fold(place.name).split(maxsplit=1)[1] == wanted]
    phrase = [place for place, text in named if f" {wanted} " in f" {text} "]
    return exact or phrase or [place for place, text in named if set(wanted.split()) <= set(text.split())]


def _searched(place: Place) -> str:
    """ "`phuong thanh xuan ha noi`"""
    province = place.province.name.removeprefix("Thành phố ").removeprefix("Tỉnh ") if place.province else ""
    return fold(f"{place.name} {province}")
