"""Vietnamese order as bytes: any store that compares bytes sorts like a dictionary.

Byte ranges, lowest first: 00 end (then the tie-break), 01 between syllables, 02-07 tones, 08 a number (length, digits),
10 and up letters, f0 other scripts.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .text import nfc

_CUT = 240
_TIE = 16
_END, _BETWEEN, _NUMBER = b"\x00", b"\x01", b"\x08"
_TONES = {"": 2, "\u0300": 3, "\u0309": 4, "\u0303": 5, "\u0301": 6, "\u0323": 7}  # ngang huyền hỏi ngã sắc nặng
_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: part of the letter, not a tone
# f j w z are no Vietnamese letters; they stand in their Latin places.
_LETTERS = {nfc(c): 0x10 + i for i, c in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TOKEN = re.compile(r"[0-9]+|(?:[^\W\d_]|[\u0300-\u036f])+")


@lru_cache(maxsize=16384)
def _token_key(token: str) -> bytes:
    if token[0] in "0123456789":
        digits = token.lstrip("0") or "0"
        return _NUMBER + bytes([min(len(digits), 255)]) + digits.encode("ascii")
    out = bytearray()
    tone = _TONES[""]
    letter = ""
    for c in unicodedata.normalize("NFD", token) + "\0":
        if c in _TONES:
            tone = _TONES[c]
        elif c in _SHAPES:
            letter = nfc(letter + c)
        elif not unicodedata.combining(c):
            out += _letter_key(letter)
            letter = c
    out.append(tone)
    return bytes(out)


def _letter_key(letter: str) -> bytes:
    if not letter:
        return b""
    rank = _LETTERS.get(letter)
    if rank is None:  # a shape that Vietnamese does not know falls back to its letter, another script goes last
        rank = _LETTERS.get(unicodedata.normalize("NFD", letter)[0])
    return bytes([rank]) if rank else b"\xf0" + ord(letter[0]).to_bytes(3, "big")


def _body(s: str) -> bytes:
    return _BETWEEN.join([_token_key(t) for t in _TOKEN.findall(s.casefold())])[:_CUT]


def _tie(s: str) -> bytes:
    return _END + s.encode("utf-8", "surrogatepass")[:_TIE]


def sort_key(s: str) -> bytes:
    """At most 257 bytes that sort as a Vietnamese dictionary does, syllable by syllable.

    Case, signs and the placing of tones only break ties.

    >>> sorted(["bả", "bà ba", "bà", "ba ba", "ba", "đá", "da"], key=sort_key)
    ['ba', 'ba ba', 'bà', 'bà ba', 'bả', 'da', 'đá']
    >>> sort_key("Tổ 2") < sort_key("Tổ 10")
    True
    """
    s = nfc(s)
    return _body(s) + _tie(s)


def person_sort_key(full_name: str) -> bytes:
    """Lists of people: by given name (the last word), then by the rest.

    >>> sorted(["Trần Văn Ân", "Lê Thị Bình", "Đỗ Hoài An"], key=person_sort_key)
    ['Đỗ Hoài An', 'Trần Văn Ân', 'Lê Thị Bình']
    """
    full_name = nfc(full_name)
    rest, _, given = full_name.strip().rpartition(" ")
    return _body(given) + _END + _body(rest) + _tie(full_name)
