"""Numbers as Vietnam writes them: a point between groups of three, a comma before the fraction."""

from __future__ import annotations

import re
from decimal import Decimal

_EXAMPLE = "1.234.567,8"
_PLAIN = re.compile(r"[-−+]?[0-9]+(?:,[0-9]+)?")
_GROUPED = re.compile(r"[-−+]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_FOREIGN = re.compile(r"[-−+]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[-−+]?[0-9]+\.[0-9]+")
_SHOWN = 40


class NumberError(ValueError):
    """Not a number as we allow it; the message, in Vietnamese, says what was found and what is allowed."""


def parse_number(s: str) -> Decimal:
    """The number a person typed, exactly; blanks around it do not count.

    >>> parse_number("1.234.567,8"), parse_number("1500"), parse_number("-0,25")
    (Decimal('1234567.8'), Decimal('1500'), Decimal('-0.25'))
    >>> parse_number("1.5")
    Traceback (most recent call last):
    dieuhanh.foundation.vietnamese.numbers.NumberError: “1.5” không phải số hợp lệ: dùng dấu phẩy cho phần lẻ, ví dụ 1,5
    """
    text = s.strip()
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))
    raise NumberError(_complaint(text))


def _complaint(text: str) -> str:
    if not text:
        return f"chưa có số; nhập số như {_EXAMPLE}"
    found = f"“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}” không phải số hợp lệ"
    if _FOREIGN.fullmatch(text):
        whole, _, fraction = text.rpartition(".")
        return f"{found}: dùng dấu phẩy cho phần lẻ, ví dụ {whole.replace(',', '.')},{fraction}"
    if re.fullmatch(r"[-−+]?[0-9.]+(?:,[0-9]*)?", text):
        return f"{found}: dấu chấm chỉ ngăn từng nhóm ba chữ số, dấu phẩy đứng trước phần lẻ, ví dụ {_EXAMPLE}"
    if text.count(",") > 1:
        return f"{found}: chỉ có một dấu phẩy, đứng trước phần lẻ; ngăn nhóm ba chữ số bằng dấu chấm, ví dụ {_EXAMPLE}"
    return f"{found}: chỉ dùng chữ số, dấu chấm ngăn nhóm ba chữ số và dấu phẩy trước phần lẻ, ví dụ {_EXAMPLE}"


def format_number(value: Decimal | int, decimals: int | None = None) -> str:
    """The number as it is printed; `decimals` rounds half up to so many places, None keeps the value as it is.

    >>> format_number(Decimal("1234567.8")), format_number(1234567), format_number(Decimal("-0.125"), 2)
    ('1.234.567,8', '1.234.567', '-0,13')
    """
    number = Decimal(value)
    if not number.is_finite():
        raise NumberError(f"“{value}” không phải số hữu hạn")
    if decimals is not None:
        number = _rounded(number, decimals)
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # finite
    figures = "".join(map(str, digits)) + "0" * max(exponent, 0)
    places = max(-exponent, 0)
    figures = figures.rjust(places + 1, "0")
    whole, fraction = figures[: len(figures) - places], figures[len(figures) - places :]
    grouped = f"{int(whole):,}".replace(",", ".")
    minus = "-" if sign and any(digits) else ""
    return f"{minus}{grouped},{fraction}" if fraction else f"{minus}{grouped}"


def format_bytes(size: int) -> str:
    """
    >>> format_bytes(75_322_100_000), format_bytes(1_130_000), format_bytes(256_000_000), format_bytes(900)
    ('75,3 GB', '1,1 MB', '256 MB', '0,9 KB')
    """
    unit, word = next(((unit, word) for unit, word in ((10**9, "GB"), (10**6, "MB")) if size >= unit), (1000, "KB"))
    tenths = (size * 20 + unit) // (2 * unit)
    return f"{format_number(tenths // 10)}{f',{tenths % 10}' if tenths < 1000 and tenths % 10 else ''} {word}"


def _rounded(number: Decimal, decimals: int) -> Decimal:
    """Half away from zero, with room for every digit (a context's precision would refuse long amounts)."""
    sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    scaled = int("".join(map(str, digits)))
    shift = exponent + decimals
    if shift >= 0:
        scaled *= 10**shift
    else:
        whole, rest = divmod(scaled, 10**-shift)
        scaled = whole + (2 * rest >= 10**-shift)
    return Decimal((sign, tuple(map(int, str(scaled))), -decimals))
