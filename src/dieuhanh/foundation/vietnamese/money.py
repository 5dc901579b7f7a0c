"""Amounts in whole đồng, written with tỷ, triệu and nghìn."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from .numbers import NumberError, format_number, parse_number
from .text import nfc

SCALES: Final = {"tỷ": 10**9, "triệu": 10**6, "nghìn": 10**3, "đồng": 1}
_SAME: Final = {"tỉ": "tỷ", "ngàn": "nghìn"}
_WORD: Final = r"nghìn|ngàn|triệu|tỷ|tỉ"
_PART: Final = re.compile(rf"\s*([-−+]?[0-9][0-9.,]*)((?:\s*(?:{_WORD}))*)", re.IGNORECASE)
_CURRENCY: Final = re.compile(r"\s*(?:đồng|đ|vnđ|vnd|₫)\.?\s*", re.IGNORECASE)
_EXAMPLES: Final = "1.234,5 tỷ đồng, 500 triệu đồng, 25.000 đồng"


class MoneyError(ValueError):
    """Not an amount as we allow it; the message, in Vietnamese, says what was found and what is allowed."""


def parse_money(s: str) -> int:
    """The amount in đồng. A unit must stand there: a bare "500" could be anything.

    >>> parse_money("1.234,5 tỷ đồng"), parse_money("2 tỷ 300 triệu"), parse_money("25.000 đ")
    (1234500000000, 2300000000, 25000)
    """
    text = nfc(s).strip()
    total, position, smallest, parts = Decimal(0), 0, None, 0
    while part := _PART.match(text, position):
        scale = _scale(part[2])
        if smallest is not None and scale >= smallest:
            raise MoneyError(f"“{text}” không phải số tiền hợp lệ: đơn vị phải giảm dần, ví dụ 2 tỷ 300 triệu đồng")
        total += _amount(part[1], text) * scale
        smallest, position, parts = scale, part.end(), parts + 1
    currency = _CURRENCY.fullmatch(text, position)
    if not parts or (position < len(text) and not currency):
        raise MoneyError(f"“{text}” không phải số tiền hợp lệ; viết như {_EXAMPLES}")
    if smallest == 1 and not currency:
        raise MoneyError(f"“{text}” chưa có đơn vị; viết như {_EXAMPLES}")
    if total != int(total):
        raise MoneyError(f"“{text}” lẻ dưới một đồng; số tiền phải là số nguyên đồng")
    return int(total)


def _scale(words: str) -> int:
    scale = 1
    for word in re.findall(_WORD, words, re.IGNORECASE):
        word = word.lower()
        scale *= SCALES[_SAME.get(word, word)]
    return scale


def _amount(digits: str, text: str) -> Decimal:
    try:
        return parse_number(digits)
    except NumberError as error:
        raise MoneyError(f"“{text}” không phải số tiền hợp lệ: {error}") from error


def format_money(dong: int, unit: str = "tỷ") -> str:
    """The amount in `unit` (tỷ, triệu, nghìn or đồng), exactly, without idle zeros.

    >>> format_money(1234500000000), format_money(1500000, "triệu"), format_money(25000, "đồng")
    ('1.234,5 tỷ đồng', '1,5 triệu đồng', '25.000 đồng')
    """
    if unit not in SCALES:
        raise MoneyError(f"“{unit}” không phải đơn vị tiền; dùng {', '.join(SCALES)}")
    places = len(str(SCALES[unit])) - 1
    sign, digits = ("-" if dong < 0 else ""), str(abs(dong)).rjust(places + 1, "0")
    whole, fraction = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    shown = sign + format_number(int(whole)) + (f",{fraction}" if fraction else "")
    return f"{shown} đồng" if unit == "đồng" else f"{shown} {unit} đồng"
