"""Days, months, quarters and years as official texts write them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from zoneinfo import ZoneInfo

from .ordinals import format_roman, parse_roman
from .text import nfc

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")  # whose days and hours all texts of the country mean
Precision = Literal["day", "month", "quarter", "half", "year"]
_WEEKDAYS: Final = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_OF: Final = r"(?:\s*[/.-]\s*|\s+năm\s+|\s+)"
_FLAGS: Final = re.IGNORECASE
_DAY_WORDS: Final = re.compile(r"(?:ngày\s+)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", _FLAGS)
_DAY_SIGNS: Final = re.compile(r"(?:ngày\s+)?([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]{4})", _FLAGS)
_DAY_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH: Final = re.compile(rf"tháng\s+([0-9]{{1,2}}){_OF}([0-9]{{4}})|([0-9]{{1,2}})\s*[/-]\s*([0-9]{{4}})", _FLAGS)
_QUARTER: Final = re.compile(rf"quý\s+(IV|I{{1,3}}|[1-4]){_OF}([0-9]{{4}})|q([1-4])[/-]([0-9]{{4}})", _FLAGS)
_HALF: Final = re.compile(r"(?:6|06|sáu)\s+tháng\s+(đầu|cuối)\s+năm\s+([0-9]{4})", _FLAGS)
_YEAR: Final = re.compile(r"(?:năm\s+)?([0-9]{4})", _FLAGS)
_DAY_EXAMPLES: Final = "24/11/2021 hoặc ngày 24 tháng 11 năm 2021"


class DateError(ValueError):
    """Not a day or period as we allow it; the message, in Vietnamese, says what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class Span:
    """A day or a period by the calendar, both ends included."""

    precision: Precision
    first: date
    last: date

    @property
    def iso(self) -> str:
        """2021-11-24, 2021-11, 2021-Q4, 2021-H1 or 2021."""
        year, month = self.first.year, self.first.month
        return {
            "day": self.first.isoformat(),
            "month": f"{year:04}-{month:02}",
            "quarter": f"{year:04}-Q{(month + 2) // 3}",
            "half": f"{year:04}-H{1 if month == 1 else 2}",
            "year": f"{year:04}",
        }[self.precision]


def parse_day(s: str) -> date:
    """
    >>> {parse_day(s) for s in ("ngày 17 tháng 11 năm 2025", "17/11/2025", "17-11-2025", "2025-11-17")}
    {datetime.date(2025, 11, 17)}
    """
    text = nfc(s).strip()
    if match := _DAY_WORDS.fullmatch(text):
        day, month, year = match.groups()
    elif match := _DAY_SIGNS.fullmatch(text):
        day, _, month, year = match.groups()
    elif match := _DAY_ISO.fullmatch(text):
        year, month, day = match.groups()
    else:
        raise DateError(
            f"“{text}” không phải ngày hợp lệ; viết như {_DAY_EXAMPLES}"
            if text
            else f"chưa có ngày; viết như {_DAY_EXAMPLES}"
        )
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise DateError(f"“{text}” không có trong lịch; viết như {_DAY_EXAMPLES}") from None


def _months(precision: Precision, year: int, month: int, count: int) -> Span:
    last = month + count - 1
    return Span(precision, date(year, month, 1), date(year, last, monthrange(year, last)[1]))


def _period(text: str) -> Span | None:
    if match := _MONTH.fullmatch(text):
        return _months("month", int(match[2] or match[4]), int(match[1] or match[3]), 1)
    if match := _QUARTER.fullmatch(text):
        quarter = match[1] or match[3]
        number = int(quarter) if quarter.isdigit() else parse_roman(quarter)
        return _months("quarter", int(match[2] or match[4]), 3 * number - 2, 3)
    if match := _HALF.fullmatch(text):
        return _months("half", int(match[2]), 1 if match[1].lower() == "đầu" else 7, 6)
    if match := _YEAR.fullmatch(text):
        return _months("year", int(match[1]), 1, 12)
    return None


def parse_span(s: str) -> Span:
    """A day, month, quarter, half-year or year.

    >>> [parse_span(s).iso for s in ("1/3/2010", "tháng 3 năm 2010", "quý IV/2021", "Quý 1 năm 2022")]
    ['2010-03-01', '2010-03', '2021-Q4', '2022-Q1']
    >>> [parse_span(s).iso for s in ("6 tháng đầu năm 2021", "năm 2021")]
    ['2021-H1', '2021']
    """
    text = nfc(s).strip()
    try:
        found = _period(text)
    except ValueError:  # month 13, year 0
        raise DateError(f"“{text}” không có trong lịch; viết như tháng 3 năm 2021 hoặc quý IV/2021") from None
    if found:
        return found
    try:
        day = parse_day(text)
    except DateError as error:
        raise DateError(
            f"“{text}” không phải thời gian hợp lệ; viết như 24/11/2021, tháng 11/2021, quý IV/2021, năm 2021"
        ) from error
    return Span("day", day, day)


def quarter_of(day: date) -> int:
    return (day.month + 2) // 3


def format_day(day: date) -> str:
    """
    >>> format_day(date(2021, 11, 4))
    '04/11/2021'
    """
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_day_words(day: date) -> str:
    """As letterheads write it: days under 10 and months 1 and 2 get a zero (Nghị định 30/2020/NĐ-CP, phụ lục I).

    >>> format_day_words(date(2021, 2, 4)), format_day_words(date(2021, 3, 14))
    ('ngày 04 tháng 02 năm 2021', 'ngày 14 tháng 3 năm 2021')
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year:04}"


def format_month(day: date) -> str:
    """
    >>> format_month(date(2021, 3, 14))
    'tháng 3/2021'
    """
    return f"tháng {day.month}/{day.year:04}"


def format_quarter(day: date) -> str:
    """
    >>> format_quarter(date(2021, 11, 24))
    'quý IV/2021'
    """
    return f"quý {format_roman(quarter_of(day))}/{day.year:04}"


def weekday_name(day: date) -> str:
    """
    >>> weekday_name(date(2021, 11, 24))
    'Thứ Tư'
    """
    return _WEEKDAYS[day.weekday()]
