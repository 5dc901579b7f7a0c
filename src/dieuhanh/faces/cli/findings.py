"""What a check of `dieuhanh doctor` found."""

from __future__ import annotations

from dataclasses import dataclass

GOOD, ADVICE, FAULT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Finding:
    """`remedy`: what to do, where something is to be done."""

    level: int
    words: str
    remedy: str = ""
