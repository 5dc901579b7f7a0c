"""Tables people made: the header is found, rows are typed, and every fault says where it stands and what is allowed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dieuhanh.foundation.sheets import (
    Heading,
    Page,
    Parser,
    Table,
    choice,
    code,
    day,
    number,
    optional,
    phone,
    read,
    read_table,
    required,
    text,
    whole,
    write,
    yes_no,
)
from dieuhanh.foundation.sheets.writing import Written

from .made import row, sheet, workbook

NAME = required("Tên đơn vị", text(), "Đơn vị", "Tên")
KIND = required("Cấp", choice({"Phường": "ward", "Xã": "commune"}))
CODE = optional("Mã đơn vị", code(5), "Mã số")
PARENT = optional("Đơn vị cấp trên", text(), present=True)
SINCE = optional("Từ ngày", day)
COLUMNS = (NAME, KIND, CODE, PARENT, SINCE)
TITLES = ("STT", "Tên đơn vị", "Cấp", "Mã đơn vị", "Đơn vị cấp trên", "Từ ngày")


def table(*rows: tuple[Written, ...], titles: tuple[str, ...] = TITLES, above: tuple[str, ...] = ()) -> Table:
    page = Page("Đơn vị", [Heading(title) for title in titles], rows, above)
    return read_table(read(write(page)), COLUMNS)


def words(found: Table) -> list[str]:
    return [str(problem) for problem in found.all_problems]


def test_rows_come_typed_and_other_columns_are_left_alone() -> None:
    found = table(
        (1, " Phường  Hạ Đình", "phuong", "00343", None, date(2025, 7, 1)),
        (2, "Xã B", "Xã", None, "Quận A", "02/07/2025"),
    )
    assert found.good
    assert found.other_titles == ["STT"]
    assert [row.number for row in found.rows] == [2, 3]
    first, second = found.rows
    assert (first[NAME], first[KIND], first[CODE]) == ("Phường Hạ Đình", "ward", "00343")
    assert (first[PARENT], first[SINCE]) == (None, date(2025, 7, 1))
    assert (second[CODE], second[PARENT], second[SINCE]) == (None, "Quận A", date(2025, 7, 2))
    assert first.typed["Tên đơn vị"] == " Phường  Hạ Đình"


def test_the_header_is_found_under_a_letterhead_however_titles_are_dressed() -> None:
    found = table(
        ("A", "B", "(1)", "(2)", "(3)", "(4)"),
        (1, "Xã B", "Xã", "00001", None, None),
        titles=("TT", "ĐƠN VỊ (*)", "cấp:", "MÃ SỐ", "Đơn vị  cấp trên\n(nếu có)", "Từ ngày"),
        above=("ỦY BAN NHÂN DÂN QUẬN MẪU", "Danh sách đơn vị, cấp phường, xã"),
    )
    assert words(found) == []
    assert found.header_row == 3
    assert [(row.number, row[NAME], row[CODE]) for row in found.rows] == [(5, "Xã B", "00001")]


def test_a_first_row_of_small_numbers_is_data_and_an_optional_column_alone_is_a_table() -> None:
    month, value = optional("Tháng", whole(1, 12)), optional("Số vụ", number)
    page = Page("Số liệu", [Heading("Tháng"), Heading("Số vụ")], [(1, 2), (2, 5)])
    guide = Page("Hướng dẫn", [Heading("Điền mỗi tháng một dòng")])
    found = read_table(read(write(guide, page)), (month, value))
    assert [(row[month], row[value]) for row in found.rows] == [(1, Decimal(2)), (2, Decimal(5))]


def test_rows_without_content_are_skipped_and_numbering_is_none() -> None:
    found = table((1, "Xã B", "Xã"), (None,), (3, None, " "), (4, "Xã C", "Xã"))
    assert [(row.number, row[NAME]) for row in found.rows] == [(2, "Xã B"), (5, "Xã C")]


def test_each_fault_names_its_place_what_was_found_and_what_is_allowed() -> None:
    found = table(
        (1, None, "Thôn", "343", None, "31/02/2025"),
        (2, "Xã B", "Xã", Decimal("3.5"), None, True),
        (3, "Xã C", "Xã", 343),
    )
    assert words(found) == [
        "Trang tính “Đơn vị”, dòng 2, cột B (Tên đơn vị): chưa có gì; phải điền",
        "Trang tính “Đơn vị”, dòng 2, cột C (Cấp): “Thôn” không hợp lệ: chọn một trong “Phường”, “Xã”",
        "Trang tính “Đơn vị”, dòng 2, cột D (Mã đơn vị): “343” không hợp lệ: mã gồm đúng 5 chữ số, kể cả số 0 ở đầu",
        "Trang tính “Đơn vị”, dòng 2, cột F (Từ ngày): “31/02/2025” không có trong lịch; viết như 24/11/2021 hoặc ngày 24 tháng 11 năm 2021",
        "Trang tính “Đơn vị”, dòng 3, cột D (Mã đơn vị): 3,5 không hợp lệ: mã phải là chữ: đặt kiểu ô là Văn bản (Text) rồi gõ lại cho đủ",
        "Trang tính “Đơn vị”, dòng 3, cột F (Từ ngày): TRUE không hợp lệ: cần ngày, viết như 24/11/2021",
    ]
    assert not found.good
    assert found.rows[2][CODE] == "00343"
    assert NAME not in found.rows[0]
    with pytest.raises(KeyError):
        found.rows[0][NAME]


def test_an_importer_adds_faults_of_its_own_to_a_row() -> None:
    found = table((1, "Xã B", "Xã", None, "Quận Z"))
    found.rows[0].problem("không có đơn vị “Quận Z”", PARENT)
    assert words(found) == ["Trang tính “Đơn vị”, dòng 2, cột E (Đơn vị cấp trên): không có đơn vị “Quận Z”"]


def test_a_missing_column_is_named_with_what_stands_there() -> None:
    found = table((1, "Xã B"), titles=("STT", "Tên", "Loại"))
    assert words(found) == [
        "Trang tính “Đơn vị”, dòng 1: dòng tiêu đề thiếu cột “Cấp”; đang có “STT”, “Tên”, “Loại”",
        "Trang tính “Đơn vị”, dòng 1: dòng tiêu đề thiếu cột “Đơn vị cấp trên”; đang có “STT”, “Tên”, “Loại”",
    ]
    assert found.rows == []


def test_another_file_altogether() -> None:
    found = table((1, 2), titles=("Họ", "Lương"))
    assert words(found) == [
        "Trang tính “Đơn vị”: không thấy dòng tiêu đề trong 50 dòng đầu; cần một dòng có các cột “Tên đơn vị”, “Cấp”, “Đơn vị cấp trên”"
    ]


def test_a_column_given_twice_is_no_choice_of_ours() -> None:
    found = table((1, "a", "Xã", "b"), titles=("STT", "Tên đơn vị", "Cấp", "Đơn vị", "Đơn vị cấp trên"))
    assert words(found) == ["Trang tính “Đơn vị”, dòng 1: cột “Tên đơn vị” có 2 lần (cột B và D); chỉ để một"]


def test_merged_cells_speak_for_all_their_rows_and_hidden_rows_are_asked_about() -> None:
    rows = (
        row(
            *(
                f'<c r="{letter}1" t="inlineStr"><is><t>{title}</t></is></c>'
                for letter, title in zip("AB", ("Nhóm", "Mức"), strict=True)
            )
        )
        + row('<c r="A3" t="inlineStr"><is><t>Trẻ em</t></is></c><c r="B3"><v>1.5</v></c>', number=3)
        + row('<c r="B4"><v>2.5</v></c>', number=4)
        + '<row r="5" hidden="1"><c r="B5"><v>4</v></c></row>'
    )
    merged = '<mergeCells count="3"><mergeCell ref="A1:A2"/><mergeCell ref="A3:A5"/><mergeCell ref="C1:XFD1048576"/></mergeCells>'
    group, level = required("Nhóm", text()), required("Mức", number)
    found = read_table(read(workbook(sheet(rows, after=merged))), (group, level))
    assert [(one.number, one[group], one[level]) for one in found.rows] == [
        (3, "Trẻ em", Decimal("1.5")),
        (4, "Trẻ em", Decimal("2.5")),
        (5, "Trẻ em", Decimal(4)),
    ]
    assert words(found) == [
        "Trang tính “Đơn vị”, dòng 5: dòng này đang ẩn (do lọc hoặc ẩn dòng); hiện lại nếu cần nhập, hoặc xóa dòng"
    ]


def test_an_error_or_a_formula_without_a_result_is_no_value() -> None:
    cells = '<c r="A1" t="inlineStr"><is><t>Mức</t></is></c>'
    faulty = row('<c r="A2" t="e"><v>#REF!</v></c>', number=2) + row('<c r="A3"><f>1+1</f></c>', number=3)
    found = read_table(read(workbook(sheet(row(cells) + faulty))), (optional("Mức", number),))
    assert words(found) == [
        "Trang tính “Đơn vị”, dòng 2, cột A (Mức): ô báo lỗi #REF!: sửa công thức hoặc gõ giá trị vào ô",
        "Trang tính “Đơn vị”, dòng 3, cột A (Mức): công thức chưa có kết quả: mở bằng Excel, bấm Lưu rồi gửi lại, hoặc gõ giá trị vào ô",
    ]


def test_a_template_not_filled_in() -> None:
    assert words(table()) == ["Trang tính “Đơn vị”, dòng 1: dưới dòng tiêu đề chưa có dòng nào"]


def test_ten_thousand_rows_and_no_more() -> None:
    rows = [(None, f"Xã {number}", "Xã") for number in range(10_001)]
    whole_table, longer = table(*rows[:-1]), table(*rows)
    assert whole_table.good
    assert len(whole_table.rows) == 10_000
    assert words(longer) == ["Trang tính “Đơn vị”, dòng 10002: bảng có hơn 10.000 dòng; chia thành nhiều tệp"]


def test_the_sheet_with_the_table_is_found_and_two_are_refused() -> None:
    guide = Page("Hướng dẫn", [Heading("Điền từng dòng một đơn vị")])
    pages = [Page(name, [Heading(title) for title in TITLES], [(1, "Xã B", "Xã")]) for name in ("Đơn vị", "Mẫu")]
    assert read_table(read(write(guide, pages[0])), COLUMNS).good
    both = read(write(*pages))
    assert words(read_table(both, COLUMNS)) == [
        "Trang tính “Đơn vị”: trang tính “Đơn vị” và “Mẫu” cùng có bảng này; chỉ để lại một, xóa hoặc ẩn trang kia"
    ]
    assert read_table(both, COLUMNS, sheet="MẪU").good
    assert words(read_table(both, COLUMNS, sheet="Người")) == [
        "Trang tính “Người”: không có trang tính này; trong tệp có “Đơn vị”, “Mẫu”"
    ]


def test_two_columns_of_one_name_are_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="two columns"):
        read_table(read(write(Page("A", [Heading("Tên")]))), (NAME, required("TÊN:", text())))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0912.345.678", "0912345678"), (Decimal(2438583333), "02438583333"), ("+84 912 345 678", "0912345678")],
)
def test_telephones_are_digits_whatever_excel_made_of_them(value: str | Decimal, expected: str) -> None:
    assert phone(value) == expected


@pytest.mark.parametrize("value", ["12", "0912 34x 678", Decimal("0.5"), date(2021, 1, 2)])
def test_what_is_no_telephone(value: str | Decimal | date) -> None:
    with pytest.raises(ValueError, match=r"số điện thoại|cần chữ"):
        phone(value)


def test_a_date_is_no_figure_and_a_long_number_no_code() -> None:
    with pytest.raises(ValueError, match=r"12/10/2021 không hợp lệ: cần số"):
        number(date(2021, 10, 12))
    with pytest.raises(ValueError, match="mã phải là chữ"):
        code()(Decimal(10**16))
    with pytest.raises(ValueError, match="cần số nguyên từ 1 đến 12"):
        whole(1, 12)(Decimal(13))
    with pytest.raises(ValueError, match="ghi “Có” hoặc “Không”"):
        yes_no("có lẽ")
    with pytest.raises(ValueError, match="dài 4 ký tự, chỉ nhận đến 3"):
        text(3)("abcd")


@pytest.mark.parametrize("value", ["1E+308", "-1E+308", "1E-300", "0.3", "-1", str(10**15)])
@pytest.mark.parametrize("parse", [code(), code(5), whole(), whole(1, 12), phone, choice({"Xã": 1})])
def test_a_number_of_any_size_is_refused_in_words(parse: Parser[object], value: str) -> None:
    with pytest.raises(ValueError, match="không hợp lệ") as caught:
        parse(Decimal(value))
    assert len(str(caught.value)) < 250


def test_words_that_fold_alike_are_told_apart_by_their_marks() -> None:
    parse = choice({"Tổ": 1, "Tờ": 2, "Khác": 3})
    assert (parse("tổ"), parse("TỜ"), parse("khac")) == (1, 2, 3)
    with pytest.raises(ValueError, match="chọn một trong"):
        parse("to")
