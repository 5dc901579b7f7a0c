"""The days off of each settled year, by their documents, and where the library says otherwise."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from dieuhanh.foundation.calendar import Calendar
from dieuhanh.foundation.calendar.days_off import occasions, of_country, of_library, settled_years

pytestmark = pytest.mark.once


def of_year(days: frozenset[date], year: int) -> set[date]:
    return {day for day in days if day.year == year}


def test_a_row_names_its_document_and_lists_only_what_differs_from_an_ordinary_week() -> None:
    for row in occasions():
        assert row.name, row
        assert row.source, row
        assert row.confidence in {"high", "medium"}, row
        assert row.off, row
        assert all(day.weekday() < 5 for day in row.off), row
        assert all(day.weekday() == 5 for day in row.worked), row
        assert len(row.worked) in {0, len(row.off)}, "a swap gives as many days as it takes"
        assert {day.year for day in row.off | row.worked} <= settled_years(), row


def test_no_day_is_listed_twice() -> None:
    days = Counter(day for row in occasions() for day in row.off | row.worked)
    assert [day for day, times in days.items() if times > 1] == []


@pytest.mark.parametrize("year", sorted(settled_years()))
def test_a_settled_year_gives_every_holiday_of_the_labour_code(year: int) -> None:
    """Eleven days since 2021 (Bộ luật Lao động 2019, điều 112 khoản 1), each on a weekday or made up (điều 111 khoản 3); and 24/11 since 2026."""
    off = sum(len(row.off) for row in occasions() if min(row.off).year == year and not row.worked)
    assert off == (12 if year >= 2026 else 11)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2021-02-10", "2021-02-16"),
        ("2021-09-02", "2021-09-05"),
        ("2022-01-29", "2022-02-06"),
        ("2022-09-01", "2022-09-04"),
        ("2023-01-20", "2023-01-26"),
        ("2023-04-29", "2023-05-03"),
        ("2023-09-01", "2023-09-04"),
        ("2024-02-08", "2024-02-14"),
        ("2024-04-27", "2024-05-01"),
        ("2024-08-31", "2024-09-03"),
        ("2025-01-25", "2025-02-02"),
        ("2025-04-30", "2025-05-04"),
        ("2025-08-30", "2025-09-02"),
        ("2026-01-01", "2026-01-04"),
        ("2026-02-14", "2026-02-22"),
        ("2026-08-29", "2026-09-02"),
        ("2027-02-04", "2027-02-10"),
        ("2027-09-02", "2027-09-05"),
    ],
)
def test_the_days_off_in_a_row_are_those_the_notices_announced(first: str, last: str) -> None:
    calendar, day, end = Calendar.of_vietnam(), date.fromisoformat(first), date.fromisoformat(last)
    assert calendar.is_working(day - timedelta(1))
    assert calendar.working_days_between(day - timedelta(1), end) == 0
    assert calendar.is_working(end + timedelta(1))


def test_swapped_saturdays_are_worked_and_no_others() -> None:
    saturdays = [date(2021, 1, 2) + timedelta(weeks=week) for week in range(7 * 52)]
    worked = [day.isoformat() for day in saturdays if Calendar.of_vietnam().is_working(day)]
    assert worked == ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"]


def test_the_library_lacks_the_swap_of_new_year_2026_and_is_right_in_the_rest_of_the_settled_years() -> None:
    """Where this fails, a new version of `holidays` knows more or less than the one before: read its change, correct the room's docstring."""
    differs = {
        (what, day.isoformat())
        for what, ours, theirs in zip(("off", "worked"), of_country(), of_library(), strict=True)
        for year in settled_years()
        for day in of_year(ours, year) ^ of_year(theirs, year)
    }
    assert differs == {("off", "2026-01-02"), ("worked", "2026-01-10")}


def test_national_day_has_two_days_since_2021() -> None:
    calendar = Calendar.of_vietnam()
    assert calendar.is_working(date(2020, 9, 1))
    assert calendar.is_working(date(2020, 9, 3))
    assert not calendar.is_working(date(2021, 9, 3))


def test_the_day_of_culture_is_off_since_2026() -> None:
    calendar = Calendar.of_vietnam()
    assert [calendar.is_working(date(year, 11, 24)) for year in (2021, 2025, 2026, 2027, 2028)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_other_years_are_the_librarys_and_years_after_it_have_only_weekends() -> None:
    off, worked = of_library()
    ours_off, ours_worked = of_country()
    for year in (1990, 2014, 2019, 2020, 2028, 2100):
        assert of_year(ours_off, year) == of_year(off, year) != set()
        assert of_year(ours_worked, year) == of_year(worked, year)
    assert Calendar.of_vietnam().is_working(date(2019, 1, 5))  # for 31/12/2018, in the year before
    assert Calendar.of_vietnam().is_working(date(2200, 9, 2))  # a Tuesday
    assert not Calendar.of_vietnam().is_working(date(2200, 9, 6))
