"""Roman numerals, ordinals in words and the letters of a list as official texts number things."""

from __future__ import annotations

import re
from typing import Final

from .text import nfc

_ROMAN: Final = dict(
    zip(
        ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        strict=True,
    )
)
_ROMAN_SHAPE: Final = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_UNITS: Final = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# Lists go a) b) c) d) đ) e) g): letters with a hat, breve or horn and f j w z are left out.
LIST_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"


class OrdinalError(ValueError):
    """Not an ordinal of the kind asked for; the message, in Vietnamese, says what was found and what is allowed."""


def parse_roman(s: str) -> int:
    """1 to 3999, in the one right spelling, either case.

    >>> parse_roman("XIV"), parse_roman("iv")
    (14, 4)
    """
    text = s.strip().upper()
    if not text or not _ROMAN_SHAPE.fullmatch(text):
        raise OrdinalError(f"“{s}” không phải số La Mã; viết như I, IV, XII")
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))


def format_roman(n: int) -> str:
    """
    >>> format_roman(14), format_roman(2021)
    ('XIV', 'MMXXI')
    """
    if not 1 <= n <= 3999:
        raise OrdinalError(f"{n} không viết được bằng số La Mã; chỉ từ 1 đến 3999")
    out = ""
    for letters, value in _ROMAN.items():
        count, n = divmod(n, value)
        out += letters * count
    return out


def _words(n: int) -> str:
    """1 to 99 in words, as in "thứ hai mươi mốt"."""
    tens, units = divmod(n, 10)
    if tens == 0:
        return _UNITS[units]
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    tail = {0: "", 1: "một" if tens == 1 else "mốt", 4: "bốn" if tens == 1 else "tư", 5: "lăm"}.get(
        units, _UNITS[units]
    )
    return f"{head} {tail}".rstrip()


def ordinal_words(n: int) -> str:
    """
    >>> [ordinal_words(n) for n in (1, 4, 14, 21, 24, 35)]
    ['thứ nhất', 'thứ tư', 'thứ mười bốn', 'thứ hai mươi mốt', 'thứ hai mươi tư', 'thứ ba mươi lăm']
    """
    if not 1 <= n <= 99:
        raise OrdinalError(f"{n} không có dạng thứ tự bằng chữ; chỉ từ 1 đến 99")
    return "thứ " + {1: "nhất", 2: "hai", 4: "tư"}.get(n, _words(n))


_ORDINALS: Final = {ordinal_words(n): n for n in range(1, 100)} | {
    "thứ nhì": 2,
    "thứ một": 1,
    "thứ bẩy": 7,
    "thứ bốn": 4,
}


def parse_ordinal_words(s: str) -> int:
    """
    >>> parse_ordinal_words("Thứ nhất"), parse_ordinal_words("thứ mười hai")
    (1, 12)
    """
    found = _ORDINALS.get(" ".join(nfc(s).casefold().split()))
    if found is None:
        raise OrdinalError(f"“{s}” không phải số thứ tự bằng chữ; viết như thứ nhất, thứ hai, thứ mười hai")
    return found


def parse_list_letter(s: str) -> int:
    """The place of a list letter, with or without its closing sign.

    >>> parse_list_letter("đ)"), parse_list_letter("e")
    (5, 6)
    """
    text = nfc(s).strip().lower().rstrip(").")
    place = LIST_LETTERS.find(text) + 1 if len(text) == 1 else 0
    if not place:
        raise OrdinalError(f"“{s}” không phải chữ cái của danh mục; dùng a, b, c, d, đ, e, g, …")
    return place


def format_list_letter(n: int) -> str:
    """
    >>> format_list_letter(5), format_list_letter(7)
    ('đ', 'g')
    """
    if not 1 <= n <= len(LIST_LETTERS):
        raise OrdinalError(f"{n} vượt quá danh mục chữ cái; chỉ từ 1 đến {len(LIST_LETTERS)}")
    return LIST_LETTERS[n - 1]
