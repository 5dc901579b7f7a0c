"""Text as code points: one composed form, a fold for searching, the two ways of placing a tone, lasting offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

ToneStyle = Literal["first", "second"]

# Eth (Icelandic) is what old keyboards and fonts left where Đ was meant; both look alike in print.
_BARRED_D = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_SPACE = re.compile(r"\s+")
_FIRST = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_SECOND = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]


def nfc(s: str) -> str:
    """The composed form; every key, comparison and stored text starts from it.

    >>> len("a\\u0301"), len(nfc("a\\u0301"))
    (2, 1)
    """
    return unicodedata.normalize("NFC", s)


def _bare(s: str) -> str:
    """Without any mark above, below or through a letter; case and white space stay."""
    apart = unicodedata.normalize("NFD", s)
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_BARRED_D)


def fold(s: str) -> str:
    """What a search compares: no case, no tones, no marks, đ as d, white space as one blank, none at the ends.

    >>> fold("  ỦY BAN  nhân dân\\u00a0Quận Đống Đa ")
    'uy ban nhan dan quan dong da'
    """
    bare = _bare(_bare(s).casefold())
    return _SPACE.sub(" ", bare).strip()


@lru_cache(maxsize=4096)
def _fold_one(c: str) -> str:
    folded = _bare(_bare(c).casefold())
    return folded if len(folded) == 1 else c


def fold_same_length(s: str) -> str:
    """As `fold`, code point by code point, so offsets into the result are offsets into `s`; white space stays.

    A code point without a single-letter fold (a lone mark, ß) stays as it is; compose the text first for a full fold.

    >>> fold_same_length("Quận Đống Đa")
    'quan dong da'
    """
    return "".join(map(_fold_one, s))


def _placing(style: ToneStyle) -> tuple[re.Pattern[str], dict[str, str]]:
    old, new = (_SECOND, _FIRST) if style == "first" else (_FIRST, _SECOND)
    table: dict[str, str] = {}
    for a, b in zip(old, new, strict=True):
        table |= {a: b, a.upper(): b.upper(), a.capitalize(): b.capitalize(), a[0] + a[1].upper(): b[0] + b[1].upper()}
    # Not after q, whose u belongs to the initial (quý), and only where the syllable ends (hoàn, huỳnh have one place).
    return re.compile(rf"(?<![qQ])(?:{'|'.join(table)})(?!\w)"), table


_PLACINGS: dict[ToneStyle, tuple[re.Pattern[str], dict[str, str]]] = {
    "first": _placing("first"),
    "second": _placing("second"),
}


def tone_style(s: str, style: ToneStyle = "first") -> str:
    """Open syllables in oa, oe, uy written one way: tone on the "first" vowel (hòa) or on the "second" (hoà), composed.

    >>> tone_style("uỷ ban, hoà giải, quý, hoàn thành")
    'ủy ban, hòa giải, quý, hoàn thành'
    >>> tone_style("ỦY BAN", "second")
    'UỶ BAN'
    """
    pattern, table = _PLACINGS[style]
    return pattern.sub(lambda m: table[m[0]], nfc(s))


@dataclass(frozen=True, slots=True)
class Aligned:
    """Composed text that remembers where each code point came from.

    `starts` is None where nothing moved; else an offset into the original a code point, then the original's length.
    """

    text: str
    starts: tuple[int, ...] | None = None

    def origin(self, i: int) -> int:
        """The offset in the original of offset `i` in `text`; a slice [a:b] becomes [origin(a):origin(b)]."""
        return i if self.starts is None else self.starts[i]

    def offset(self, origin: int) -> int:
        """The offset in `text` of the code point that holds offset `origin` of the original."""
        return origin if self.starts is None else bisect_right(self.starts, origin) - 1


# No letter of any script here bears more than a few marks; a longer run is cut, since composing it takes quadratic time.
_MARKED = re.compile(r".[\u0300-\u036f]{1,8}", re.DOTALL)


def aligned_nfc(s: str) -> Aligned:
    """Letters and their marks composed, with offsets back into `s`; other scripts stay as they are.

    >>> a = aligned_nfc("va\\u0300 Nô\\u0323i")
    >>> a.text, a.origin(2)
    ('và Nội', 3)
    """
    if unicodedata.is_normalized("NFC", s):
        return Aligned(s)
    pieces: list[str] = []
    starts: list[int] = []
    done = 0
    for match in _MARKED.finditer(s):
        composed = unicodedata.normalize("NFC", match[0])
        pieces += s[done : match.start()], composed
        starts.extend(range(done, match.start()))
        # Marks that stay apart stand at the end; what was composed shares the letter's place.
        starts.extend(
            max(match.start(), match.end() - k) if k < len(composed) else match.start()
            for k in range(len(composed), 0, -1)
        )
        done = match.end()
    pieces.append(s[done:])
    starts.extend(range(done, len(s) + 1))
    return Aligned("".join(pieces), tuple(starts))
