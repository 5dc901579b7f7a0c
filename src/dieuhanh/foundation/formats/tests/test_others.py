"""Plain text, saved web pages and workbooks; what has no words to read says what is allowed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.formats import Broken, NoWords, OtherKind, Unreadable, kind_of, words_of
from dieuhanh.foundation.reading import decode, read
from dieuhanh.foundation.sheets import Heading, Page, write

from .made import with_part

PAGE = """<!doctype html><html><head><title>Kế hoạch</title><style>p {{}}</style><script>var x = "bỏ";</script></head>
<body><p>Phường&nbsp;Hạ Đình</p>{table}<p>Hết</p></body></html>"""
TABLE = """<table><tr><th>STT</th><th>Nhiệm vụ</th><th>Chủ trì</th><th>Thời hạn</th></tr>
<tr><td>1</td><td>Rà soát<br>nguồn thu</td><td rowspan=2>Phòng Kinh tế</td><td>15/11/2021</td></tr>
<tr><td>2</td><td>Kiểm tra các chợ dân sinh</td><td>28/11/2021</td></tr></table>"""


@given(st.text())
def test_plain_text_is_what_the_reader_decodes(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        expected = decode(data)
    except ValueError:
        with pytest.raises(Unreadable):
            words_of(data)
        return
    if kind_of(data) == "text":
        assert words_of(data).text == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_saved_page_without_its_scripts(encoding: str) -> None:
    found = words_of(PAGE.format(table=TABLE).encode(encoding))
    assert found.kind == "html"
    assert found.text.replace("\u00a0", " ").split("\n") == [
        "Kế hoạch",
        "Phường Hạ Đình",
        "| STT | Nhiệm vụ | Chủ trì | Thời hạn |",
        "| 1 | Rà soát nguồn thu | Phòng Kinh tế | 15/11/2021 |",
        "| 2 | Kiểm tra các chợ dân sinh | Phòng Kinh tế | 28/11/2021 |",
        "Hết",
    ]
    tasks = read(found.text).tasks
    assert [[unit.text for unit in task.lead] for task in tasks] == [["Phòng Kinh tế"]] * 2


@given(st.text(st.sampled_from(list("<>/abtdrhul!- \n=\"'")), max_size=80))
def test_no_markup_makes_a_page_fail(junk: str) -> None:
    assert words_of(f"<html><body>Đầu{junk}".encode()).text.startswith("Đầu")


def test_an_unclosed_table_keeps_its_words() -> None:
    assert words_of(b"<html><table><tr><td>mot<td>hai<table><tr><td>ba").text.split() == [
        "|",
        "mot",
        "|",
        "hai",
        "ba",
        "|",
    ]


def test_every_word_of_a_workbook() -> None:
    book = write(Page("Trang một", [Heading("Tên"), Heading("Số")], [["Phường Hạ Đình", 3]]))
    drawn = '<d xmlns:a="x"><a:p><a:r><a:t>Trong </a:t></a:r><a:r><a:t>khung</a:t></a:r></a:p></d>'
    printed = '<worksheet><sheetData/><headerFooter><oddHeader>&amp;C&amp;"Arial"Đầu trang</oddHeader></headerFooter></worksheet>'
    book = with_part(
        with_part(book, "xl/drawings/drawing9.xml", drawn.encode()), "xl/worksheets/s9.xml", printed.encode()
    )
    found = words_of(book)
    assert found.kind == "xlsx"
    assert {"Trang một", "Tên", "Phường Hạ Đình", "Trong khung", "Đầu trang"} <= set(found.text.split("\n"))


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", OtherKind, "tệp trống"),
        (b"MZ\0\0\x01", OtherKind, "nhị phân"),
        ("Thành phố".encode("cp1252", "ignore"), OtherKind, "sai bảng mã"),
        (b"\x89PNG\r\n\x1a\n", NoWords, "đây là ảnh"),
        (b"PK\x03\x04 spoiled", Broken, "tải dở dang"),
    ],
)  # fmt: skip
def test_what_has_no_words(data: bytes, kind: type[Unreadable], words: str) -> None:
    with pytest.raises(kind, match=words):
        words_of(data)
