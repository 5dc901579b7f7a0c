"""Working days between acts."""

from __future__ import annotations

from datetime import date

from dieuhanh.config.places import DEMO_DAYS
from dieuhanh.foundation.calendar import Calendar

SEED = "quý IV năm 2021"  # of all dice
ISSUED = DEMO_DAYS[0]
CALENDAR = Calendar.of_vietnam()


def after(day: date, count: int) -> date:
    """`count` working days later; earlier where it is negative; a day off itself gives way to the working day before."""
    if not count and not CALENDAR.is_working(day):
        return CALENDAR.last_working_day_before(day)
    return CALENDAR.add_working_days(day, count)
