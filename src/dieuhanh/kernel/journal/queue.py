"""The queue of writers on SQLite: one writer at a time, in turn, instead of SQLite's own lottery of waiting.

An in-process lock, then `flock` on a file beside the database (released by the kernel when a process dies), then BEGIN IMMEDIATE.
Where `fcntl` is missing (Windows) the in-process lock stands alone.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from dieuhanh.kernel.journal.errors import Busy

try:
    import fcntl
except ImportError:  # Windows
    HAS_FLOCK = False
else:
    HAS_FLOCK = True

WAIT = 20.0  # seconds, in all
PAUSE = 0.002
_turn = threading.Lock()


@contextmanager
def writers_turn() -> Iterator[None]:
    """Waits for this writer's turn; Busy when it does not come in time. PostgreSQL needs no queue."""
    if connection.vendor != "sqlite":
        yield
        return
    until = time.monotonic() + WAIT
    if not _turn.acquire(timeout=WAIT):
        raise Busy
    try:
        with _file_turn(until):
            yield
    finally:
        _turn.release()


@contextmanager
def _file_turn(until: float) -> Iterator[None]:
    name = str(connection.settings_dict["NAME"])
    if not HAS_FLOCK or not Path(name).is_absolute():
        yield
        return
    handle = os.open(f"{name}.writers", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while not _locked(handle):
            if time.monotonic() > until:
                raise Busy
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
