"""Words that people write on a task: they are there, they end, and no secrecy stamp is among them."""

from __future__ import annotations

from dieuhanh.kernel.documents.secrecy import secrecy_stamp
from dieuhanh.kernel.journal.errors import Invalid

LONGEST = 4000  # characters


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
    if stamp := secrecy_stamp(kept):
        raise Invalid(f"nội dung có dấu mật «{stamp[1]}»; văn bản mật không đưa vào hệ thống này", field)
    return kept
