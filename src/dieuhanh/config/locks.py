"""Locks of a data folder: files in `run/` that one process holds, and that go with it. No Django."""

from __future__ import annotations

import fcntl
from typing import IO

from dieuhanh.config import places

BACKUP = "backup.lock"  # whoever makes or tries a backup, and whoever removes kept files
PREPARE = "prepare.lock"  # whoever makes the database: a start, a restore, the beginning for real


def hold(name: str) -> IO[str]:
    """The open file, which keeps the lock until it is closed. Raises BlockingIOError where another process holds it."""
    file = (places.run_dir() / name).open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        file.close()
        raise
    return file
