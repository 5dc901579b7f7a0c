from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.vietnamese import dates


@given(st.dates())
def test_every_way_of_writing_a_day_reads_back(day: date) -> None:
    assert dates.parse_day(dates.format_day(day)) == day
    assert dates.parse_day(dates.format_day_words(day)) == day
    assert dates.parse_day(day.isoformat()) == day


@given(st.dates(max_value=date(9999, 11, 30)))
def test_a_period_holds_its_days_and_ends_where_the_next_begins(day: date) -> None:
    for text in (dates.format_month(day), dates.format_quarter(day), f"năm {day.year:04}"):
        span = dates.parse_span(text)
        assert span.first <= day <= span.last
        if span.last < date(9999, 12, 31):
            assert (span.last + timedelta(1)).day == 1


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Ngày 5 tháng 3 năm 2021", "2021-03-05"),
        ("05.03.2021", "2021-03-05"),
        ("tháng 11/2021", "2021-11"),
        ("11/2021", "2021-11"),
        ("Quý IV năm 2021", "2021-Q4"),
        ("quý 2/2022", "2022-Q2"),
        ("Q3/2022", "2022-Q3"),
        ("6 tháng cuối năm 2021", "2021-H2"),
        ("2021", "2021"),
    ],
)
def test_spans_as_offices_write_them(text: str, iso: str) -> None:
    assert dates.parse_span(text).iso == iso


@pytest.mark.parametrize(
    "text", ["31/02/2021", "ngày 1 tháng 13 năm 2021", "1/2-2021", "mai", "", "1/1/21", "00/01/2021"]
)
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(dates.DateError) as caught:
        dates.parse_day(text)
    assert "24/11/2021" in str(caught.value)


@pytest.mark.parametrize("text", ["tháng 13/2021", "quý V/2021", "0000", "sắp tới"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(dates.DateError):
        dates.parse_span(text)


@given(st.text(max_size=30))
def test_any_text_is_a_span_or_refused(s: str) -> None:
    with suppress(dates.DateError):
        assert dates.parse_span(s).first <= dates.parse_span(s).last


def test_the_week_starts_on_monday() -> None:
    monday = date(2021, 11, 22)
    names = [dates.weekday_name(monday + timedelta(i)) for i in range(7)]
    assert names[0] == "Thứ Hai"
    assert names[6] == "Chủ nhật"
    assert len(set(names)) == 7
