"""What was typed into an address or a filter, read with care; and search without accents, the same on both databases."""

from __future__ import annotations

from django.db.models import QuerySet

from dieuhanh.foundation.vietnamese.text import fold

WORDS = 8  # words compared; more would only make the query long
LONGEST = 200
DIGITS = 18  # that every whole number of the database has room for


def plain_words(typed: str) -> str:
    """What was typed into a filter, without control characters (PostgreSQL takes no zero byte) and cut to a sane length."""
    return "".join(c for c in typed if c.isprintable()).strip()[:LONGEST]


def whole_number(typed: str, digits: int = DIGITS) -> int | None:
    """The number of an address or a form; None for anything but so many digits at most.

    >>> whole_number("050"), whole_number("-1"), whole_number("٣"), whole_number(""), whole_number("1" * 19)
    (50, None, None, None, None)
    """
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= digits else None


def search(rows: QuerySet, field: str, words: str) -> QuerySet:
    """Rows whose folded column holds every word ("dong da" finds Đống Đa). No words: all rows."""
    for word in fold(words).split()[:WORDS]:
        rows = rows.filter(**{f"{field}__contains": word})
    return rows
