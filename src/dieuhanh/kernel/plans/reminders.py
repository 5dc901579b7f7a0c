"""When whom to remind of a deadline: the office's rules on a day, and which due days they mean on that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dieuhanh.foundation.calendar import Calendar, remind_day
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.plans.models import ReminderRule, RemindTo

# Until the office decides otherwise: working days before (negative), on and after the due day.
AT_FIRST: frozenset[tuple[str, int]] = frozenset(
    {
        (RemindTo.OFFICER, -3),
        (RemindTo.OFFICER, 0),
        (RemindTo.OFFICER, 1),
        (RemindTo.HEAD, -1),
        (RemindTo.HEAD, 1),
        (RemindTo.HEAD, 5),
        (RemindTo.DEPUTY, 3),
        (RemindTo.CHAIR, 7),
    }
)
FURTHEST = 30  # working days before or after
LOOKED_BACK = 10  # days that a machine which was off catches up
AROUND = 70  # days on either side in which a due day can lie that is FURTHEST working days away


@dataclass(frozen=True, slots=True)
class When:
    """One rule as it stands; `row` None where it is one of those the office begins with."""

    to: str
    days: int
    on: bool
    row: ReminderRule | None = None


def rules_on(day: date) -> list[When]:
    """Every rule there is, those switched off among them; one question."""
    rows = {(row.to, row.days): row for row in ReminderRule.objects.filter(valid_on(day))}
    keys = sorted(AT_FIRST | rows.keys(), key=lambda key: (list(RemindTo.values).index(key[0]), key[1]))
    return [When(*key, rows[key].on if key in rows else True, rows.get(key)) for key in keys]


def due_days(days: int, after: date, until: date, calendar: Calendar) -> frozenset[date]:
    """The due days whose reminder falls after the one day and not after the other.

    >>> found = due_days(0, date(2021, 9, 1), date(2021, 9, 1), Calendar.of_vietnam())
    >>> sorted(found)
    []
    >>> [d.day for d in sorted(due_days(0, date(2021, 8, 31), date(2021, 9, 1), Calendar.of_vietnam()))]  # 2 to 5 September are off
    [1, 2, 3, 4, 5]
    """
    around = (until + timedelta(days=n) for n in range(-AROUND, AROUND + 1))
    return frozenset(due for due in around if after < reminder_of(due, days, calendar) <= until)


def reminder_of(due: date, days: int, calendar: Calendar) -> date:
    """Before the due day or on it as `remind_day` says; after it counted from when the time is really over.

    >>> reminder_of(date(2021, 9, 2), 1, Calendar.of_vietnam())  # off until Sunday 5th: over with Monday
    datetime.date(2021, 9, 7)
    """
    if days <= 0:
        return remind_day(due, -days, calendar)
    return calendar.add_working_days(calendar.next_working_day(due), days)


def caught_up_from(day: date, since: date | None) -> date:
    """After which day reminders are still owed: the last tick, but no more than LOOKED_BACK days; of a clock that went back, the day before."""
    if since is None or since >= day:
        return day - timedelta(days=1)
    return max(since, day - timedelta(days=LOOKED_BACK))
