"""When the time is over, when one is late, when one is reminded."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.calendar import Calendar, due_before, due_day, due_instant, overdue_from, remind_day
from dieuhanh.foundation.vietnamese.dates import ZONE

pytestmark = pytest.mark.once
VIETNAM = Calendar.of_vietnam()
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2021, 11, day) for day in (26, 27, 28, 29))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_a_day_is_over_at_its_midnight_in_vietnam() -> None:
    assert due_instant(FRIDAY) == datetime(2021, 11, 26, 17, tzinfo=UTC) == due_instant(FRIDAY, hour=24)
    assert due_instant(FRIDAY, hour=16) == at("2021-11-26T16:00")
    assert due_instant(FRIDAY, hour=time(16, 30)) == at("2021-11-26T16:30")


@pytest.mark.parametrize("hour", [-1, 25])
def test_an_hour_no_day_has_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match=f"giờ phải từ 0 đến 24, không phải {hour}"):
        due_instant(FRIDAY, hour=hour)


def test_before_a_day_ends_with_the_day_before_unless_the_office_has_set_otherwise() -> None:
    assert due_before(FRIDAY) == at("2021-11-26T00:00")
    assert due_before(FRIDAY, before_includes_day=True) == due_instant(FRIDAY)
    assert due_day(due_before(FRIDAY)) == FRIDAY - timedelta(1)
    assert due_day(due_before(FRIDAY, before_includes_day=True)) == FRIDAY


@given(DAYS, st.one_of(st.none(), st.integers(1, 24), st.times(min_value=time(0, 1))))
def test_the_due_day_is_the_day_that_was_given_in_any_zone(day: date, hour: int | time | None) -> None:
    assert due_day(due_instant(day, hour=hour)) == day == due_day(due_instant(day, hour=hour).astimezone(UTC))


@pytest.mark.parametrize(
    ("due_at", "late"),
    [
        (due_instant(FRIDAY), "2021-11-27T00:00"),
        (due_instant(FRIDAY, hour=17), "2021-11-26T17:00"),
        (due_instant(SATURDAY), "2021-11-30T00:00"),
        (due_instant(SUNDAY), "2021-11-30T00:00"),
        (due_instant(SUNDAY, hour=9), "2021-11-30T00:00"),
        (due_before(MONDAY), "2021-11-30T00:00"),  # the last day is Sunday
        (due_instant(date(2021, 2, 10)), "2021-02-18T00:00"),  # Tết
        (due_instant(date(2026, 1, 10)), "2026-01-11T00:00"),  # a Saturday worked
        (due_instant(date(2026, 1, 10), hour=11), "2026-01-10T11:00"),
    ],
)
def test_due_on_a_day_off_is_late_only_when_the_next_working_day_has_ended(due_at: datetime, late: str) -> None:
    assert overdue_from(due_at, VIETNAM) == at(late) == overdue_from(due_at.astimezone(UTC), VIETNAM)


def test_an_offices_own_day_off_counts_as_well() -> None:
    assert overdue_from(due_instant(FRIDAY), VIETNAM.with_days(off=[FRIDAY])) == at("2021-11-30T00:00")


@given(DAYS, DAYS, st.one_of(st.none(), st.integers(1, 24)), st.one_of(st.none(), st.integers(1, 24)))
def test_one_is_never_late_before_the_time_nor_sooner_for_a_later_time(
    day: date, other: date, hour: int | None, other_hour: int | None
) -> None:
    first, second = sorted((due_instant(day, hour=hour), due_instant(other, hour=other_hour)))
    assert first <= overdue_from(first, VIETNAM)
    assert VIETNAM.is_working(due_day(overdue_from(first, VIETNAM)))
    if VIETNAM.is_working(due_day(first)) or due_day(first) == due_day(second):
        assert overdue_from(first, VIETNAM) <= overdue_from(second, VIETNAM)


@pytest.mark.parametrize(
    ("due", "n", "on"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 1, FRIDAY),
        (MONDAY, 3, date(2021, 11, 24)),
        (SUNDAY, 0, FRIDAY),
        (SUNDAY, 1, FRIDAY),
        (SUNDAY, 2, date(2021, 11, 25)),
        (date(2021, 2, 17), 1, date(2021, 2, 9)),  # over Tết
        (date(2026, 1, 12), 1, date(2026, 1, 10)),  # a Saturday worked
    ],
)
def test_reminders_come_on_working_days(due: date, n: int, on: date) -> None:
    assert remind_day(due, n, VIETNAM) == on


@given(DAYS, st.integers(0, 60))
def test_a_reminder_is_a_working_day_not_after_the_due_day(due: date, n: int) -> None:
    day = remind_day(due, n, VIETNAM)
    assert VIETNAM.is_working(day)
    assert day <= due
    assert remind_day(due, n + 1, VIETNAM) <= day


def test_a_reminder_after_the_due_day_is_refused() -> None:
    with pytest.raises(ValueError, match="số ngày nhắc trước phải từ 0 trở lên, không phải -1"):
        remind_day(MONDAY, -1, VIETNAM)
