"""Words of a PDF that has some, page by page. Lines stay as they are printed: the reader puts wrapped ones together itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from ..vietnamese.text import nfc
from .refusal import Broken, Encrypted, NoWords, TooMuch

_SECONDS: Final = 20
_PAGES: Final = 500
_LETTERS: Final = 5_000_000
_READER: Final = Path(__file__).with_name("pdf_pages.py")
_SPLIT: Final = "hãy tách phần cần gửi thành tệp riêng"
_NEED_WORDS: Final = "hãy gửi bản Word (.docx), hoặc PDF xuất từ Word, không phải bản quét (scan)"
# Of real pages with words the poorest had 300 letters; a signature stamp alone has about 150 on its one page.
_LEAST_LETTERS: Final = 200
_PAGE_NUMBER: Final = re.compile(r"[-–\s]*(?:Trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–\s]*$")
_MARKED: Final = frozenset("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
_LEAST_MARKED: Final = (
    0.12  # of the letters of Vietnamese prose a quarter carries a mark; of one read badly, a twentieth
)


def read_pdf(data: bytes) -> str:
    found = _pages(data)
    match found["state"]:
        case "read":
            return _judged(found["pages"])
        case "encrypted":
            raise Encrypted("tệp PDF có mật khẩu nên không đọc được", "hãy bỏ mật khẩu rồi gửi lại")
        case "pages" | "letters":
            raise TooMuch(f"tệp PDF có {found['count']} trang, nhiều chữ hơn mức đọc được ({_PAGES} trang)", _SPLIT)
        case _:
            raise Broken(
                "tệp PDF hỏng hoặc tải dở dang", "hãy mở lại bằng phần mềm xem PDF, xuất thành tệp mới rồi gửi tệp đó"
            )


def _pages(data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_READER), str(_SECONDS), str(_PAGES), str(_LETTERS)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=2 * _SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise TooMuch("tệp PDF đọc quá lâu", _SPLIT) from error
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return {"state": "broken"}
    return found


def _judged(pages: Sequence[str]) -> str:
    """The text, unless most pages are pictures, or the layer was read by a machine that knew no Vietnamese."""
    text = "\n".join(filter(None, map(_page, pages)))
    letters = sum(c.isalpha() for c in text)
    with_words = sum(sum(c.isalpha() for c in page) >= _LEAST_LETTERS for page in pages)
    if letters == 0 or (with_words * 2 < len(pages) and letters < _LEAST_LETTERS * len(pages)):
        raise NoWords("tệp PDF là bản quét (scan), không có hoặc không đủ chữ để đọc", _NEED_WORDS, text)
    marked = sum(c in _MARKED for c in text.lower())
    if letters >= _LEAST_LETTERS and marked < letters * _LEAST_MARKED:
        raise NoWords(
            "lớp chữ của tệp PDF không phải tiếng Việt có dấu (bản quét nhận dạng kém, hoặc phông chữ cũ)",
            _NEED_WORDS,
            text,
        )
    return text


def _page(text: str) -> str:
    """Its lines without the page number; a hyphen that PDFium marks as drawn at a line's end is one."""
    lines = nfc(text).replace("\ufffe", "-").replace("\x02", "-").replace("\x00", "").splitlines()
    return "\n".join(line.rstrip() for line in lines if line.strip() and not _PAGE_NUMBER.match(line))
