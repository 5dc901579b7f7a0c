"""Counting in working days."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import compress
from typing import Final

from dieuhanh.foundation.vietnamese.dates import format_day

from .days_off import of_country

FIRST_DAY: Final = date(1900, 1, 1)  # a Monday
LAST_DAY: Final = date(2999, 12, 31)
_ORIGIN: Final = FIRST_DAY.toordinal()
_LENGTH: Final = LAST_DAY.toordinal() - _ORIGIN + 1
_WEEK: Final = bytes((1, 1, 1, 1, 1, 0, 0))


class OutsideCalendar(ValueError):
    """Asked for, or come to, a day of which no calendar knows whether it is worked."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"{found} nằm ngoài lịch ngày làm việc; lịch có từ {format_day(FIRST_DAY)} đến {format_day(LAST_DAY)}"
        )


def _place(day: date) -> int:
    place = day.toordinal() - _ORIGIN
    if not 0 <= place < _LENGTH:
        raise OutsideCalendar(format_day(day))
    return place


@dataclass(frozen=True)
class Calendar:
    """Monday to Friday are worked, but for `off`; Saturday and Sunday are not, but for `worked`.

    >>> vietnam = Calendar.of_vietnam()
    >>> vietnam.is_working(date(2026, 1, 2)), vietnam.is_working(date(2026, 1, 10))
    (False, True)
    >>> vietnam.add_working_days(date(2021, 2, 9), 3)  # over Tết
    datetime.date(2021, 2, 19)
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for day in self.off | self.worked:
            _place(day)
        if both := self.off & self.worked:
            raise ValueError(f"ngày {format_day(min(both))} không thể vừa là ngày nghỉ vừa là ngày làm việc")

    @staticmethod
    @cache
    def of_vietnam() -> Calendar:
        return Calendar(*of_country())

    def with_days(self, *, off: Iterable[date] = (), worked: Iterable[date] = ()) -> Calendar:
        """A calendar in which the given days win over this one's.

        >>> office = Calendar.of_vietnam().with_days(off=[date(2026, 11, 23)], worked=[date(2026, 11, 28)])
        >>> office.working_days_between(date(2026, 11, 20), date(2026, 11, 28))
        4
        """
        own_off, own_worked = frozenset(off), frozenset(worked)
        return Calendar((self.off - own_worked) | own_off, (self.worked - own_off) | own_worked)

    @cached_property
    def _mask(self) -> bytes:
        mask = bytearray((_WEEK * (_LENGTH // 7 + 1))[:_LENGTH])
        for day in self.off:
            mask[_place(day)] = 0
        for day in self.worked:
            mask[_place(day)] = 1
        return bytes(mask)

    @cached_property
    def _places(self) -> array[int]:
        """The working days in their order, so that every question is one search by halves."""
        return array("I", compress(range(_LENGTH), self._mask))

    def is_working(self, day: date) -> bool:
        return self._mask[_place(day)] == 1

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`, or before it where n is negative; with 0, `day` itself, worked or not.

        >>> [Calendar.of_vietnam().add_working_days(date(2021, 4, 30), n).isoformat() for n in (-1, 0, 1)]
        ['2021-04-29', '2021-04-30', '2021-05-04']
        """
        place = _place(day)
        if n == 0:
            return day
        at = bisect_right(self._places, place) + n - 1 if n > 0 else bisect_left(self._places, place) + n
        if not 0 <= at < len(self._places):
            raise OutsideCalendar(f"{abs(n)} ngày làm việc {'sau' if n > 0 else 'trước'} {format_day(day)}")
        return date.fromordinal(_ORIGIN + self._places[at])

    def last_working_day_before(self, day: date) -> date:
        return self.add_working_days(day, -1)

    def next_working_day(self, day: date) -> date:
        """`day` itself where it is worked."""
        return day if self.is_working(day) else self.add_working_days(day, 1)

    def working_days_between(self, after: date, until: date) -> int:
        """How many follow `after` and end with `until`; negative where `until` comes first."""
        return bisect_right(self._places, _place(until)) - bisect_right(self._places, _place(after))
