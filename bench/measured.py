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
    """Medians of both in seconds, A B A B …, after a round that is not counted: a machine that slows down slows both.

    The baseline is repeated until it lasts as long as ours: on a busy machine what is short slips through between two turns of others,
    what is long never does, and the ratio would tell of the others.
    """
    times: tuple[list[float], list[float]] = ([], [])
    seconds, alone = _timed(ours, 1), _timed(baseline, 1)
    repeats = max(1, round(seconds / alone))
    for _ in range(rounds):
        times[0].append(_timed(ours, 1))
        times[1].append(_timed(baseline, repeats))
    return statistics.median(times[0]), statistics.median(times[1])


def _timed(work: Callable[[], object], repeats: int) -> float:
    """Seconds of one, of so many in a row."""
    begun = time.perf_counter()
    for _ in range(repeats):
        work()
    return (time.perf_counter() - begun) / repeats
