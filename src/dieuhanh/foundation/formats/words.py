"""What a file is, by its first bytes and the parts inside it, and the words in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from ..reading import UnreadableText, decode
from .docx import is_docx, read_docx
from .package import Package
from .pdf import read_pdf
from .refusal import ALLOWED, Encrypted, NoWords, OtherKind, TooMuch, Unreadable, megabytes
from .web_page import decoded, read_web_page
from .workbook import is_workbook, read_workbook

Kind = Literal["text", "html", "docx", "xlsx", "pdf", "doc", "rtf", "picture", "encrypted", "zip"]

LARGEST: Final = 50_000_000  # bytes
_LARGEST_PAGE: Final = 8_000_000
_SIGNATURES: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"PK\x03\x04", "zip"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")  # how Office wraps a .docx or .xlsx that has a password
_SAVE_AS: Final = "hãy mở bằng Word, chọn Lưu thành (Save As), kiểu Word Document (*.docx), rồi gửi tệp mới"
_HTML: Final = ("<!doctype html", "<html", "<head", "<body")


@dataclass(frozen=True, slots=True)
class Words:
    """`text`: the file's own, a paragraph or a row of a table on each line; `beside`: headers, footers and notes, which are on every page
    and no part of the text."""

    kind: Kind
    text: str
    beside: str = ""

    @property
    def all(self) -> str:
        return f"{self.beside}\n{self.text}" if self.beside else self.text


def words_of(data: bytes) -> Words:
    """The words of a file by its content; `Unreadable`, of one of its kinds, where there are none to be had.

    >>> words_of("Kế hoạch".encode()).text
    'Kế hoạch'
    """
    if len(data) > LARGEST:
        raise TooMuch(f"tệp dài {megabytes(len(data))}", f"chỉ đọc đến {megabytes(LARGEST)}")
    kind = kind_of(data)
    match kind:
        case "pdf":
            return Words(kind, read_pdf(data))
        case "zip":
            return _zipped(data)
        case "html":
            return _page(data)
        case "text":
            return Words(kind, _text(data))
    raise _not_read(kind)


def kind_of(data: bytes) -> Kind:
    """By the first bytes; what is inside a zip is looked at by `words_of`."""
    if data.startswith(_OLE):
        return "encrypted" if _LOCKED in data else "doc"
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    start = decoded(data[:2000]).lstrip("\ufeff \t\r\n").lower()
    return "html" if start.startswith(_HTML) or (start.startswith("<?xml") and "<html" in start) else "text"


def _zipped(data: bytes) -> Words:
    package = Package(data)
    if is_docx(package):
        return Words("docx", *read_docx(package))
    if is_workbook(package):
        return Words("xlsx", read_workbook(package))
    raise OtherKind("đây là tệp nén (zip) hoặc tài liệu loại khác", f"chỉ đọc {ALLOWED}")


def _page(data: bytes) -> Words:
    if len(data) > _LARGEST_PAGE:
        raise TooMuch(f"trang web dài {megabytes(len(data))}", f"chỉ đọc đến {megabytes(_LARGEST_PAGE)}")
    return Words("html", read_web_page(data))


def _text(data: bytes) -> str:
    try:
        return decode(data)
    except UnreadableText as error:
        raise OtherKind(str(error).rpartition("; ")[0] or str(error), f"chỉ đọc {ALLOWED}, mã UTF-8") from error


def _not_read(kind: Kind) -> Unreadable:
    if kind == "encrypted":
        return Encrypted(
            "tệp có mật khẩu nên không đọc được", "hãy bỏ mật khẩu (Tệp → Thông tin → Bảo vệ tài liệu) rồi gửi lại"
        )
    if kind == "picture":
        return NoWords("đây là ảnh, không có chữ để đọc", f"chỉ đọc {ALLOWED}")
    name = ".rtf" if kind == "rtf" else "Word, Excel đời cũ (.doc, .xls)"
    return OtherKind(f"đây là tệp {name}", _SAVE_AS)
