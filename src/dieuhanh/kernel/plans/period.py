"""The time a plan covers, where its title says so: "quý IV năm 2021", "3 tháng cuối năm 2021", "năm 2022"."""

from __future__ import annotations

import re
from datetime import date

from dieuhanh.foundation.vietnamese.ordinals import parse_roman
from dieuhanh.foundation.vietnamese.text import fold

_QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])\s*(?:[/-]|nam)\s*(\d{4})")
_LAST_MONTHS = re.compile(r"\b(\d{1,2}) thang cuoi nam (\d{4})")
_FIRST_MONTHS = re.compile(r"\b(\d{1,2}) thang dau nam (\d{4})")
_MONTH = re.compile(r"\bthang (\d{1,2})\s*(?:[/-]|nam)\s*(\d{4})")
_YEAR = re.compile(r"\bnam (\d{4})\b")


def period_of(title: str) -> tuple[date, date] | None:
    """First day and first day after; None where the title names no time or an impossible one."""
    words = fold(title)
    if found := _QUARTER.search(words):
        number = int(found[1]) if found[1].isdigit() else parse_roman(found[1])
        return _months(int(found[2]), 3 * number - 2, 3)
    if found := _LAST_MONTHS.search(words):
        count = int(found[1])
        return _months(int(found[2]), 13 - count, count)
    if found := _FIRST_MONTHS.search(words):
        return _months(int(found[2]), 1, int(found[1]))
    if found := _MONTH.search(words):
        return _months(int(found[2]), int(found[1]), 1)
    if found := _YEAR.search(words):
        return _months(int(found[1]), 1, 12)
    return None


def _months(year: int, first: int, count: int) -> tuple[date, date] | None:
    last = first + count
    if not (1 <= first <= 12 and 1 <= count and last <= 13 and 1900 <= year < 9999):
        return None
    return date(year, first, 1), date(year + last // 13, (last - 1) % 12 + 1, 1)
