"""Days as people say them: "hôm nay", "17h ngày mai", "thứ Sáu", "trong tuần này", "trong 5 ngày làm việc", "xong 30/11"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta

from dieuhanh.foundation.calendar import Calendar
from dieuhanh.foundation.vietnamese.text import fold

_HOUR = r"(?:(?P<hour>[01]?\d|2[0-3])\s*(?:gio|h|:)\s*(?P<minute>[0-5]\d)?,?\s+(?:ngay\s+)?)?"
_BEFORE = r"(?P<before>truoc\s+)?(?:cham nhat\s+|trong\s+|den\s+|het\s+|xong\s+|han\s+)?"
_SPOKEN = re.compile(
    rf"(?<!\w){_BEFORE}{_HOUR}(?:"
    r"(?P<today>hom nay|trong ngay(?!\s*\d))"
    r"|(?P<tomorrow>(?:ngay|sang|chieu)\s+mai)"
    r"|(?P<weekday>thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat)(?!\w)(?P<next>\s+tuan\s+(?:sau|toi))?"
    r"|(?P<week>tuan\s+(?:nay|sau|toi))"
    r"|(?P<month>(?:cuoi\s+)?thang\s+nay|cuoi\s+thang)"
    r"|(?:(?:vong|thoi han)\s+)?(?P<count>\d{1,2})\s+ngay(?P<working>\s+lam viec)?"
    r")(?!\w)"
)
_NUMBERS = re.compile(
    r"(?<!\w)(?P<before>truoc\s+)?(?:(?:cham nhat|den|het|xong|han|trong|ngay)\s+)*"
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})(?:[/.-](?P<year>\d{4}))?(?![\w/])"
)
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
FRIDAY = 4  # the last working day of a week


@dataclass(frozen=True, slots=True)
class SpokenDay:
    """The last day in time, the hour where one is said, and the words."""

    day: date | None
    hour: time | None
    words: str


def spoken_day(words: str, today: date, *, before_with_day: bool = False) -> SpokenDay | None:
    """
    >>> day = date(2021, 11, 24)  # a Wednesday
    >>> [str(spoken_day(w, day).day) for w in ("xong trong hôm nay", "trước ngày mai", "chậm nhất thứ Sáu", "trong tuần sau")]
    ['2021-11-24', '2021-11-24', '2021-11-26', '2021-12-03']
    >>> spoken_day("báo cáo trước 17h ngày mai", day).hour, str(spoken_day("dọn rác xong 30/11", day).day)
    (datetime.time(17, 0), '2021-11-30')
    """
    folded = fold(words)
    match = _SPOKEN.search(folded) or next((m for m in _NUMBERS.finditer(folded) if not m[0][:1].isdigit()), None)
    if match is None:
        return None
    day = _counted(match, today) if match.re is _SPOKEN else _numbered(match, today)
    if day is None:
        return None
    hour = match.groupdict().get("hour")
    said = words[match.start() : match.end()]
    if hour:
        return SpokenDay(day, time(int(hour), int(match["minute"] or 0)), said)
    if match["before"] and not before_with_day:
        day -= timedelta(days=1)
    return SpokenDay(day, None, said)


def _counted(match: re.Match[str], today: date) -> date | None:
    if match["today"]:
        return today
    if match["tomorrow"]:
        return today + timedelta(days=1)
    if match["weekday"]:
        return _weekday(match, today)
    if match["week"]:
        later = 0 if match["week"].endswith("nay") else 7
        friday = today + timedelta(days=FRIDAY - today.weekday() + later)
        return max(friday, today)
    if match["month"]:
        return today.replace(day=monthrange(today.year, today.month)[1])
    if "trong" not in match[0]:
        return None
    count = int(match["count"])
    return Calendar.of_vietnam().add_working_days(today, count) if match["working"] else today + timedelta(days=count)


def _weekday(match: re.Match[str], today: date) -> date:
    """The next such day from today on; "tuần sau" is the one of the week after."""
    said = match["weekday"].split()[-1]
    wanted = 6 if said == "nhat" else _WEEKDAYS[said] if said in _WEEKDAYS else int(said) - 2
    if match["next"]:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _numbered(match: re.Match[str], today: date) -> date | None:
    year = int(match["year"] or today.year)
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None
