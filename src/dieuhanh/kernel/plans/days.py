"""The days of tasks: from when a deadline counts as late, working days, and deadlines given by hand."""

from __future__ import annotations

from datetime import date, datetime, time

from dieuhanh.foundation.calendar import Calendar, due_instant, overdue_from
from dieuhanh.kernel.journal.errors import Invalid

FARTHEST = 20  # years
FIRST_YEAR = 1945


def late_from(due_at: datetime | None) -> datetime | None:
    """A deadline on a day off is kept, and counts as late after the next working day ends (Bộ luật Dân sự 2015, điều 148)."""
    return None if due_at is None else overdue_from(due_at, Calendar.of_vietnam())


def after_working_days(day: date, count: int) -> datetime:
    """The instant at which `count` working days after the day have passed."""
    return due_instant(Calendar.of_vietnam().add_working_days(day, count))


def due_at_end_of(day: date, hour: time | None = None) -> datetime:
    """The exclusive instant of a deadline by day, or by an hour of it."""
    return due_instant(day, hour=hour)


def refuse_past(day: date, today: date, field: str) -> None:
    """Nor a year that nobody means: 20021 for 2021."""
    if day < today:
        raise Invalid(f"ngày {day:%d/%m/%Y} đã qua; hãy chọn từ hôm nay {today:%d/%m/%Y} trở đi", field)
    if not_meant(day, today):
        raise Invalid(f"ngày {day:%d/%m/%Y} quá xa; hãy xem lại năm", field)


def not_meant(day: date, today: date) -> bool:
    """A year that nobody means: 0021 or 9999, before the first papers of the State or long after any plan."""
    return not FIRST_YEAR <= day.year <= today.year + FARTHEST
