"""Why the words of a file are not read: one sentence of what was found and of what is allowed, for the person who sent it."""

from __future__ import annotations

from typing import Final

ALLOWED: Final = "văn bản thuần (.txt), Word (.docx), trang web (.html) hoặc PDF có chữ"


class Unreadable(ValueError):
    """`found` and `way_out` are Vietnamese; `words`: what could be read all the same, where something could."""

    def __init__(self, found: str, way_out: str, words: str = "") -> None:
        super().__init__(f"{found}; {way_out}")
        self.found = found
        self.way_out = way_out
        self.words = words


class Broken(Unreadable):
    """It says what it is, and is not."""


class Encrypted(Unreadable):
    """It opens with a password only."""


class TooMuch(Unreadable):
    """More than is read of one file: packed, unpacked, pages, time."""


class NoWords(Unreadable):
    """A picture of words: a scan, or one with a layer that a machine read badly."""


class OtherKind(Unreadable):
    """A file of a kind whose words are not read here."""


def megabytes(size: int) -> str:
    return f"{max(1, round(size / 2**20))} MB"
