"""State secrets stay out: a text stamped MẬT, TỐI MẬT or TUYỆT MẬT is refused before anything of it is stored.

Luật Bảo vệ bí mật nhà nước 29/2018/QH14, điều 8 (three degrees) and điều 13: such papers are kept only on machines of their own.
A stamp that is let in cannot be taken back, so what looks like one is refused; a plan that speaks of secrets in its sentences is not.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from dieuhanh.foundation.formats import Words
from dieuhanh.foundation.vietnamese.text import fold, nfc

# Letters that look Latin in print: a stamp typed or scanned with them is a stamp all the same.
_LOOK_ALIKE = str.maketrans("МмТтАаОоΟΑΜΤІіԝՄ", "MmTtAaOoOAMTIiwM")
_URGENCY = "(?:HỎATỐC|HOẢTỐC|THƯỢNGKHẨN|KHẨN)?"  # the other stamp of the same corner may stand on the same line
# The letters of a line or cell, joined: whatever blanks, brackets and signs stand between them.
_ALONE = re.compile(
    f"{_URGENCY}[A-C]?(?:CẤP|ĐÓNG)?(?:LOẠI|DẤU|DẤUCHỈ|ĐỘ|MỨCĐỘ|MỨC|ĐỘBẢO)?(?:MẬT)?(?:TUYỆT|TUYÊT|TỐI)?MẬT{_URGENCY}"
    "|(?:TÀILIỆU|VĂNBẢN|HỒSƠ)(?:TUYỆT|TỐI)?MẬT|BÍMẬTNHÀNƯỚC|(?:TOI|TUYET)MAT|MAT|MAAJT|TOOISMAAJT"
)
_WORDS = r"(?:tuyệt\s+|tối\s+)?mật(?!\w)"
_SAID = re.compile(
    rf"(?<!\w)(?:độ|dấu)(?:\s+chỉ)?(?:\s+(?:bảo\s+)?mật)?\s*[:;.\-–—]*\s*(?:tuyệt\s+mật|tối\s+mật|(?<=mật)\W+mật|(?<=[:\-–—])\s*mật)(?!\w)"
    rf"|(?<!\w)(?:loại|cấp|dấu)\s*[:\-–—]\s*{_WORDS}|\(\s*{_WORDS}\s*\)|đóng\s+dấu\s+[“\"«]?{_WORDS}",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"(?<!\w)(?:TUYỆT|TUYÊT|TỐI)\s+MẬT(?!\w)")
# "MẬT" in capitals opening or closing a short line, and no part of another word ("BẢO MẬT", "MẬT ĐỘ", "MẬT KHẨU").
_OPENS = re.compile(r"\W*(?:[A-C]\W+)?MẬT(?!\w)(?!\s+(?:ĐỘ|KHẨU|MÃ|THƯ|ONG|THIẾT)(?!\w))")
_CLOSES = re.compile(r"(?<!BẢO\s)(?<!BÍ\s)(?<!\w)MẬT\W*$")
_SHORT = 6  # words
_CELL = re.compile(r"[|\t]| {2,}")
_MAY_STAMP = re.compile("[mM&]")  # & begins a letter written as a number
_TAG = re.compile(r"<[^<>]{0,80}>")
# A PDF keeps the lines of the print, so that "bí / mật" may be parted: a line that begins small goes on with the one above.
_UNWRAPPED = re.compile(r"\n(?=[a-zà-ỹđ])")


def stamp_of_file(words: Words, name: str) -> str:
    """Where a file is stamped secret and with which words; empty where nothing says so. Its name, the text, then what stands on every page."""
    called = name.replace(".", " ").replace("_", " ").replace("-", " ")
    if found := secrecy_stamp(called):
        return f"tên tệp ghi «{found[1]}»"
    if found := secrecy_stamp(words.text):
        return f"dòng {found[0]} đóng dấu «{found[1]}»"
    if found := secrecy_stamp(words.beside) or (words.kind == "pdf" and secrecy_stamp(unwrapped(words.text))) or None:
        return f"tệp có dấu «{found[1]}»"
    return ""


def unwrapped(text: str) -> str:
    """A printed text with the lines of each sentence joined."""
    return _UNWRAPPED.sub(" ", text)


def secrecy_stamp(text: str) -> tuple[int, str] | None:
    """The line number (from 1) and the words of a secrecy stamp; None where there is none."""
    letters: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        plain = line if _harmless(line) else _plain(line)
        if plain is not line:
            for cell in (plain, *_CELL.split(plain)):
                if cell.strip() and _is_stamp(cell):
                    return number, cell.strip()[:60]
        letters = _spelled_down(letters, plain)
        if _ALONE.fullmatch("".join(letters).upper()) and len(letters) > 1:
            return number, "".join(letters)
    return None


def _harmless(line: str) -> bool:
    """No stamp is without an M, and most lines of a long table have none: they are not looked at closely."""
    return line.isascii() and not _MAY_STAMP.search(line)


def _is_stamp(cell: str) -> bool:
    bare = "".join(c for c in cell if c.isalpha()).upper()
    if bare and len(bare) < 40 and (_ALONE.fullmatch(bare) or _two_words(cell)):
        return True
    if _SAID.search(cell) or _DEGREE.search(cell):
        return True
    return len(cell.split()) <= _SHORT and bool(_OPENS.match(cell) or _CLOSES.search(cell))


def _two_words(cell: str) -> bool:
    """A degree read badly by a scanner: "TUYÊT MẬT", "T0I MẬT"."""
    words = re.sub(r"[\W_]+", "", fold(cell)).replace("0", "o").replace("1", "i").replace("l", "i")
    return words in {"toimat", "tuyetmat"} and cell.strip()[:1].isupper()


def _spelled_down(letters: list[str], line: str) -> list[str]:
    """The letters of a stamp that is written downwards, one on a line."""
    bare = [c for c in line if c.isalpha()]
    if not bare and not line.strip():
        return letters
    return [*letters[-11:], *bare] if len(bare) == 1 else []


def _plain(line: str) -> str:
    """Composed letters, without tags, invisible signs and marks that compose to nothing; look-alikes as the letters they look like."""
    shown = unicodedata.normalize("NFKC", _TAG.sub("", html.unescape(line))).translate(_LOOK_ALIKE)
    return "".join(_visible(nfc(shown)))


def _visible(line: str) -> Iterator[str]:
    for c in line:
        if not (unicodedata.category(c) == "Cf" or unicodedata.combining(c) or c in "\u3164\u115f\u1160\uffa0"):
            yield c
