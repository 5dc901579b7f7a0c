"""Who is at work on this machine: each worker and the ticker hold a lock in `run/`, which goes with the process that holds it."""

from __future__ import annotations

import fcntl
import time
from typing import IO

from dieuhanh.config import locks, places

TICKER = "ticker.lock"
SLOTS = 64  # workers of one machine
LOOK = 3.0  # seconds: somebody may just be looking whether the lock is held


def as_worker() -> IO[str]:
    for number in range(1, SLOTS + 1):
        try:
            return locks.hold(_slot(number))
        except BlockingIOError:
            continue
    raise BlockingIOError(f"{SLOTS} workers run already")


def as_ticker() -> IO[str]:
    """Raises BlockingIOError where another ticker is at work."""
    until = time.monotonic() + LOOK
    while True:
        try:
            return locks.hold(TICKER)
        except BlockingIOError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def workers() -> int:
    return sum(_held(_slot(number)) for number in range(1, SLOTS + 1))


def ticker() -> bool:
    return _held(TICKER)


def _slot(number: int) -> str:
    return f"worker-{number}.lock"


def _held(name: str) -> bool:
    try:
        with (places.run_dir() / name).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # nobody has ever held it
        return False
    return False
