"""What every benchmark gives back, and how a pair is timed fairly."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(slots=True)
class Measured:
    """`ratio` = ours / baseline, both of the same run; null where nothing is compared. Seconds are medians."""

    name: str
    seconds: float
    baseline_seconds: float | None = None
    size: int | None = None
    database: str | None = None
    goal: float | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        return self.seconds / self.baseline_seconds if self.baseline_seconds else None

    def as_json(self) -> dict[str, Any]:
        found = asdict(self)
        more = found.pop("more")
        return {**found, "ratio": self.ratio, **more}


def in_turn(ours: Callable[[], object], baseline: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Medians of both in seconds, A B A B …, after one round that is not counted: a machine that slows down slows both."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for work, kept in ((ours, times[0]), (baseline, times[1])):
            begun = time.perf_counter()
            work()
            if number:
                kept.append(time.perf_counter() - begun)
    return statistics.median(times[0]), statistics.median(times[1])
