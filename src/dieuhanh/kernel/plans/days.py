"""The days of tasks: from when a deadline counts as late, working days, and deadlines given by hand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.journal.errors import Invalid


def late_from(due_at: datetime | None) -> datetime | None:
    return due_at


def after_working_days(day: date, count: int) -> datetime:
    """The instant at which `count` working days after the day have passed."""
    return datetime.combine(day + timedelta(days=count + 1), time(0), ZONE)


def due_at_end_of(day: date, hour: time | None = None) -> datetime:
    """The exclusive instant of a deadline by day, or by an hour of it."""
    if hour is not None:
        return datetime.combine(day, hour, ZONE)
    return datetime.combine(day + timedelta(days=1), time(0), ZONE)


def refuse_past(day: date, today: date, field: str) -> None:
    if day < today:
        raise Invalid(f"ngày {day:%d/%m/%Y} đã qua; hãy chọn từ hôm nay {today:%d/%m/%Y} trở đi", field)
