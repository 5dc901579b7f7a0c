"""The processes beside the web server: two workers and the ticker, started when it has first answered, again with growing pauses."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

from dieuhanh.config import places

PAUSES = (0.2, 1.0, 2.0, 5.0, 10.0, 30.0)
LONG_LIFE = 60.0  # what ran this long starts with the first pause again
FIRST = 2.0  # after the first answer: that is for people
APART = 1.0  # each of them imports for a second
WORKERS = 2

Spawn = Callable[[list[str]], "subprocess.Popen[bytes]"]


def pause_after(deaths: int) -> float:
    return PAUSES[min(deaths, len(PAUSES)) - 1]


def environment(given: dict[str, str]) -> dict[str, str]:
    """Commands choose the office's database where DEMO says nothing; these mean the one that the server has."""
    return given | {"DEMO": "yes" if places.wants_demo() else "no"}


class Companion:
    def __init__(self, words: str, called: str, start_at: float) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self._words, self._called = words, called
        self._next, self._begun, self._deaths = start_at, 0.0, 0

    def look(self, now: float, spawn: Spawn) -> None:
        if self.child and self.child.poll() is not None:
            self._deaths = 1 if now - self._begun > LONG_LIFE else self._deaths + 1
            pause = pause_after(self._deaths)
            print(f"{self._called} đã dừng (mã {self.child.returncode}); chạy lại sau {pause:g} giây.", flush=True)
            self.child, self._next = None, now + pause
        if self.child is None and now >= self._next:
            self.child, self._begun = spawn([sys.executable, "-m", "dieuhanh.faces.cli", self._words]), now

    def due_in(self, now: float) -> float:
        return 60.0 if self.child else max(self._next - now, 0.05)


class Companions:
    def __init__(self, spawn: Spawn) -> None:
        self._spawn = spawn
        self._all: list[Companion] = []

    def look(self) -> float:
        """Starts whichever is due; the seconds until somebody should look again, if no child ends before."""
        now = time.monotonic()
        self._all = self._all or _begin(now + FIRST)
        for companion in self._all:
            companion.look(now, self._spawn)
        return min(companion.due_in(now) for companion in self._all)

    def running(self) -> list[subprocess.Popen[bytes]]:
        return [companion.child for companion in self._all if companion.child]


def _begin(first: float) -> list[Companion]:
    called = [("work", "Tiến trình xử lý công việc nền")] * WORKERS + [("tick", "Tiến trình định kỳ")]
    return [Companion(words, name, first + number * APART) for number, (words, name) in enumerate(called)]
