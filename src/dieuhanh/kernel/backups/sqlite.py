"""SQLite through its online backup: one snapshot, while people write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from dieuhanh.config import commands, places
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.facts import PASSING, Facts, facts


def opened(path: Path, mode: str = "rw") -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=20, isolation_level=None)


def copy(path: Path, into: Path) -> Facts:
    """The copy and what it says of itself. Readers and writers of the original wait for nothing."""
    if not path.is_file():
        raise BackupError(
            f"chưa có cơ sở dữ liệu {path}; hãy chạy «{commands.start(office=not places.wants_demo())}» trước"
        )
    with closing(opened(path)) as source, closing(opened(into, "rwc")) as target:
        # A copy that a crash cuts short is thrown away, so it need not reach the disk by itself.
        target.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF; PRAGMA secure_delete=ON;")
        source.backup(target, pages=-1)  # in one step: a copy in several starts again at each write
        target.execute("PRAGMA journal_mode=DELETE")
        tables = {name for (name,) in target.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in sorted(tables.intersection(PASSING)):
            target.execute(f"DELETE FROM {table}")
        return facts(lambda sql: target.execute(sql).fetchall(), tables)


def first_unsound(path: Path) -> str | None:
    """The first thing SQLite's own check finds, or anything that runs by itself and is not ours."""
    with closing(opened(path)) as line:
        # The schema stays trusted, for Django's CHECK (JSON_VALID(…)) is refused otherwise: the library knows its own functions only.
        strange = line.execute(
            "SELECT name FROM sqlite_master WHERE type = 'view' OR type = 'trigger' AND name NOT LIKE 'dieuhanh!_%' ESCAPE '!'"
        ).fetchone()
        if strange:
            return f"có «{strange[0]}» tự chạy trong cơ sở dữ liệu, không phải do dieuhanh đặt"
        (answer,) = line.execute("PRAGMA integrity_check(1)").fetchone()
        return None if answer == "ok" else str(answer)
