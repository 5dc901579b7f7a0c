"""The salt of the day: a file of the run folder and nowhere else, so that no backup of the database holds it; yesterday's is deleted."""

from __future__ import annotations

import os
import secrets
from datetime import date
from pathlib import Path

BYTES = 32


class DailySalt:
    """Every process of the server takes the same salt: the first makes the file, whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._day: date | None = None
        self._salt = b""

    def of(self, day: date) -> bytes:
        if day != self._day:
            self._salt = self._read_or_make(day)
            self._day = day
        return self._salt

    def _read_or_make(self, day: date) -> bytes:
        path = self._folder / f"visits-{day.isoformat()}.salt"
        if not path.exists():
            self._make(path)
        for old in self._folder.glob("visits-*.salt"):
            if old.name < path.name:
                old.unlink(missing_ok=True)
        return path.read_bytes()

    def _make(self, path: Path) -> None:
        """Written beside and linked: `link` refuses to overwrite, so the first process wins and nobody reads half of it."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, secrets.token_bytes(BYTES))
        finally:
            os.close(handle)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
