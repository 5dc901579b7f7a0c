"""Bytes of a text file as text: UTF-8 with or without mark, UTF-16 with mark; anything else is refused with one clear line."""

from __future__ import annotations

import codecs
from typing import Final

LARGEST: Final = 20 * 1024 * 1024
_SIGNATURES: Final = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "docx, xlsx hoặc tệp nén"),
    (b"\xd0\xcf\x11\xe0", "doc hoặc xls"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "ảnh"),
    (b"\xff\xd8\xff", "ảnh"),
)
_CONTROLS: Final = [chr(n) for n in (*range(1, 9), *range(14, 26), *range(27, 32))]
_MOST_CONTROLS: Final = 0.01  # word processors leave a few behind


class UnreadableText(ValueError):
    """The bytes are no text we read; the message, in Vietnamese, says why and what is allowed."""


def decode(data: bytes) -> str:
    """
    >>> decode("Kế hoạch".encode())
    'Kế hoạch'
    """
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise UnreadableText("tệp trống, không có chữ nào để đọc")
    if len(data) > LARGEST:
        raise UnreadableText(
            f"tệp lớn {len(data) / 1024 / 1024:.0f} MB; chỉ đọc văn bản đến {LARGEST // 1024 // 1024} MB"
        )
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableText(f"đây là tệp {kind}, chưa phải văn bản thuần; hãy lưu thành tệp .txt mã UTF-8")
    text = _decoded(data)
    if "\x00" in text or sum(text.count(c) for c in _CONTROLS) > len(text) * _MOST_CONTROLS:
        raise UnreadableText("tệp nhị phân, không phải văn bản; hãy lưu thành tệp .txt mã UTF-8")
    if not text.strip():
        raise UnreadableText("tệp trống, không có chữ nào để đọc")
    return text


def _decoded(data: bytes) -> str:
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\x00" in data[:4096]:
            raise UnreadableText("tệp nhị phân, không phải văn bản; hãy lưu thành tệp .txt mã UTF-8") from error
        raise UnreadableText(
            f"sai bảng mã ở byte thứ {error.start + 1}; hãy lưu lại bằng mã UTF-8 (Unicode), không dùng TCVN3 hay VNI"
        ) from error
