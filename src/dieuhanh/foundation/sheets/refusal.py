"""Why a file is not read: one sentence of what was found and one of the way out, for the person who sent it."""

from __future__ import annotations

from typing import Final, Literal

Reason = Literal[
    "empty",
    "too-large",
    "xls",
    "xlsb",
    "macros",
    "encrypted",
    "ods",
    "word",
    "pdf",
    "text",
    "web-page",
    "not-excel",
    "wrong-name",
    "packed",
    "broken",
    "links",
    "far-cell",
    "no-sheet",
]

SAVE_AS_XLSX: Final = "mở bằng Excel, chọn Lưu thành (Save As), kiểu tệp Excel Workbook (*.xlsx), rồi gửi tệp mới"


class FileRefused(ValueError):
    """The whole file is refused; `reason` is for programs, the message (Vietnamese) for people."""

    def __init__(self, reason: Reason, found: str, way_out: str) -> None:
        super().__init__(f"{found}. Cách sửa: {way_out}.")
        self.reason: Reason = reason
        self.found = found
        self.way_out = way_out


def broken(what: str) -> FileRefused:
    return FileRefused("broken", f"Tệp hỏng hoặc ghi không đúng chuẩn .xlsx ({what})", SAVE_AS_XLSX)
