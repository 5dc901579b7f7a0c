"""State secrets stay out: a text stamped MẬT, TỐI MẬT or TUYỆT MẬT is refused before anything of it is stored.

Luật Bảo vệ bí mật nhà nước 29/2018/QH14, điều 8 (three degrees) and điều 13: such papers are kept only on machines of their own.
"""

from __future__ import annotations

import re
import unicodedata

from dieuhanh.foundation.vietnamese.text import nfc

# Letters that look Latin in print: a stamp typed or scanned with them is a stamp all the same.
_LOOK_ALIKE = str.maketrans(
    {
        "М": "M",
        "м": "m",
        "Т": "T",
        "т": "t",
        "А": "A",
        "а": "a",
        "Ә": "A",
        "О": "O",
        "о": "o",
        "Ο": "O",
        "Α": "A",
        "Μ": "M",
        "Τ": "T",
    }
)
_URGENCY = "(?:HỎATỐC|HOẢTỐC|THƯỢNGKHẨN|KHẨN)?"  # the other stamp of the same corner may stand on the same line
_STAMP = re.compile(f"{_URGENCY}(?:ĐỘ|MỨCĐỘ|MỨC|ĐỘBẢO)?(?:MẬT:)?(?:TUYỆT|TỐI)?MẬT{_URGENCY}")
_CELL = re.compile(r"[|\t]| {3,}")


def secrecy_stamp(text: str) -> tuple[int, str] | None:
    """The line number (from 1) and the words of a secrecy stamp standing by itself in a line or a table cell; None where there is none."""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > 400:
            continue
        for cell in _CELL.split(line):
            plain = _bare(cell)
            if plain and _STAMP.fullmatch(plain):
                return number, cell.strip()
    return None


def _bare(cell: str) -> str:
    """Upper-case letters and `:` only: "[ T ố i  m ậ t ]" and "TỐI MẬT." are one stamp."""
    kept = "".join(
        c
        for c in nfc(unicodedata.normalize("NFKC", cell)).translate(_LOOK_ALIKE)
        if c.isalpha() or c == ":" or unicodedata.combining(c)
    )
    return nfc(kept).upper()
