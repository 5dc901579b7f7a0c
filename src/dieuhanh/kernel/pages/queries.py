"""Search without accents, the same on both databases."""

from __future__ import annotations

from django.db.models import QuerySet

from dieuhanh.foundation.vietnamese.text import fold

WORDS = 8  # words compared; more would only make the query long


LONGEST = 200


def plain_words(typed: str) -> str:
    """What was typed into a filter, without control characters (PostgreSQL takes no zero byte) and cut to a sane length."""
    return "".join(c for c in typed if c.isprintable()).strip()[:LONGEST]


def search(rows: QuerySet, field: str, words: str) -> QuerySet:
    """Rows whose folded column holds every word ("dong da" finds Đống Đa). No words: all rows."""
    for word in fold(words).split()[:WORDS]:
        rows = rows.filter(**{f"{field}__contains": word})
    return rows
