"""Counting in working days agrees with looking at each day, and stops with a clear word where the calendar ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.calendar import Calendar, OutsideCalendar
from dieuhanh.foundation.calendar.working_days import FIRST_DAY, LAST_DAY

pytestmark = pytest.mark.once
VIETNAM = Calendar.of_vietnam()
DAYS = st.dates(date(1900, 2, 1), date(2999, 11, 30))
NEAR = st.one_of(st.dates(date(2020, 12, 1), date(2028, 1, 31)), DAYS)
FAR = st.one_of(st.integers(0, 40), st.integers(0, 2000))


def each_day(after: date, until: date) -> list[date]:
    return [after + timedelta(n) for n in range(1, (until - after).days + 1)]


@given(NEAR, st.integers(0, 500))
def test_between_two_days_lie_the_working_days_one_meets_on_the_way(after: date, distance: int) -> None:
    until = min(after + timedelta(distance), LAST_DAY)
    met = sum(VIETNAM.is_working(day) for day in each_day(after, until))
    assert VIETNAM.working_days_between(after, until) == met
    assert VIETNAM.working_days_between(until, after) == -met


@given(st.dates(date(1910, 1, 1), date(2990, 1, 1)), FAR)
def test_the_nth_working_day_is_worked_and_n_away_in_either_direction(day: date, n: int) -> None:
    later, earlier = VIETNAM.add_working_days(day, n), VIETNAM.add_working_days(day, -n)
    assert earlier <= day <= later
    assert VIETNAM.working_days_between(day, later) == n
    assert VIETNAM.working_days_between(earlier - timedelta(1), day - timedelta(1)) == n
    if n:
        assert VIETNAM.is_working(later)
        assert VIETNAM.is_working(earlier)


@given(st.dates(date(1910, 1, 1), date(2990, 1, 1)), FAR, FAR)
def test_days_added_in_two_steps_are_the_days_added_at_once(day: date, first: int, second: int) -> None:
    for sign in (1, -1):
        step = VIETNAM.add_working_days(VIETNAM.add_working_days(day, sign * first), sign * second)
        assert step == VIETNAM.add_working_days(day, sign * (first + second))


@given(NEAR)
def test_between_the_neighbours_of_a_day_nothing_is_worked(day: date) -> None:
    before, after = VIETNAM.last_working_day_before(day), VIETNAM.next_working_day(day)
    assert before < day <= after
    assert not any(map(VIETNAM.is_working, each_day(before, day - timedelta(1))))
    assert (after == day) == VIETNAM.is_working(day)
    assert not any(map(VIETNAM.is_working, each_day(day - timedelta(1), after - timedelta(1))))


@given(st.sets(NEAR, max_size=20), st.sets(NEAR, max_size=20), NEAR)
def test_an_offices_own_days_win_and_leave_the_others_as_they_were(
    off: set[date], worked: set[date], other: date
) -> None:
    office = VIETNAM.with_days(off=off - worked, worked=worked)
    assert not any(map(office.is_working, off - worked))
    assert all(map(office.is_working, worked))
    if other not in off | worked:
        assert office.is_working(other) == VIETNAM.is_working(other)
    assert Calendar.of_vietnam() is VIETNAM


def test_a_day_cannot_be_both_off_and_worked() -> None:
    with pytest.raises(ValueError, match="ngày 23/11/2026 không thể vừa là ngày nghỉ vừa là ngày làm việc"):
        VIETNAM.with_days(off=[date(2026, 11, 23)], worked=[date(2026, 11, 23)])


def test_a_later_entry_of_the_office_takes_back_an_earlier_one() -> None:
    day = date(2026, 11, 23)
    assert VIETNAM.with_days(off=[day]).with_days(worked=[day]).is_working(day)


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(3000, 1, 1), date.min, date.max])
def test_days_outside_the_calendar_are_refused_by_name(day: date) -> None:
    words = (
        f"{day.day:02}/{day.month:02}/{day.year:04} nằm ngoài lịch ngày làm việc; lịch có từ 01/01/1900 đến 31/12/2999"
    )
    for ask in (
        lambda: VIETNAM.is_working(day),
        lambda: VIETNAM.add_working_days(day, 0),
        lambda: VIETNAM.next_working_day(day),
        lambda: VIETNAM.working_days_between(day, date(2021, 1, 1)),
        lambda: VIETNAM.with_days(off=[day]),
    ):
        with pytest.raises(OutsideCalendar, match=words):
            ask()


def test_counting_past_an_end_of_the_calendar_is_refused_too() -> None:
    assert VIETNAM.is_working(FIRST_DAY)
    with pytest.raises(OutsideCalendar, match="1 ngày làm việc trước 01/01/1900 nằm ngoài lịch"):
        VIETNAM.last_working_day_before(FIRST_DAY)
    with pytest.raises(OutsideCalendar, match="1000000 ngày làm việc sau 24/11/2021 nằm ngoài lịch"):
        VIETNAM.add_working_days(date(2021, 11, 24), 1_000_000)
