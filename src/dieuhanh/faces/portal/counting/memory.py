"""What was counted since the last flush, in this process."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

MOST = 20_000  # visitors between two flushes: beyond that somebody invents them, and memory has an end


@dataclass(slots=True)
class Batch:
    """Of one day: how often each page was opened, and by whom."""

    hits: Counter[str] = field(default_factory=Counter)
    visitors: set[int] = field(default_factory=set)


class Memory:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._days: dict[date, Batch] = {}

    def add(self, day: date, path: str, visitor: int) -> None:
        with self._lock:
            batch = self._days.get(day)
            if batch is None:
                batch = self._days[day] = Batch()
            batch.hits[path] += 1
            if len(batch.visitors) < MOST:
                batch.visitors.add(visitor)

    def take(self) -> dict[date, Batch]:
        with self._lock:
            taken, self._days = self._days, {}
            return taken

    def put_back(self, taken: dict[date, Batch]) -> None:
        """What could not be written is counted with the next."""
        with self._lock:
            for day, batch in taken.items():
                here = self._days.setdefault(day, Batch())
                here.hits.update(batch.hits)
                here.visitors |= set(islice(batch.visitors, max(0, MOST - len(here.visitors))))
