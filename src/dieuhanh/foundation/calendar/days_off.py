"""Which days of the country are off or worked out of turn, and by which document."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

Confidence = Literal["high", "medium"]
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Occasion:
    """Weekdays off and weekend days worked by one document, as `days_off.toml` says."""

    name: str
    off: frozenset[date]
    worked: frozenset[date]
    source: str
    confidence: Confidence


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("days_off.toml").read_text(encoding="utf-8"))


@cache
def settled_years() -> frozenset[int]:
    """
    >>> sorted(settled_years())
    [2021, 2022, 2023, 2024, 2025, 2026, 2027]
    """
    return frozenset(_table()["settled"])


@cache
def occasions() -> tuple[Occasion, ...]:
    """
    >>> [found.name for found in occasions() if date(2026, 1, 10) in found.worked]
    ['Nghỉ hoán đổi dịp Tết Dương lịch']
    """
    return tuple(
        Occasion(
            row["name"],
            frozenset(row["off"]),
            frozenset(row.get("worked", ())),
            row["source"],
            row.get("confidence", "high"),
        )
        for row in _table()["occasion"]
    )


@cache
def of_library() -> tuple[frozenset[date], frozenset[date]]:
    """Weekdays off and weekend days worked, in all years that the library knows."""
    # A tenth of a second, which a process that counts no working days does not pay.
    from holidays.countries.vietnam import Vietnam

    years = range(Vietnam.start_year, Vietnam.end_year + 1)
    known = Vietnam(years=years)  # type: ignore[no-untyped-call]  # its constructor hands on *args without types
    return frozenset(day for day in known if day.weekday() < _SATURDAY), frozenset(known.weekend_workdays)


def of_country() -> tuple[frozenset[date], frozenset[date]]:
    """Weekdays off and weekend days worked: the documents' in the years they settle, the library's in the others."""
    off, worked = (frozenset(day for day in days if day.year not in settled_years()) for days in of_library())
    rows = occasions()
    return off.union(*(row.off for row in rows)), worked.union(*(row.worked for row in rows))
