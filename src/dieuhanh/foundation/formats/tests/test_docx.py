"""Word files: everything that a reader of the printed page sees, in its order, as lines that the reader of texts understands."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

import pytest
from docx import Document
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuhanh.foundation.formats import Broken, Encrypted, OtherKind, TooMuch, words_of
from dieuhanh.foundation.reading import read

from .made import docx_of, part_of, saved, with_part

MAIN = "word/document.xml"
SOUND = docx_of("Ủy ban nhân dân", "Kế hoạch")
WORDS = st.text(st.characters(whitelist_categories=["L", "Nd"]), min_size=1, max_size=12)


def with_body(xml: str) -> bytes:
    """Raw markup as the first thing of the body."""
    made = docx_of("Cuối cùng")
    main = part_of(made, MAIN).replace(b"<w:body>", f"<w:body>{xml}".encode(), 1)
    return with_part(made, MAIN, main)


def fill(table: Table, rows: list[list[str]]) -> None:
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def test_paragraphs_are_lines() -> None:
    found = words_of(docx_of("Ủy ban nhân dân phường", "Kính gửi: Phòng Nội vụ"))
    assert (found.kind, found.text, found.beside) == ("docx", "Ủy ban nhân dân phường\nKính gửi: Phòng Nội vụ", "")


@given(st.lists(WORDS, min_size=1, max_size=8))
@settings(max_examples=25)
def test_no_word_is_lost_and_none_changes_place(words: list[str]) -> None:
    assert words_of(docx_of(*words)).text.split("\n") == words


def test_a_table_of_tasks_gives_its_tasks() -> None:
    document = Document()
    document.add_paragraph("KẾ HOẠCH")
    fill(
        document.add_table(3, 5),
        [
            ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"],
            ["1", "Rà soát nguồn thu còn lại", "Chi cục Thuế quận", "Phòng Kinh tế\nCông an quận", "15/11/2021"],
            ["2", "Kiểm tra các chợ dân sinh", "Phòng Kinh tế", "", "Trước ngày 28/11/2021"],
        ],
    )
    tasks = read(words_of(saved(document)).text).tasks
    assert [task.text for task in tasks] == ["Rà soát nguồn thu còn lại", "Kiểm tra các chợ dân sinh"]
    assert [[unit.text for unit in task.lead] for task in tasks] == [["Chi cục Thuế quận"], ["Phòng Kinh tế"]]
    assert [unit.text for unit in tasks[0].coop] == ["Phòng Kinh tế", "Công an quận"]
    dues = [date.fromisoformat(task.deadline.iso or "") for task in tasks if task.deadline]
    assert dues == [date(2021, 11, 15), date(2021, 11, 28)]


def test_a_header_over_two_rows_and_cells_over_several() -> None:
    document = Document()
    table = document.add_table(4, 4)
    fill(
        table,
        [
            ["TT", "Nội dung nhiệm vụ", "", ""],
            ["", "", "Chủ trì", "Thời hạn"],
            ["1", "Dọn các điểm rác tồn", "Phòng Quản lý đô thị", "15/12/2021"],
            ["2", "Kiểm tra trật tự vỉa hè", "", "20/12/2021"],
        ],
    )
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Phân công"
    for column in (0, 1):
        table.cell(0, column).merge(table.cell(1, column))
    table.cell(2, 2).merge(table.cell(3, 2))
    assert words_of(saved(document)).text.split("\n") == [
        "| TT | Nội dung nhiệm vụ | Chủ trì | Thời hạn |",
        "| 1 | Dọn các điểm rác tồn | Phòng Quản lý đô thị | 15/12/2021 |",
        "| 2 | Kiểm tra trật tự vỉa hè | Phòng Quản lý đô thị | 20/12/2021 |",
    ]


def test_a_table_that_places_the_letterhead_is_no_table() -> None:
    document = Document()
    head = ["ỦY BAN NHÂN DÂN\nPHƯỜNG HẠ ĐÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"]
    fill(document.add_table(2, 2), [head, ["Số: 12/KH-UBND", "Hạ Đình, ngày 05 tháng 10 năm 2021"]])
    document.add_paragraph("KẾ HOẠCH")
    text = words_of(saved(document)).text
    assert "|" not in text
    meta = read(text).meta
    assert (meta.symbol, meta.date) == ("12/KH-UBND", "2021-10-05")


def test_numbers_that_word_draws_are_words() -> None:
    document = Document()
    for words in ("Rà soát nguồn thu", "Kiểm tra các chợ"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("Dọn điểm rác", style="List Bullet")
    assert words_of(saved(document)).text.split("\n") == [
        "1. Rà soát nguồn thu",
        "2. Kiểm tra các chợ",
        "- Dọn điểm rác",
    ]


def test_headers_and_footers_stand_beside() -> None:
    document = Document()
    document.add_paragraph("Nội dung")
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.sections[0].footer.paragraphs[0].text = "Chân trang"
    found = words_of(saved(document))
    assert (found.text, sorted(found.beside.split("\n"))) == ("Nội dung", ["Chân trang", "Đầu trang"])
    assert "Đầu trang" in found.all


@pytest.mark.parametrize(
    ("xml", "first"),
    [
        ("<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>", "Trong khung"),
        ("<w:p><w:smartTag><w:r><w:t>Thanh Xuân</w:t></w:r></w:smartTag></w:p>", "Thanh Xuân"),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>Trong ô mẫu</w:t></w:r></w:p></w:sdtContent></w:sdt>", "Trong ô mẫu"),
        ("<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>", "thêm"),
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", "a\nb"),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>trang</w:t></w:r></w:p>", "trang"),
    ],
)  # fmt: skip
def test_words_in_odd_places(xml: str, first: str) -> None:
    assert re.sub(r"\n+", "\n", words_of(with_body(xml)).text).strip() == f"{first}\nCuối cùng"


def test_what_is_drawn_in_two_ways_is_said_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Dự thảo</w:t></w:r></w:p></w:txbxContent>"
    twice = f'<mc:AlternateContent xmlns:mc="x"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    assert words_of(with_body(f"<w:p><w:r>{twice}</w:r></w:p>")).text.count("Dự thảo") == 1


def test_broken_ones_say_so() -> None:
    whole = docx_of("Nội dung", "khác")
    broken = (
        whole[: len(whole) // 2],
        with_part(whole, MAIN, b"<w:document"),
        with_part(whole, MAIN, b"<document/>"),
        with_part(whole, MAIN, b"<a>" * 400 + b"</a>" * 400),
    )
    for data in broken:
        with pytest.raises(Broken, match="hỏng hoặc tải dở dang"):
            words_of(data)


def test_nothing_from_outside_and_no_bomb() -> None:
    whole = docx_of("Nội dung")
    outside = b'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document>&e;</w:document>'
    with pytest.raises(Broken, match="kiểu tài liệu"):
        words_of(with_part(whole, MAIN, outside))
    with pytest.raises(TooMuch, match="bung ra thành"):
        words_of(with_part(whole, MAIN, b"<d>" + b" " * 20_000_000 + b"</d>"))
    with pytest.raises(TooMuch, match="bung ra thành"):
        words_of(with_part(whole, "word/header9.xml", b" " * 30_000_000))


def test_locked_and_older_ones() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    with pytest.raises(Encrypted, match="mật khẩu"):
        words_of(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(OtherKind, match=r"Word Document \(\*\.docx\)"):
        words_of(ole)
    with pytest.raises(OtherKind, match=r"tệp \.rtf"):
        words_of(b"{\\rtf1 a}")


@given(st.data())
@settings(max_examples=40)
def test_a_file_spoiled_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    spoiled = bytearray(SOUND)
    for _change in range(data.draw(st.integers(1, 4))):
        spoiled[data.draw(st.integers(0, len(spoiled) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Broken, Encrypted, TooMuch, OtherKind):
        words_of(bytes(spoiled))
