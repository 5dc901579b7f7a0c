"""From the words of a deadline to the instant at which the task is late.

`due_at` is exclusive: the first instant that is too late. "trước ngày 30/11" is over when 30/11 begins; "chậm nhất ngày 30/11", "xong trong ngày 30/11"
and "trong tháng 11" are over when the day or the month has passed (Bộ luật Dân sự 2015, điều 148: a time counted by day ends with its last day).
An office may decide that "trước ngày D" takes in D. "trước 17 giờ 00 ngày 15/11" is over at that hour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dieuhanh.foundation.reading.model import Deadline
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.foundation.vietnamese.text import fold

BEFORE, WITH_DAY, HOUR = "before", "with_day", "hour"
_BEFORE = re.compile(r"\btruoc (?:ngay|thang|quy|nam|\d)")
_AT_LATEST = re.compile(r"\b(?:cham nhat|muon nhat|khong qua|den het|het ngay|hoac trong ngay|truoc va trong)")
_AT_HOUR = re.compile(r"(?<!\d)(?P<hour>[01]?\d|2[0-3])\s*(?:gio|h|g|:)\s*(?P<minute>[0-5]\d)?(?=\D)")


@dataclass(frozen=True, slots=True)
class Due:
    """`rule` names how the instant was got: before, with_day (by the office's choice), hour, day, month, quarter, year, period;
    "none" when the words set no instant."""

    at: datetime | None
    rule: str


def due_of(deadline: Deadline | None, *, before_with_day: bool = False) -> Due:
    """`before_with_day`: the office counts D in "trước ngày D" (RuleName.BEFORE_WITH_DAY)."""
    if deadline is None or deadline.iso is None or deadline.type in {"recurring", "ongoing", "relative", "open_period"}:
        return Due(None, "none")
    parsed = _span(deadline.iso.rsplit("/", 1)[-1])
    if parsed is None:
        return Due(None, "none")
    first, after, rule = parsed
    words = fold(deadline.text)
    if rule == "day" and (hour := _AT_HOUR.search(words)):
        return Due(datetime.combine(first, time(int(hour["hour"]), int(hour["minute"] or 0)), ZONE), HOUR)
    if _BEFORE.search(words) and not _AT_LATEST.search(words):
        return Due(_midnight(after), WITH_DAY) if before_with_day and rule == "day" else Due(_midnight(first), BEFORE)
    return Due(_midnight(after), "period" if "/" in deadline.iso else rule)


def not_in_calendar(iso: str) -> bool:
    """The words name a whole day, month or quarter that no calendar has.

    >>> [not_in_calendar(iso) for iso in ("2021-02-31", "2021-13", "2021-02-28", "XXXX-XX-15", "monthly", "")]
    [True, True, False, False, False, False]
    """
    last = iso.rsplit("/", 1)[-1]
    return re.fullmatch(r"\d{4}-(?:\d\d(?:-\d\d)?|Q\d)", last) is not None and _span(last) is None


def _span(iso: str) -> tuple[date, date, str] | None:
    """First day, first day after, and the rule's name of "2021-11-30", "2021-11", "2021-Q4" or "2021"."""
    try:
        if match := re.fullmatch(r"(\d{4})-Q([1-4])", iso):
            first = date(int(match[1]), 3 * int(match[2]) - 2, 1)
            return first, _months_on(first, 3), "quarter"
        if re.fullmatch(r"\d{4}-\d\d-\d\d", iso):
            first = date.fromisoformat(iso)
            return first, first + timedelta(days=1), "day"
        if re.fullmatch(r"\d{4}-\d\d", iso):
            first = date(int(iso[:4]), int(iso[5:]), 1)
            return first, _months_on(first, 1), "month"
        if re.fullmatch(r"\d{4}", iso):
            return date(int(iso), 1, 1), date(int(iso) + 1, 1, 1), "year"
    except (ValueError, OverflowError):
        return None
    return None


def _months_on(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), ZONE)
