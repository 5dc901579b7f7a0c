"""When nothing is mailed: the quiet hours of every day, and days off except for what is urgent."""

from __future__ import annotations

import re
from datetime import date, datetime

from dieuhanh.foundation.calendar import Calendar
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create, end
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.notices.models import QuietHours

EVENING, MORNING = 19 * 60, 6 * 60 + 30  # until the office says something else
_TIME = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)")


@action("notices.set_quiet_hours", may="keep_outbox")
def set_quiet_hours(by: By, *, begins: int, ends: int) -> QuietHours:
    """From today on. Equal: mail goes out at any hour."""
    if not (0 <= begins < 24 * 60 and 0 <= ends < 24 * 60):
        raise Invalid("giờ từ 00:00 đến 23:59", "begins")
    standing = QuietHours.objects.valid_on(today()).first()
    if standing is not None and standing.from_day == today():
        return change(standing, begins=begins, ends=ends)
    if standing is not None:
        end(standing, today())
    return create(QuietHours(begins=begins, ends=ends, from_day=today()))


def hours_on(day: date) -> tuple[int, int]:
    found = QuietHours.objects.valid_on(day).values_list("begins", "ends").first()
    return found or (EVENING, MORNING)


def is_quiet(at: datetime) -> bool:
    here = at.astimezone(ZONE)
    minute = here.hour * 60 + here.minute
    begins, ends = hours_on(here.date())
    return begins <= minute < ends if begins <= ends else minute >= begins or minute < ends


def is_day_off(day: date) -> bool:
    return not Calendar.of_vietnam().is_working(day)


def parse_time(typed: str) -> int:
    """Minutes after midnight.

    >>> parse_time("06:30"), parse_time(" 19h00 ")
    (390, 1140)
    """
    match = _TIME.fullmatch(typed.strip())
    if match is None:
        raise Invalid(f"giờ «{typed.strip()[:20]}»; viết như 06:30, từ 00:00 đến 23:59", "begins")
    return int(match[1]) * 60 + int(match[2])


def time_in_words(minutes: int) -> str:
    """
    >>> time_in_words(390)
    '06:30'
    """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
