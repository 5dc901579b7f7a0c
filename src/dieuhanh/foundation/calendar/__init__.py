"""Working days of Vietnam's administration, and when a deadline is really over. Pure Python.

calendar = Calendar.of_vietnam()              # .with_days(off=[…], worked=[…]) for an office's own days
calendar.add_working_days(day, 5)             # 5th working day after; -5: before
overdue_from(due_instant(day), calendar)      # from when a task counts as late
remind_day(day, 3, calendar)                  # three working days before

Which days are off:

- Saturdays and Sundays, in every year. (The week of five days is of 1999, Quyết định 188/1999/QĐ-TTg; days before that are no history.)
- In the years that `days_off.toml` calls settled: its rows and nothing else, each with the document that set it.
- In the other years from 1901 to 2100: what the library `holidays` says. It knows that 02/9 has two days since 2021 (Bộ luật Lao động 2019,
  điều 112), Hùng Kings' day by the lunar calendar, and Ngày Văn hóa 24/11 since 2026. Which five days Tết takes, and which neighbour 02/9 takes, is
  chosen each year by the Prime Minister (điều 112 khoản 3): for years to come the library's days are a guess by pattern.
- From 2101: weekends only, for the library ends.

Where the library is wrong (0.109; `tests/test_days_off.py` holds it): it lacks 02/01/2026 off and Saturday 10/01/2026 worked (Công văn
12729/VPCP-KGVX). Where we cannot tell: it gives a day in lieu when 24/11 falls on a weekend (first in 2029), while Nghị quyết 28/2026/QH16 puts that day
outside điều 112, to whose days alone điều 111 khoản 3 gives one.
"""

from .deadlines import due_before, due_day, due_instant, overdue_from, remind_day
from .working_days import Calendar, OutsideCalendar

__all__ = [
    "Calendar",
    "OutsideCalendar",
    "due_before",
    "due_day",
    "due_instant",
    "overdue_from",
    "remind_day",
]
