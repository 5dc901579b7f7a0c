"""What a database says of itself, asked in the same SQL on both kinds, without Django."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dieuhanh.config import commands, places
from dieuhanh.kernel.backups.errors import BackupError

Ask = Callable[[str], list[tuple[Any, ...]]]

COUNTED = {
    "acts": "journal_act",
    "events": "journal_event",
    "files": "files_storedfile",
    "units": "units_unit",
    "people": "access_person",
    "tasks": "plans_task",
}
DESTROYED = "files.0002_destroyed_files"
PASSING = ("django_session", "cache")
"""Left out of backups: whoever finds one must not find open sessions in it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file the database knows."""

    sha256: str
    size: int
    name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """`identity`: the beginning of the first act's hash, by which backups of one installation are known from others'."""

    kind: str
    seq: int
    hash: str
    identity: str
    migrations: list[str]
    counts: dict[str, int]
    kept: list[Kept]


def facts(ask: Ask, tables: set[str]) -> Facts:
    if not {"django_migrations", "journal_head", "journal_seal", "files_storedfile"} <= tables:
        raise BackupError(
            f"cơ sở dữ liệu chưa được chuẩn bị; hãy chạy «{commands.start(office=not places.wants_demo())}» trước"
        )
    kinds = ask("SELECT kind FROM installation_installation")
    head = ask("SELECT seq, hash FROM journal_head")
    if not head:
        raise BackupError(f"cơ sở dữ liệu mất đầu nhật ký; hãy chạy «{commands.dieuhanh('verify')}»")
    migrations = sorted(f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations"))
    return Facts(
        kind=kinds[0][0] if kinds else "",
        seq=head[0][0],
        hash=bytes(head[0][1]).hex(),
        identity=identity(ask),
        migrations=migrations,
        counts={word: ask(f"SELECT count(*) FROM {table}")[0][0] for word, table in COUNTED.items() if table in tables},
        kept=[
            Kept(*row)
            for row in ask(f"SELECT sha256, size, name FROM files_storedfile {_there(migrations)} ORDER BY id")
        ],
    )


def _there(migrations: list[str]) -> str:
    """Destroyed files are none that a backup lacks; an older archive knows of no destruction."""
    return "WHERE destroyed_on IS NULL" if DESTROYED in migrations else ""


def identity(ask: Ask) -> str:
    """Which installation a prepared database is, wherever its copies lie."""
    first = ask("SELECT hash FROM journal_seal WHERE seq = 1")
    return bytes(first[0][0]).hex()[:8] if first else "00000000"
