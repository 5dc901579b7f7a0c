"""What we write, we read back; what a person typed never becomes a formula."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuhanh.foundation.sheets import Heading, Page, read, write
from dieuhanh.foundation.sheets.writing import Written

XML_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)
NUMBERS = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.builds(lambda n, places: Decimal(n).scaleb(-places), st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 12)),
)
DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31))
MOMENTS = st.datetimes(datetime.fromisoformat("1900-03-01"), datetime.fromisoformat("2999-12-31")).map(
    lambda moment: moment.replace(microsecond=0, second=7)
)
CELLS = st.one_of(XML_TEXT, NUMBERS, DAYS, MOMENTS, st.booleans(), st.none())


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12))
def test_round_trip(rows: list[list[Written]]) -> None:
    (sheet,) = read(write(Page("Tờ", [Heading("a"), Heading("b"), Heading("c")], rows))).sheets
    for number, expected in enumerate(rows, 2):
        for column, value in enumerate(expected, 1):
            found = sheet.value(number, column)
            assert found == (None if value == "" and not isinstance(value, bool) else value)
            assert isinstance(found, bool) == isinstance(value, bool)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_any_text_at_all_comes_back_but_for_signs_no_file_can_hold(texts: list[str]) -> None:
    (sheet,) = read(write(Page("Tờ", [Heading("a")], [(text,) for text in texts]))).sheets
    for number, text in enumerate(texts, 2):
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        kept = "".join(
            c for c in lines if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
        )
        assert (sheet.value(number, 1) or "") == kept


@pytest.mark.parametrize(
    "text", ["=1+1", "+84912345678", "-5", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a","b")', "=cmd|' /C calc'!A0"]
)
def test_no_text_becomes_a_formula(text: str) -> None:
    data = write(Page("Tờ", [Heading("a")], [(text,)]))
    named = parts_of(data)
    assert "<f" not in named["xl/worksheets/sheet1.xml"]
    assert "hyperlink" not in named["xl/worksheets/sheet1.xml"]
    # Excel's apostrophe: editing the cell does not turn it into a formula either.
    assert 'quotePrefix="1"' in named["xl/styles.xml"]
    assert read(data).sheets[0].value(2, 1) == text


def test_codes_and_telephones_keep_their_zeros_in_cells_still_to_be_filled() -> None:
    named = parts_of(write(Page("Tờ", [Heading("Mã"), Heading("Số", kind="number")], [("00343", 5)])))
    text_column, number_column = (part.split("/>")[0] for part in named["xl/worksheets/sheet1.xml"].split("<col ")[1:])
    formats = named["xl/styles.xml"].split("<cellXfs")[1].split("<xf ")[1:]
    assert 'numFmtId="49"' in formats[int(text_column.split('style="')[1].split('"')[0])]
    assert (
        'style="' not in number_column
        or 'numFmtId="0"' in formats[int(number_column.split('style="')[1].split('"')[0])]
    )


def test_numbers_excel_would_change_are_written_as_text() -> None:
    long = Decimal("1234567890123456.5")
    sheet = read(write(Page("Tờ", [Heading("a")], [(long,), (10**16 + 1,), (Decimal("NaN"),)]))).sheets[0]
    assert [sheet.value(row, 1) for row in (2, 3, 4)] == ["1234567890123456,5", "10000000000000001", "NaN"]


def test_days_before_march_1900_are_written_as_text() -> None:
    sheet = read(write(Page("Tờ", [Heading("a", kind="day")], [(date(1890, 5, 19),)]))).sheets[0]
    assert sheet.value(2, 1) == "19/05/1890"


def test_the_same_content_gives_the_same_bytes() -> None:
    page = Page("Tờ", [Heading("Cấp", choices=("Phường", "Xã"), hint="Chọn một")], [("Xã",)], above=("Danh sách",))
    assert write(page) == write(page)
    assert read(write(page)).sheets[0].rows == (("Danh sách",), ("Cấp",), ("Xã",))
    assert "dataValidation" in parts_of(write(page))["xl/worksheets/sheet1.xml"]


def test_a_long_list_of_choices_stands_on_a_hidden_sheet() -> None:
    units = [f"Ủy ban nhân dân phường số {number}" for number in range(60)]
    with_comma = ("Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế")
    data = write(
        Page("Tờ", [Heading("Đơn vị", choices=units), Heading("Sở", choices=with_comma), Heading("Cũ", choices=units)])
    )
    rules = parts_of(data)["xl/worksheets/sheet1.xml"]
    assert rules.count("<formula1>'_danh_muc'!$A$1:$A$60</formula1>") == 2
    assert "<formula1>'_danh_muc'!$B$1:$B$2</formula1>" in rules
    shown, lists = read(data).sheets
    assert (shown.hidden, lists.hidden) == (False, True)
    assert [row[0] for row in lists.rows] == units


def test_what_does_not_fit_is_refused_not_cut() -> None:
    with pytest.raises(ValueError, match="Excel holds 32767"):
        write(Page("Tờ", [Heading("a")], [("x" * 40_000,)]))
    with pytest.raises(ValueError, match="2 values for 1 columns"):
        write(Page("Tờ", [Heading("a")], [("x", "y")]))
