"""From a cell's value to what a column means. A parser raises ValueError with what was found and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeVar

from ..vietnamese.dates import parse_day
from ..vietnamese.numbers import format_number, parse_number
from ..vietnamese.text import fold, nfc
from .model import ErrorValue, NoResult, Value, is_blank, shown

T = TypeVar("T")
Parser = Callable[[Value], T]

_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_BLANKS: Final = re.compile(r"\s+")
_THIN: Final = dict.fromkeys(map(ord, " \u00a0\u2009\u202f"))
# Excel keeps fifteen digits of a number and turns the rest into zeros.
_KEPT: Final = 10**15


class NotAllowed(ValueError):
    """What stands in the cell is not what the column takes."""


def not_allowed(value: Value, allowed: str) -> NotAllowed:
    return NotAllowed(f"{shown(value)} không hợp lệ: {allowed}")


def usable(value: Value) -> Value:
    """Refuses what no column can take: an error, a formula without a result."""
    if isinstance(value, ErrorValue):
        raise NotAllowed(f"ô báo lỗi {value.code}: sửa công thức hoặc gõ giá trị vào ô")
    if isinstance(value, NoResult):
        raise NotAllowed("công thức chưa có kết quả: mở bằng Excel, bấm Lưu rồi gửi lại, hoặc gõ giá trị vào ô")
    return value


def _words(value: Value) -> str:
    """The text of a cell on one line; a number typed into a text column is written out as Excel shows it."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if not isinstance(value, str):
        raise not_allowed(value, "cần chữ; nếu Excel đã tự đổi thành ngày, đặt kiểu ô là Văn bản (Text) rồi gõ lại")
    return _BLANKS.sub(" ", nfc(value).translate(_UNSEEN)).strip()


def text(longest: int = 300) -> Parser[str]:
    """Words on one line, composed, blanks collapsed.

    >>> text()("  Phường\\u00a0Hạ   Đình ")
    'Phường Hạ Đình'
    """

    def parse(value: Value) -> str:
        words = _words(value)
        if len(words) > longest:
            raise not_allowed(value, f"dài {len(words)} ký tự, chỉ nhận đến {longest}")
        return words

    return parse


def code(digits: int | None = None, longest: int = 60) -> Parser[str]:
    """A name made of signs, kept as text. With `digits`, zeros that Excel took from the front come back.

    >>> code()("01.0010"), code(5)("00343"), code(5)(Decimal(343))
    ('01.0010', '00343', '00343')
    """
    as_text = text(longest)

    def parse(value: Value) -> str:
        if isinstance(value, Decimal) and (not 0 <= value < _KEPT or value % 1):
            raise not_allowed(value, "mã phải là chữ: đặt kiểu ô là Văn bản (Text) rồi gõ lại cho đủ")
        words = as_text(value)
        if digits is None:
            return words
        if isinstance(value, Decimal):
            words = words.zfill(digits)
        if not (words.isascii() and words.isdigit() and len(words) == digits):
            raise not_allowed(value, f"mã gồm đúng {digits} chữ số, kể cả số 0 ở đầu")
        return words

    return parse


def phone(value: Value) -> str:
    """Digits only. A number cell has lost its leading zero; +84 is the same zero.

    >>> phone("0912 345.678"), phone(Decimal(912345678)), phone("+84 912 345 678")
    ('0912345678', '0912345678', '0912345678')
    """
    words = _words(value)
    digits = re.sub(r"[\s.()-]", "", words)
    if isinstance(value, Decimal) and not digits.startswith("84"):
        digits = f"0{digits}"
    digits = re.sub(r"^(?:\+84|84(?=\d{9}$))", "0", digits)
    if not re.fullmatch(r"0[0-9]{9,10}", digits):
        raise not_allowed(value, "số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng số 0, ví dụ 0912345678")
    return digits


def number(value: Value) -> Decimal:
    """A number cell as it is, or a number typed as text by the Vietnamese rules.

    >>> number(Decimal("0.5")), number("1 234,5")
    (Decimal('0.5'), Decimal('1234.5'))
    """
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        raise not_allowed(value, "cần số; nếu Excel đã tự đổi thành ngày, đặt kiểu ô là Số (Number) rồi gõ lại")
    return parse_number(value.translate(_THIN))


def whole(low: int = 0, high: int = _KEPT - 1) -> Parser[int]:
    """
    >>> whole(1, 99)(Decimal(7)), whole(1, 99)("7")
    (7, 7)
    """

    def parse(value: Value) -> int:
        found = number(value)
        if not low <= found <= high or found % 1:
            raise not_allowed(value, f"cần số nguyên từ {format_number(low)} đến {format_number(high)}")
        return int(found)

    return parse


def day(value: Value) -> date:
    """A date cell, or a day typed as text.

    >>> day(date(2021, 3, 4)), day("04/03/2021")
    (datetime.date(2021, 3, 4), datetime.date(2021, 3, 4))
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise not_allowed(value, "cần ngày, viết như 24/11/2021")
    return parse_day(value)


def choice(choices: Mapping[str, T]) -> Parser[T]:
    """One of the words given, whatever their case and marks; two that fold alike are told apart by their marks.

    >>> choice({"Phường": 1, "Xã": 2})("PHUONG")
    1
    """
    exact = {nfc(word).casefold(): meaning for word, meaning in choices.items()}
    folded: dict[str, list[T]] = {}
    for word, meaning in choices.items():
        folded.setdefault(fold(word), []).append(meaning)

    def parse(value: Value) -> T:
        words = _words(value)
        if words.casefold() in exact:
            return exact[words.casefold()]
        found = folded.get(fold(words), [])
        if len(found) != 1:
            raise not_allowed(value, f"chọn một trong {', '.join(f'“{word}”' for word in choices)}")
        return found[0]

    return parse


def yes_no(value: Value) -> bool:
    """
    >>> yes_no("có"), yes_no("x"), yes_no("Không"), yes_no(True)
    (True, True, False, True)
    """
    if isinstance(value, bool):
        return value
    words = "" if is_blank(value) else fold(_words(value))
    if words in {"co", "x", "1", "dung", "true"}:
        return True
    if words in {"khong", "0", "sai", "false"}:
        return False
    raise not_allowed(value, "ghi “Có” hoặc “Không”")
