"""Who is at work on this machine for this database: each worker and the ticker hold a lock in `run/`, which goes with the process."""

from __future__ import annotations

import fcntl
import hashlib
import time
from typing import IO

from dieuhanh.config import locks, places

SLOTS = 64  # workers of one machine
LOOK = 3.0  # seconds: somebody may just be looking whether the lock is held


def as_worker() -> IO[str]:
    for number in range(1, SLOTS + 1):
        try:
            return locks.hold(_name(f"worker-{number}"))
        except BlockingIOError:
            continue
    raise BlockingIOError(f"{SLOTS} workers run already")


def as_ticker(patience: float = LOOK) -> IO[str]:
    """Raises BlockingIOError where another ticker is at work for longer than that. The second start of one folder waits until it may."""
    until = time.monotonic() + patience
    while True:
        try:
            return locks.hold(_name("ticker"))
        except BlockingIOError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def workers() -> int:
    return sum(_held(_name(f"worker-{number}")) for number in range(1, SLOTS + 1))


def ticker() -> bool:
    return _held(_name("ticker"))


def _name(what: str) -> str:
    """A demo and an office of one folder may be served at the same time."""
    where = places.database()
    digest = hashlib.sha256("\0".join([where.vendor, where.host, where.port, where.name]).encode()).hexdigest()
    return f"{what}-{digest[:12]}.lock"


def _held(name: str) -> bool:
    try:
        with (places.run_dir() / name).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # nobody has ever held it
        return False
    return False
