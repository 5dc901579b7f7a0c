"""Working days between acts."""

from __future__ import annotations

from datetime import date

from dieuhanh.foundation.calendar import Calendar

ISSUED = date(2021, 10, 5)
END = date(2021, 12, 31)
CALENDAR = Calendar.of_vietnam()


def after(day: date, count: int) -> date:
    """`count` working days later; earlier where it is negative."""
    return CALENDAR.add_working_days(day, count)
