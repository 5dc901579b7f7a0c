"""Cells as Excel keeps them: exact, typed, and nothing lost that a reader of values would lose."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from dieuhanh.foundation.sheets import Block, ErrorValue, NoResult, Sheet, Value, read
from dieuhanh.foundation.sheets.cells import Scan, measured, parsed

from .made import BOOK, MAIN, REL, packed, parts, row, sheet, workbook


def only(data: bytes) -> Sheet:
    (found,) = read(data).sheets
    return found


def values(*cells: str) -> list[Value]:
    return list(only(workbook(sheet(row(*cells)))).rows[0])


def test_numbers_are_the_decimals_excel_keeps() -> None:
    stored = ["12", "1.5", "898.44537464910999", "0.1", "-0", "1E+22", "0.85", "123456789012345"]
    cells = [f'<c r="{letter}1"><v>{value}</v></c>' for letter, value in zip("ABCDEFGH", stored, strict=True)]
    assert values(*cells) == [
        Decimal(value) for value in ("12", "1.5", "898.44537464911", "0.1", "0", "1E+22", "0.85", "123456789012345")
    ]


def test_what_is_no_number_in_a_number_cell() -> None:
    assert values('<c r="A1"><v>nan</v></c>', '<c r="B1"><v>1e999</v></c>') == [ErrorValue("#NUM!")] * 2


def test_dates_times_percentages_and_truth() -> None:
    found = values(
        '<c r="A1" s="1"><v>44500</v></c>',
        '<c r="B1" s="1"><v>44500.5</v></c>',
        '<c r="C1" s="2"><v>0.85</v></c>',
        '<c r="D1" s="3"><v>0.5</v></c>',
        '<c r="E1" s="4"><v>1.5</v></c>',
        '<c r="F1" t="b"><v>1</v></c>',
        '<c r="G1" t="d"><v>2021-03-04</v></c>',
    )
    assert found == [
        date(2021, 10, 31),
        datetime.fromisoformat("2021-10-31T12:00"),
        Decimal("0.85"),
        time(12),
        timedelta(days=1.5),
        True,
        date(2021, 3, 4),
    ]


def test_days_counted_from_1904() -> None:
    book = BOOK.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    assert only(workbook(sheet(row('<c r="A1" s="1"><v>43038</v></c>')), book=book)).rows == ((date(2021, 10, 31),),)


def test_errors_formulas_without_a_result_and_empty_results_are_told_apart() -> None:
    found = values(
        '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        '<c r="B1" t="e"><v>#N/A</v></c>',
        '<c r="C1"><f>SUM(Z1:Z9)</f></c>',
        '<c r="D1"><f>A1</f><v></v></c>',
        '<c r="E1" t="str"><f>""</f><v></v></c>',
        '<c r="F1"/>',
        '<c r="G1"><f>1+1</f><v>2</v></c>',
        '<c r="H1" t="s"><v>1</v></c>',
        '<c r="I1"><f t="shared" si="0"/></c>',
    )
    assert found == [
        ErrorValue("#DIV/0!"),
        ErrorValue("#N/A"),
        NoResult(),
        NoResult(),
        "",
        None,
        Decimal(2),
        "hai",
        NoResult(),
    ]


def test_texts_of_every_writer() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><t xml:space="preserve"> a\nb </t></si>'
        '<si><r><t>nghiêng</t></r><r><t xml:space="preserve"> đậm</t></r><rPh><t>x</t></rPh></si></sst>'
    )
    cells = (
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="B1" t="s"><v>1</v></c>',
        '<c r="C1" t="inlineStr"><is><t>liền &amp; kề</t></is></c>',
        '<c r="D1" t="str"><f>"c"</f><v>c</v></c>',
    )
    found = only(workbook(sheet(row(*cells)), strings=strings))
    assert found.rows == ((" a\nb ", "nghiêng đậm", "liền & kề", "c"),)


def test_a_workbook_without_texts_or_formats() -> None:
    named = parts(sheet(row('<c r="A1"><v>1</v></c>')))
    related = (
        f'<Relationships><Relationship Id="a" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    named = {name: part for name, part in named.items() if name not in {"xl/styles.xml", "xl/sharedStrings.xml"}}
    assert only(packed({**named, "xl/_rels/workbook.xml.rels": related})).rows == ((Decimal(1),),)


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("addresses", [True, False])
def test_prefixes_and_cells_without_address_change_nothing(prefix: str, addresses: bool) -> None:
    places = [f'r="{place}"' if addresses else "" for place in ("A2", "B2", "A3")]
    cells = [f"<{prefix}c {place}><{prefix}v>{n}</{prefix}v></{prefix}c>" for n, place in enumerate(places)]
    rows = f'<{prefix}row r="2">{cells[0]}{cells[1]}</{prefix}row><{prefix}row>{cells[2]}</{prefix}row>'
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    whole = f'<{prefix}worksheet {name}="{MAIN}"><{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>'
    assert only(workbook(whole)).rows == ((None, None), (Decimal(0), Decimal(1)), (Decimal(2), None))


def test_merged_cells_and_hidden_rows_and_sheets_are_told() -> None:
    rows = row('<c r="A1"><v>1</v></c>') + '<row r="2" hidden="1"><c r="B2"><v>2</v></c></row><row r="9" hidden="1"/>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>'
    book = BOOK.replace('sheetId="1"', 'sheetId="1" state="veryHidden"')
    found = only(workbook(sheet(rows, after=merged), book=book))
    assert found.merged == (Block(1, 1, 2, 1),)
    assert found.hidden_rows == {2}
    assert found.hidden
    assert (found.value(2, 2), found.value(2, 1), found.value(99, 1), found.value(1, 0)) == (
        Decimal(2),
        None,
        None,
        None,
    )


def test_the_quick_measure_of_a_plain_sheet_is_that_of_the_parser() -> None:
    """What needs no parsing is told without it, and any doubt goes to the parser."""
    plain = sheet(
        row('<c r="A1" s="1" t="s"><v>0</v></c>', '<c r="AB1"><v>5</v></c>')
        + row('<c r="C12" t="b"><v>1</v></c>', number=12),
        around='<cols><col min="1" max="2"/></cols>',
        after='<conditionalFormatting sqref="A1"><cfRule type="x" priority="1"/></conditionalFormatting>',
    ).encode()
    assert measured(plain) == parsed(plain, "a", 100) == Scan(12, 28, 3)
    for changed in (
        "<!-- -->",
        '<c r="B3" t="e"><v>#N/A</v></c>',
        "<c><v>1</v></c>",
        "<c r='B3'><v>1</v></c>",
        "<x:c/>",
    ):
        assert measured(plain.replace(b"</sheetData>", changed.encode() + b"</sheetData>")) is None
        assert measured(plain.replace(b"</worksheet>", b'<c r="B3"><v>1</v></c></worksheet>')) is None
    assert measured(plain[: -len("</worksheet>")]) is None


def test_other_names_of_parts_are_followed() -> None:
    named = parts(sheet(row('<c r="A1"><v>1</v></c>')))
    moved = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{REL}/officeDocument" Target="/book/wb.xml"/></Relationships>',
        "book/wb.xml": named["xl/workbook.xml"],
        "book/_rels/wb.xml.rels": f'<Relationships><Relationship Id="a" Type="{REL}/worksheet" Target="../Tờ%201.xml"/></Relationships>',
        "Tờ 1.xml": named["xl/worksheets/sheet1.xml"],
    }
    assert only(packed(moved)).rows == ((Decimal(1),),)


def test_formatted_empty_cells_far_away_are_no_table() -> None:
    far = row('<c r="A1"><v>1</v></c>') + row('<c r="XFD1048576" s="1"/>', number=1_048_576)
    assert only(workbook(sheet(far))).rows == ((Decimal(1),),)
