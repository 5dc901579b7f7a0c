"""A text made ready for matching, with offsets back into the text as given.

Real texts are decomposed, carry look-alike Cyrillic and Greek letters, odd blanks and dashes, and place tones in two ways.
`shown` mends all but case, `low` is the same in lower case with the tone on the first vowel; both have one length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dieuhanh.foundation.vietnamese.text import Aligned, aligned_nfc

_LOOK_ALIKES = dict(
    zip("АВЕЅІЈКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXo", strict=True)
)
_SIGNS = {"\u00a0": " ", "\u2007": " ", "\u202f": " ", "Ð": "Đ", "ð": "đ"} | dict.fromkeys("‐‑‒–—−", "-")
_MENDED = str.maketrans(_LOOK_ALIKES | _SIGNS)
_ODD = re.compile("[" + "".join(_LOOK_ALIKES) + "".join(_SIGNS) + "]")
_TONE_LATE = re.compile("(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\\w)")
_BARE = dict(zip("àáảãạèéẻẽẹỳýỷỹỵ", "aaaaaeeeeeyyyyy", strict=True))
_TONED = {"o": "òóỏõọòóỏõọ", "u": "ùúủũụ"}
_EARLY = {
    first + late: _TONED[first][i] + _BARE[late]
    for first, lates in (("o", "àáảãạèéẻẽẹ"), ("u", "ỳýỷỹỵ"))
    for i, late in enumerate(lates)
}


UPPER = "A-ZĐ" + "".join(
    chr(c) for c in range(0xC0, 0x1EFA) if chr(c).isupper() and (c < 0x180 or c in (0x1A0, 0x1AF) or c >= 0x1EA0)
)


@dataclass(frozen=True, slots=True)
class Prepared:
    given: str
    aligned: Aligned
    shown: str
    low: str

    def place(self, start: int, end: int) -> tuple[int, int, str]:
        """Start, end and text of a slice in the text as given; marks that follow a letter stay with it."""
        a, b = self.aligned.origin(start), self.aligned.origin(end)
        return a, b, self.given[a:b]

    def offset(self, origin: int) -> int:
        """The offset here of an offset in the text as given."""
        return self.aligned.offset(origin)


def _lower(s: str) -> str:
    low = s.lower()
    return low if len(low) == len(s) else "".join(c.lower() if len(c.lower()) == 1 else c for c in s)


@lru_cache(maxsize=2)
def prepare(text: str) -> Prepared:
    """Kept for the latest texts, since every layer of one reading asks for the same."""
    aligned = aligned_nfc(text)
    shown = aligned.text.translate(_MENDED) if _ODD.search(aligned.text) else aligned.text
    low = _TONE_LATE.sub(lambda m: _EARLY[m[0]], _lower(shown))
    return Prepared(text, aligned, shown, low)
