"""From a due day to the instants that matter: the end of the time, the moment of being late, the day to remind.

Instants are exclusive: the first one that is too late. A time counted by day ends at 24 hours of its last day (Bộ luật Dân sự 2015, điều 148 khoản 6).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from dieuhanh.foundation.vietnamese.dates import ZONE

from .working_days import Calendar


def due_instant(day: date, *, hour: int | time | None = None) -> datetime:
    """The end of the day, or that hour of it.

    >>> due_instant(date(2021, 11, 30)).isoformat(), due_instant(date(2021, 11, 30), hour=17).isoformat()
    ('2021-12-01T00:00:00+07:00', '2021-11-30T17:00:00+07:00')
    """
    if isinstance(hour, time):
        return datetime.combine(day, hour, ZONE)
    hours = 24 if hour is None else hour
    if not 0 <= hours <= 24:
        raise ValueError(f"giờ phải từ 0 đến 24, không phải {hours}")
    return datetime.combine(day, time(), ZONE) + timedelta(hours=hours)


def due_before(day: date, *, before_includes_day: bool = False) -> datetime:
    """“Trước ngày D” ends with the day before D, unless the office has set that D is still in time.

    >>> due_before(date(2021, 11, 30)).isoformat()
    '2021-11-30T00:00:00+07:00'
    """
    return due_instant(day) if before_includes_day else due_instant(day, hour=0)


def due_day(due_at: datetime) -> date:
    """The last day on which something can still be in time.

    >>> due_day(due_before(date(2021, 11, 30)))
    datetime.date(2021, 11, 29)
    """
    return (due_at.astimezone(ZONE) - timedelta(microseconds=1)).date()


def overdue_from(due_at: datetime, calendar: Calendar) -> datetime:
    """From when it counts as late. A due day that is off stays the due day, but the time ends when the next working day has
    ended, at whatever hour it was due (Bộ luật Dân sự 2015, điều 148 khoản 5).

    >>> overdue_from(due_instant(date(2021, 9, 2), hour=17), Calendar.of_vietnam()).isoformat()
    '2021-09-07T00:00:00+07:00'
    """
    day = due_day(due_at)
    return due_at if calendar.is_working(day) else due_instant(calendar.next_working_day(day))


def remind_day(due: date, n: int, calendar: Calendar) -> date:
    """The n-th working day before the due day. With 0, the due day; where that is off, the last working day before it.

    >>> [remind_day(date(2021, 9, 6), n, Calendar.of_vietnam()).day for n in (0, 1, 2)]  # Monday after Quốc khánh
    [6, 1, 31]
    """
    if n < 0:
        raise ValueError(f"số ngày nhắc trước phải từ 0 trở lên, không phải {n}")
    return (
        calendar.add_working_days(due, -n) if n or calendar.is_working(due) else calendar.last_working_day_before(due)
    )
