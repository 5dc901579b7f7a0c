"""What a letterhead leaves open or says in a way that cannot be meant: then a person is asked, and what they say counts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date

from dieuhanh.foundation.reading import read
from dieuhanh.foundation.reading.model import Meta
from dieuhanh.kernel.documents.actions import Incoming, as_day, first_words
from dieuhanh.kernel.installation.clock import today

EARLIEST = 1945  # no office of this state wrote before


@dataclass(frozen=True, slots=True)
class Details:
    """How a document is told from others (NĐ 30/2020, điều 8), as a person says it."""

    title: str
    kind: str = ""
    symbol: str = ""
    date: date | None = None
    issuer: str = ""


def details_of(came: Incoming) -> Details:
    """As the text says it; a title is found for one that has none."""
    meta = came.reading.meta
    return Details(
        meta.title or first_words(came.text), meta.kind or "", meta.symbol or "", as_day(meta.date), meta.issuer or ""
    )


def in_doubt(meta: Meta) -> list[str]:
    """The names of what is missing, and of a day that cannot be meant."""
    missing = [name for name in ("kind", "symbol", "date", "issuer", "title") if not getattr(meta, name)]
    day = as_day(meta.date)
    if meta.date and (day is None or not EARLIEST <= day.year or day > today()):
        missing.append("date")
    return missing


def with_details(came: Incoming, said: Details) -> Incoming:
    """What was said in place of what was read; a text without a day takes its year for "trước 20/11" from the day that was said."""
    reading = came.reading
    if said.date and not reading.meta.date:
        reading = read(came.text, year=said.date.year)
    told = {name: value or None for name, value in asdict(said).items()}
    told["date"] = said.date.isoformat() if said.date else None
    return replace(came, reading=replace(reading, meta=replace(reading.meta, **told)))
