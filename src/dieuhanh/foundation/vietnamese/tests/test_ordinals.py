from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.vietnamese import ordinals as o


@pytest.mark.parametrize(
    ("parse", "write", "last"),
    [
        (o.parse_roman, o.format_roman, 3999),
        (o.parse_ordinal_words, o.ordinal_words, 99),
        (o.parse_list_letter, o.format_list_letter, 23),
    ],
)
def test_each_ordinal_reads_back_and_no_two_are_alike(
    parse: Callable[[str], int], write: Callable[[int], str], last: int
) -> None:
    assert [parse(write(n)) for n in range(1, last + 1)] == list(range(1, last + 1))
    for outside in (0, last + 1):
        with pytest.raises(o.OrdinalError):
            write(outside)


def test_lists_have_the_barred_d_and_leave_f_out() -> None:
    assert [o.format_list_letter(n) for n in range(1, 8)] == ["a", "b", "c", "d", "đ", "e", "g"]


@pytest.mark.parametrize("text", ["IIII", "VX", "IC", "", "A", "MMMM"])
def test_misspelt_roman_numerals_are_refused(text: str) -> None:
    with pytest.raises(o.OrdinalError):
        o.parse_roman(text)


@pytest.mark.parametrize("text", ["f)", "ab", "", ")"])
def test_what_no_list_letter_is_refused(text: str) -> None:
    with pytest.raises(o.OrdinalError):
        o.parse_list_letter(text)


def test_ordinals_in_words_do_not_care_about_case_and_blanks() -> None:
    assert o.parse_ordinal_words("THỨ  HAI mươi tư") == 24


@given(st.text(max_size=20))
def test_any_text_is_an_ordinal_or_refused(s: str) -> None:
    for parse in (o.parse_roman, o.parse_ordinal_words, o.parse_list_letter):
        with suppress(o.OrdinalError):
            assert parse(s) >= 1
