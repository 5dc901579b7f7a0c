from contextlib import suppress
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.vietnamese.money import SCALES, MoneyError, format_money, parse_money
from dieuhanh.foundation.vietnamese.numbers import NumberError, format_number, parse_number

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=6)


@given(DECIMALS | st.integers())
def test_a_printed_number_reads_back_as_itself(value: Decimal | int) -> None:
    assert parse_number(format_number(value)) == value


@given(st.decimals(-(10**12), 10**12, places=4), st.integers(0, 6))
def test_rounding_is_half_up_away_from_zero(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert parse_number(format_number(value, places)) == expected


@given(st.text(max_size=30) | st.text("0123456789.,-", max_size=12))
def test_any_text_is_a_number_or_refused(s: str) -> None:
    with suppress(NumberError):
        value = parse_number(s)
        assert value.is_finite()
        assert parse_number(format_number(value)) == value


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1.5", "dùng dấu phẩy cho phần lẻ"),
        ("0.500", "dùng dấu phẩy cho phần lẻ"),
        ("1,234.5", "dùng dấu phẩy cho phần lẻ, ví dụ 1.234,5"),
        ("12.34.567", "nhóm ba chữ số"),
        ("1.2345,6", "nhóm ba chữ số"),
        ("1,234,567", "chỉ có một dấu phẩy"),
        ("12 triệu", "chỉ dùng chữ số"),
        ("1e5", "chỉ dùng chữ số"),
        ("NaN", "chỉ dùng chữ số"),
        ("٣", "chỉ dùng chữ số"),
        ("", "chưa có số"),
    ],
)
def test_a_refusal_says_what_was_found_and_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert advice in str(caught.value)
    assert text in str(caught.value)


def test_a_point_before_three_digits_is_always_a_group() -> None:
    assert parse_number("1.500") == 1500


def test_idle_zeros_stay_and_nothing_turns_into_minus_zero() -> None:
    assert format_number(Decimal("1.50")) == "1,50"
    assert format_number(Decimal("-0.004"), 2) == "0,00"
    assert format_number(Decimal("1E+3")) == "1.000"


def test_infinity_is_not_printed() -> None:
    with pytest.raises(NumberError):
        format_number(Decimal("Infinity"))


@given(st.integers(-(10**18), 10**18), st.sampled_from(sorted(SCALES)))
def test_a_printed_amount_reads_back_as_itself(dong: int, unit: str) -> None:
    assert parse_money(format_money(dong, unit)) == dong


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("5 nghìn tỷ đồng", 5 * 10**12),
        ("3 tỉ 20 triệu", 3_020_000_000),
        ("1 triệu 500 ngàn đồng", 1_500_000),
        ("2 tỷ đồng.", 2 * 10**9),
        ("-7,5 triệu đồng", -7_500_000),
        ("25.000 VNĐ", 25_000),
    ],
)
def test_amounts_as_officials_write_them(text: str, dong: int) -> None:
    assert parse_money(text) == dong


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("500", "chưa có đơn vị"),
        ("", "không phải số tiền"),
        ("1.5 tỷ", "dùng dấu phẩy cho phần lẻ"),
        ("300 triệu 2 tỷ", "giảm dần"),
        ("0,0000000001 tỷ", "lẻ dưới một đồng"),
        ("3 tỷ mét", "không phải số tiền"),
    ],
)
def test_a_refused_amount_says_why(text: str, advice: str) -> None:
    with pytest.raises(MoneyError) as caught:
        parse_money(text)
    assert advice in str(caught.value)


def test_an_unknown_unit_of_money_is_refused() -> None:
    with pytest.raises(MoneyError):
        format_money(1, "hào")


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_refused(s: str) -> None:
    with suppress(MoneyError):
        assert isinstance(parse_money(s), int)
