"""The child that makes the night's backup. It knows itself whether one is due; we only start it often enough. No Django here."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

from dieuhanh.config import places

EVERY = 1800.0  # seconds
FIRST = 3.0  # after the first answer: a start is for people, a backup can wait

Spawn = Callable[[list[str]], "subprocess.Popen[bytes]"]


class Night:
    """A stopped supervisor takes the child with it; what that leaves unfinished the next one clears away."""

    def __init__(self, spawn: Spawn) -> None:
        self._spawn = spawn
        self.child: subprocess.Popen[bytes] | None = None
        self._next = 0.0

    def look(self) -> float:
        """Starts the child where its time has come; the seconds until somebody should look again."""
        now = time.monotonic()
        self._next = self._next or now + FIRST
        if self.child and self.child.poll() is not None:
            self.child = None
        if now >= self._next:
            self._next = now + EVERY
            # Without a folder there is nothing to ask: a demo pays for no child.
            if self.child is None and (places.home() / "backup.json").exists():
                self.child = self._spawn([sys.executable, "-m", "dieuhanh.kernel.backups.nightly"])
        return max(self._next - now, 0.1)
