"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import zipfile
from io import BytesIO

TEXT = "text/plain"
UNKNOWN = "application/octet-stream"
OFFICE = "application/vnd.openxmlformats-officedocument."

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
)
_PARTS = (
    ("word/document.xml", OFFICE + "wordprocessingml.document"),
    ("xl/workbook.xml", OFFICE + "spreadsheetml.sheet"),
)


def media_type_of(data: bytes) -> str:
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    return _text(data)


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return UNKNOWN
    return next((media_type for part, media_type in _PARTS if part in names), UNKNOWN)


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return TEXT
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return UNKNOWN
    if "\x00" in words:
        return UNKNOWN
    start = words[:1000].lstrip().lower()
    return "text/html" if start.startswith(("<!doctype html", "<html")) else TEXT
