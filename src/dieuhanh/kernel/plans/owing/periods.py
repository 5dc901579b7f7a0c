"""When work without an end is looked at: periods of whole months, as many as the office has set."""

from __future__ import annotations

from datetime import date, timedelta

from dieuhanh.kernel.plans.timeliness import SOON_DAYS

Period = tuple[date, date]  # the first day, and the first day after


def period_of(day: date, months: int) -> Period:
    """The period of so many months that a day lies in; the first of them begins with a year.

    >>> period_of(date(2021, 11, 24), 1)
    (datetime.date(2021, 11, 1), datetime.date(2021, 12, 1))
    >>> period_of(date(2021, 11, 24), 3)
    (datetime.date(2021, 10, 1), datetime.date(2022, 1, 1))
    """
    months = max(months, 1)
    first = (day.year * 12 + day.month - 1) // months * months
    return _month(first), _month(first + months)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def unreviewed(day: date, months: int, given: date | None, last: date | None) -> Period | None:
    """The period that a review is owed for: the one before, where the work was given in it; the present one when it is about to end.
    `last`: the first day of the period reviewed last.

    >>> unreviewed(date(2021, 11, 10), 1, date(2021, 10, 5), None)
    (datetime.date(2021, 10, 1), datetime.date(2021, 11, 1))
    >>> unreviewed(date(2021, 11, 24), 1, date(2021, 10, 5), date(2021, 10, 1))
    (datetime.date(2021, 11, 1), datetime.date(2021, 12, 1))
    >>> unreviewed(date(2021, 11, 10), 1, date(2021, 11, 5), None) is None
    True
    """
    present = period_of(day, months)
    before = period_of(present[0] - timedelta(days=1), months)
    if (given is None or given < before[1]) and (last is None or last < before[0]):
        return before
    ending = present[1] - day <= timedelta(days=SOON_DAYS)
    return present if ending and (last is None or last < present[0]) else None
