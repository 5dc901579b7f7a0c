"""Files that are no .xlsx, or would cost too much: each is refused with what was found and the way out."""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuhanh.foundation.sheets import LIMITS, FileRefused, Limits, read

from .made import BOOK, MAIN, RELATED, STRINGS, STYLES, packed, parts, row, sheet, workbook

GOOD = sheet(row('<c r="A1"><v>1</v></c>'))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refused(data: bytes, name: str = "", limits: Limits = LIMITS) -> tuple[str, str]:
    with pytest.raises(FileRefused) as caught:
        read(data, name, limits)
    error = caught.value
    assert str(error) == f"{error.found}. Cách sửa: {error.way_out}."
    return error.reason, str(error)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(512)


@pytest.mark.parametrize(
    ("data", "reason", "words"),
    [
        (b"", "empty", "Tệp rỗng"),
        (ole("Workbook"), "xls", "Excel 97-2003"),
        (b"\x09\x04\x06\x00\x00\x00", "xls", "Excel 97-2003"),
        (ole("EncryptedPackage"), "encrypted", "xóa mật khẩu"),
        (ole("WordDocument"), "word", "tệp Word"),
        (ole("Khác"), "not-excel", "Lưu thành"),
        (b"%PDF-1.7", "pdf", "tệp PDF"),
        ("Mã;Tên\n01;Xã A\n".encode(), "text", "CSV"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web-page", "trang web"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "web-page",
            "Lưu thành",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0", "not-excel", "không phải bảng tính"),
        (packed({"a.txt": "a"}), "not-excel", "tệp nén"),
        (packed({"[Content_Types].xml": "", "word/document.xml": ""}), "word", "tệp Word"),
        (packed({"mimetype": "", "content.xml": ""}), "ods", "LibreOffice"),
        (packed({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "xlsb", "nhị phân"),
        (packed({**parts(GOOD), "xl/vbaProject.bin": b"\0"}), "macros", "macro"),
        (packed({**parts(GOOD), "xl/macrosheets/sheet1.xml": ""}), "macros", "macro"),
        (workbook(GOOD, types='<Types><Override ContentType="x.macroEnabled.main+xml"/></Types>'), "macros", "macro"),
        (packed({**parts(GOOD), "xl/externalLinks/externalLink1.xml": ""}), "links", "Ngắt Liên kết"),
        (packed({**parts(GOOD), "xl/connections.xml": ""}), "links", "nguồn khác"),
        (workbook(GOOD)[:-40], "broken", "tải dở dang"),
        (workbook(GOOD, book="<workbook><sheets/></workbook>"), "no-sheet", "không có trang tính"),
    ],
)
def test_what_is_no_xlsx_is_named_with_the_way_out(data: bytes, reason: str, words: str) -> None:
    assert refused(data)[0] == reason
    assert words in refused(data)[1]


def test_a_renamed_file_is_told_from_one_that_says_what_it_is() -> None:
    assert "đổi tên không đổi được nội dung" in refused(ole("Workbook"), "don-vi.XLSX")[1]
    assert "chỉ nhận .xlsx" in refused(ole("Workbook"), "don-vi.xls")[1]
    assert refused(workbook(GOOD), "don-vi.xls") == (
        "wrong-name",
        "Tên tệp kết thúc bằng .xls nhưng bên trong là bảng tính .xlsx. Cách sửa: đổi đuôi tệp thành .xlsx, "
        "mở thử bằng Excel xem có đúng bảng cần gửi không, rồi gửi lại.",
    )
    for name in ("don-vi.xlsx", "DON-VI.XLSX", "Đơn vị bản 1.2", ""):
        assert len(read(workbook(GOOD), name).sheets) == 1


def test_limits_on_bytes_parts_and_cells() -> None:
    data = workbook(sheet("".join(row(f'<c r="A{n}"><v>1</v></c>', number=n) for n in range(1, 101))))
    assert len(read(data, limits=replace(LIMITS, cells=100)).sheets[0].rows) == 100
    assert refused(data, limits=replace(LIMITS, cells=99))[0] == "far-cell"
    assert refused(data, limits=replace(LIMITS, packed=100))[0] == "too-large"
    assert refused(data, limits=replace(LIMITS, unpacked=1000))[0] == "packed"
    assert refused(packed({f"{n}.xml": "" for n in range(3000)}))[0] == "packed"


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    bomb = packed({**parts(GOOD), "xl/media/image1.png": bytes(64 * 2**20)})
    assert len(bomb) < 100_000
    assert refused(bomb)[0] == "packed"


def test_a_bomb_that_lies_about_its_size_fails_its_checksum() -> None:
    """The size in the directory says 100 bytes; unpacking stops there."""
    content = sheet(" " * 64 * 2**20)
    data = bytearray(workbook(content))
    size = struct.pack("<I", len(content.encode()))
    assert data.count(size) == 2
    reason, _ = refused(bytes(data.replace(size, struct.pack("<I", 100))))
    assert reason == "broken"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        "<c r='XFD1048576'><v>1</v></c>",
        '<c s="0" r="XFD1048576"><v>1</v></c>',
        '<c\tr="XFD1048576"\n><v>1</v></c>',
        '<c r="&#88;FD1048576"><v>1</v></c>',
        '<c r="XFD1048576" t="str"><f>1</f><v>1</v></c>',
        '<!-- --><c r="XFD1048576"><v>1</v></c>',
    ],
)
def test_one_stray_cell_in_the_far_corner(cell: str) -> None:
    far = row('<c r="A1"><v>1</v></c>') + f'<row r="1048576">{cell}</row>'
    reason, words = refused(workbook(sheet(far)))
    assert reason == "far-cell"
    assert "Trang tính “Đơn vị” trải đến tận ô XFD1048576; chỉ nhận đến 2.000.000 ô" in words


def test_what_is_claimed_about_size_is_not_believed() -> None:
    """In a process of its own: a reader that reserves what is claimed is ended by the system, not by an exception."""
    wide = sheet(
        row('<c r="A1" t="s"><v>0</v></c>'),
        around='<dimension ref="A1:XFD1048576"/>',
        after='<mergeCells count="4294967295"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    claims = 'count="4294967295" uniqueCount="4294967295"'
    strings = STRINGS.replace('count="1" uniqueCount="2"', claims)
    program = (
        "import sys; from dieuhanh.foundation.sheets import read\n"
        "print(read(sys.stdin.buffer.read()).sheets[0].rows[0][0] == 'một')"
    )
    for text in (strings, f"<?xml version='1.0'?><!-- <sst> -->{strings.replace('>', ' >', 1)}"):
        done = subprocess.run([sys.executable, "-c", program], input=workbook(wide, strings=text), capture_output=True)
        assert done.stdout == b"True\n", done.stderr.decode()
    hidden = strings.replace(claims, "").replace("<si>", f"<si/><sst {claims}/><si>", 1)
    assert refused(workbook(wide, strings=hidden))[0] == "broken"


@pytest.mark.parametrize(
    "worksheet",
    [
        sheet(row('<c r="A1"><v>1</v>')),
        sheet(row('<c r="AAAA1"><v>1</v></c>')),
        sheet(row('<c r="XFE1"><v>1</v></c>')),
        sheet(row('<c r="A1048577"><v>1</v></c>', number=1_048_577)),
        sheet(row('<c r="A0"><v>1</v></c>')),
        sheet(row('<c r="A1" r="XFD9"><v>1</v></c>')),
        sheet(row('<c r="A1" t="s"><v>7</v></c>')),
        sheet(row('<c r="A1" t="zz"><v>7</v></c>')),
        sheet('<row r="-5"><c><v>1</v></c></row>'),
        sheet('<row r="99999999999999999999"><c><v>1</v></c></row>'),
        f'<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode("utf-16"),
        f'<?xml version="1.0" encoding="windows-1258"?><worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        "",
        "không phải XML",
    ],
)
def test_a_sheet_that_is_not_as_the_standard_has_it(worksheet: str | bytes) -> None:
    assert refused(workbook(worksheet))[0] == "broken"


def test_parts_that_are_missing_or_there_twice() -> None:
    named = parts(GOOD)
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
        assert refused(packed({part: content for part, content in named.items() if part != name}))[0] == "broken"
    assert refused(packed({**named, "XL/WORKBOOK.XML": BOOK}))[0] == "broken"
    twice = BOOK.replace("</sheets>", '<sheet name="B" r:id="a"/></sheets>')
    assert refused(workbook(GOOD, book=twice))[0] == "broken"
    away = RELATED.replace('Target="worksheets/sheet1.xml"', 'Target="../../../etc/passwd"')
    assert refused(workbook(GOOD, related=away))[0] == "broken"
    assert refused(packed(named, zipfile.ZIP_BZIP2))[0] == "broken"


def test_a_zip_with_a_password() -> None:
    data = bytearray(workbook(GOOD))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = 0
        while (begin := data.find(mark, begin)) >= 0:
            data[begin + flags] |= 1
            begin += 4
    assert refused(bytes(data))[0] == "encrypted"


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_no_sheet_however_spoiled_does_more_than_be_refused(data: st.DataObject) -> None:
    cells = row(
        '<c r="A1" s="4"><v>1.5</v></c>', '<c r="B1" t="e"><f>1</f><v>#N/A</v></c>', '<c r="C1" t="s"><v>1</v></c>'
    )
    spoiled = {
        "worksheet": sheet(cells, '<dimension ref="A1:C1"/>'),
        "strings": STRINGS,
        "styles": STYLES,
        "book": BOOK,
    }
    part = data.draw(st.sampled_from(sorted(spoiled)))
    content = spoiled[part]
    begin = data.draw(st.integers(0, len(content)))
    token = data.draw(
        st.sampled_from(["", '"', "<", ">", "/", "-1", "1e15", "1e308", "99999999999999999999", "nan", "&#0;", "é"])
    )
    spoiled[part] = content[:begin] + token + content[begin + data.draw(st.integers(0, 6)) :]
    with suppress(FileRefused):
        read(workbook(spoiled.pop("worksheet"), **spoiled))


def test_a_duration_of_a_million_years() -> None:
    assert refused(workbook(sheet(row('<c r="A1" s="4"><v>1e15</v></c>'))))[0] == "broken"


def test_many_cells_in_one_place_or_many_merged_ones_are_not_kept() -> None:
    limits = replace(LIMITS, cells=1000)
    assert (
        refused(workbook(sheet('<row r="1">' + '<c r="A1" t="e"><v/></c>' * 1001 + "</row>")), limits=limits)[0]
        == "far-cell"
    )
    merged = '<mergeCells count="1">' + '<mergeCell ref="A1:B2"/>' * 100_001 + "</mergeCells>"
    assert refused(workbook(sheet(row(), after=merged)))[0] == "broken"
    strings = f'<sst xmlns="{MAIN}">{"<si/>" * 1001}</sst>'
    assert refused(workbook(GOOD, strings=strings), limits=limits)[0] == "broken"


def test_no_changed_or_missing_bytes_do_more_than_refuse() -> None:
    """Each byte in turn; whatever comes of it, it is a workbook or a refusal."""
    data = workbook(GOOD)
    for place in range(0, len(data), 3):
        spoiled = bytearray(data)
        spoiled[place] ^= 0xFF
        for changed in (bytes(spoiled), data[:place]):
            with suppress(FileRefused):
                read(changed)
