"""What a start need not do again: short texts in `run/` that say for which state of the house it was done.

A stamp is compared with what the folders hold now and, for the database, with what the database itself says was applied;
so a database that was dropped, restored or swapped is prepared again although the stamp is still there.
"""

from __future__ import annotations

import hashlib
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from dieuhanh.config import places


def _digest(words: Iterable[str | bytes]) -> str:
    digest = hashlib.sha256()
    for word in words:
        digest.update(word if isinstance(word, bytes) else word.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def installed_releases() -> list[str]:
    """Names with versions of everything installed: allauth's migrations or htmx's file may change with a release."""
    return sorted(entry.name for entry in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))


def migrations_wanted() -> str:
    """With the text of the journal's triggers: they are laid after a migration, so a changed text needs one more."""
    files = places.PACKAGE.glob("*/*/migrations/[0-9]*.py")
    names = sorted(str(file.relative_to(places.PACKAGE)) for file in files)
    return _digest([*names, *installed_releases(), places.TRIGGERS.read_bytes()])


def database_stamp(applied: Iterable[str]) -> str:
    return f"{migrations_wanted()} {_digest(sorted(applied))}"


def static_stamp() -> str:
    """By content: a stylesheet changed by hand is served after the next start."""
    words: list[str | bytes] = [*installed_releases()]
    for file in sorted(path for path in places.PACKAGE.glob("*/*/static/**/*") if path.is_file()):
        words += [str(file.relative_to(places.PACKAGE)), file.read_bytes()]
    return _digest(words)


def database_stamp_file(database: places.Database) -> Path:
    where = _digest([database.vendor, database.host, database.port, database.name])
    return places.run_dir() / f"prepared-{where[:12]}"


def static_stamp_file() -> Path:
    return places.run_dir() / "static"


def holds(file: Path, stamp: str) -> bool:
    try:
        return file.read_text(encoding="ascii") == stamp
    except (OSError, UnicodeDecodeError):
        return False
