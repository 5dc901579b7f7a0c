"""What a file is by its bytes, whatever its name says; anything but an .xlsx is refused with the way to make one."""

from __future__ import annotations

from typing import Final

from .refusal import SAVE_AS_XLSX, FileRefused

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_ENDINGS: Final = {
    "xls",
    "xlsm",
    "xlsb",
    "xlt",
    "csv",
    "tsv",
    "txt",
    "ods",
    "doc",
    "docx",
    "pdf",
    "zip",
    "xml",
    "htm",
    "html",
}
# Excel 2 to 4 wrote a bare stream, without a container.
_OLD_EXCEL: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")


def expect_zip(data: bytes, name: str) -> None:
    """Passes what can be an .xlsx. `name` is the file's name, if there is one."""
    if not data:
        raise FileRefused("empty", "Tệp rỗng, không có nội dung", "lưu lại bảng tính trong Excel rồi gửi lại")
    if data.startswith(_ZIP):
        return
    if data.startswith(_OLE):
        raise _in_ole(data, name)
    if data.startswith(_OLD_EXCEL):
        raise _old_excel(name)
    raise _other(data)


def expect_name(name: str) -> None:
    """A name that ends otherwise than the content: Excel itself would refuse to open it without a warning."""
    ending = name.rpartition(".")[2].lower()
    if "." in name and ending in _OTHER_ENDINGS:
        raise FileRefused(
            "wrong-name",
            f"Tên tệp kết thúc bằng .{ending} nhưng bên trong là bảng tính .xlsx",
            "đổi đuôi tệp thành .xlsx, mở thử bằng Excel xem có đúng bảng cần gửi không, rồi gửi lại",
        )


def _in_ole(data: bytes, name: str) -> FileRefused:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return FileRefused(
            "encrypted",
            "Tệp có mật khẩu mở nên không đọc được",
            "mở bằng Excel, vào Tệp (File) → Thông tin (Info) → Bảo vệ Sổ làm việc (Protect Workbook) → "
            "Mã hóa bằng Mật khẩu (Encrypt with Password), xóa mật khẩu, lưu rồi gửi lại",
        )
    if holds("WordDocument"):
        return FileRefused("word", "Đây là tệp Word, không phải bảng tính", "gửi bảng tính Excel đuôi .xlsx")
    if holds("Workbook") or holds("Book"):
        return _old_excel(name)
    return FileRefused("not-excel", "Đây không phải bảng tính .xlsx", SAVE_AS_XLSX)


def _old_excel(name: str) -> FileRefused:
    renamed = name.lower().endswith(".xlsx")
    found = (
        "Tên tệp là .xlsx nhưng bên trong vẫn là Excel 97-2003 (.xls); đổi tên không đổi được nội dung"
        if renamed
        else "Đây là tệp Excel 97-2003 (.xls), chỉ nhận .xlsx"
    )
    return FileRefused("xls", found, SAVE_AS_XLSX)


def _other(data: bytes) -> FileRefused:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return FileRefused("pdf", "Đây là tệp PDF, không phải bảng tính", "gửi bảng tính Excel gốc, đuôi .xlsx")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head or b"<html" in head or b"<table" in head:
        return FileRefused(
            "web-page", "Bên trong tệp là trang web hoặc XML mang tên bảng tính, không phải .xlsx", SAVE_AS_XLSX
        )
    if b"\0" not in data[:4096]:
        return FileRefused(
            "text",
            "Đây là tệp văn bản hoặc CSV, không phải bảng tính .xlsx",
            f"{SAVE_AS_XLSX} (kiểm tra lại mã, số điện thoại bắt đầu bằng số 0 trước khi lưu)",
        )
    return FileRefused("not-excel", "Đây không phải bảng tính .xlsx", SAVE_AS_XLSX)
