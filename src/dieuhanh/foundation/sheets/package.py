"""The zip around an .xlsx, held to its limits before a single part is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..vietnamese.numbers import format_number
from .kinds import expect_name, expect_zip
from .refusal import SAVE_AS_XLSX, FileRefused, broken


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. A sheet of 100,000 rows and ten columns has 5 MB packed, 40 MB unpacked, a million cells."""

    packed: int = 32 * 2**20
    unpacked: int = 96 * 2**20
    cells: int = 2_000_000


LIMITS: Final = Limits()
_ENTRIES: Final = 2_000
# Real sheets shrink to a tenth, formatted empty rows to a thirtieth.
_TIMES: Final = 100
_NEVER_MIND: Final = 4 * 2**20


class Package:
    """The parts of one file by name. Part names are compared without case, as the standard has it."""

    def __init__(self, archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._entries = entries

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def read(self, name: str) -> bytes:
        """The part's bytes, never more than its entry claims; a claim that is wrong fails the checksum."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise broken(f"thiếu phần {name}")
        try:
            with self._archive.open(entry) as file:
                # Without a size, zipfile would unpack the whole stream before it looks at the claim.
                data = file.read(entry.file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            raise broken(f"không giải nén được {name}") from error
        if len(data) != entry.file_size:
            raise broken(f"không giải nén được {name}")
        return data


def open_package(data: bytes, name: str, limits: Limits) -> Package:
    """Looks at the container only; what it refuses was never unpacked."""
    if len(data) > limits.packed:
        raise FileRefused(
            "too-large",
            f"Tệp nặng {_megabytes(len(data))}, chỉ nhận đến {_megabytes(limits.packed)}",
            "bỏ ảnh và trang tính không cần, hoặc chia thành nhiều tệp",
        )
    expect_zip(data, name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, OverflowError) as error:
        raise broken("phần nén không đọc được, có thể do tải dở dang") from error
    _check_sizes(entries, len(data), limits)
    named = {entry.filename.lower(): entry for entry in entries}
    if len(named) < len(entries):
        raise broken("hai phần trùng tên")
    _check_content(named)
    expect_name(name)
    return Package(archive, named)


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("encrypted", "Tệp nén có mật khẩu nên không đọc được", "bỏ mật khẩu rồi gửi lại")
    if any(entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for entry in entries):
        raise broken("kiểu nén lạ")
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _ENTRIES or unpacked > limits.unpacked or unpacked > max(_NEVER_MIND, _TIMES * packed):
        raise FileRefused(
            "packed",
            f"Tệp {_megabytes(packed)} bung ra thành {_megabytes(unpacked)}, {len(entries)} phần: lớn bất thường",
            "chép riêng bảng cần gửi sang một sổ làm việc mới, lưu thành .xlsx rồi gửi tệp đó",
        )


def _check_content(named: dict[str, zipfile.ZipInfo]) -> None:
    if "xl/workbook.bin" in named:
        raise FileRefused("xlsb", "Đây là tệp Excel nhị phân (.xlsb), chỉ nhận .xlsx", SAVE_AS_XLSX)
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in named):
        raise with_macros()
    if "word/document.xml" in named:
        raise FileRefused("word", "Đây là tệp Word, không phải bảng tính", "gửi bảng tính Excel đuôi .xlsx")
    if "content.xml" in named and "mimetype" in named:
        raise FileRefused("ods", "Đây là bảng tính LibreOffice (.ods), chỉ nhận .xlsx", SAVE_AS_XLSX)
    if "[content_types].xml" not in named:
        raise FileRefused(
            "not-excel", "Đây là tệp nén (zip), không phải bảng tính .xlsx", "gửi bảng tính Excel đuôi .xlsx"
        )
    if any(name.startswith("xl/externallinks/") or name == "xl/connections.xml" for name in named):
        raise FileRefused(
            "links",
            "Bảng tính lấy số từ tệp hoặc nguồn khác, nên số trong tệp có thể đã cũ",
            "mở bằng Excel, vào Dữ liệu (Data) → Sửa Liên kết (Edit Links) → Ngắt Liên kết (Break Link), "
            "xóa các kết nối trong Truy vấn & Kết nối (Queries & Connections) nếu có, lưu rồi gửi lại",
        )


def with_macros() -> FileRefused:
    return FileRefused("macros", "Bảng tính có macro (mã chạy được), chỉ nhận tệp không có macro", SAVE_AS_XLSX)


def _megabytes(size: int) -> str:
    return f"{format_number(Decimal(size) / 2**20, 1)} MB"
