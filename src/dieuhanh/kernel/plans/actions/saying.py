"""Words that people write on a task: they are there, they end, they can be printed, and no secrecy stamp is among them."""

from __future__ import annotations

import unicodedata

from dieuhanh.kernel.documents.secrecy import secrecy_stamp
from dieuhanh.kernel.journal.errors import Invalid

LONGEST = 4000  # characters
# Control signs (PostgreSQL keeps no NUL) and halves of a sign; signs that make a line read otherwise than it is stored.
_NOT_PRINTED = ("Cc", "Cs")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANKS = "\n\r\t"


def said(words: str, missing: str, field: str, longest: int = LONGEST) -> str:
    """The words as they are kept; `missing` tells what to write where there are none."""
    if not words.strip():
        raise Invalid(missing, field)
    return fitting(words, field, longest)


def fitting(words: str, field: str, longest: int = LONGEST) -> str:
    """The same of words that may be left out."""
    kept = words.strip()
    if len(kept) > longest:
        raise Invalid(f"nội dung dài {len(kept)} ký tự; chỉ nhận đến {longest}", field)
    if odd := next(filter(_odd, kept), ""):
        raise Invalid(f"nội dung có ký tự không in được (mã U+{ord(odd):04X}); hãy gõ lại chỗ đó", field)
    if stamp := secrecy_stamp(kept):
        raise Invalid(f"nội dung có dấu mật «{stamp[1]}»; văn bản mật không đưa vào hệ thống này", field)
    return kept


def _odd(sign: str) -> bool:
    return sign not in _BLANKS and (sign in _TURNING or unicodedata.category(sign) in _NOT_PRINTED)
