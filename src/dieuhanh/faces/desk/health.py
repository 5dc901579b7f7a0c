"""What the technician must know of the machine: are there backups, is there room, how far has the journal come?"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection

from dieuhanh.config import commands, places
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.foundation.vietnamese.numbers import format_bytes
from dieuhanh.kernel.backups.facts import identity
from dieuhanh.kernel.backups.keeping import Status, status
from dieuhanh.kernel.backups.setting import on_one_disk
from dieuhanh.kernel.backups.words import remedy, trouble_in_words
from dieuhanh.kernel.jobs.queries import failed_jobs
from dieuhanh.kernel.journal.verification import anchor

SCANT = 0.1  # of a disk


@dataclass(frozen=True, slots=True)
class Disk:
    folder: Path
    free: str
    total: str
    scant: bool


@dataclass(frozen=True, slots=True)
class Health:
    """Times are the server's own, in a demo too: a backup belongs to the machine."""

    status: Status
    trouble: str
    remedy: str
    at: datetime | None
    failed_at: datetime | None
    size: str
    together: bool
    disks: list[Disk]
    database: str
    doctor: str
    release: str
    seq: int
    failed_jobs: int


def health() -> Health:
    found = status(datetime.now(UTC), identity_in_use())
    failed = found.failed
    folders = [places.home(), *([Path(found.setting.folder)] if found.setting else [])]
    return Health(
        status=found,
        trouble=trouble_in_words(found),
        remedy=remedy(found),
        at=found.at.astimezone(ZONE) if found.at else None,
        failed_at=datetime.fromisoformat(failed.at).astimezone(ZONE) if failed else None,
        size=format_bytes(found.good.size) if found.good else "",
        together=bool(found.setting and on_one_disk(Path(found.setting.folder))),
        disks=[disk for folder in folders if (disk := disk_of(folder))],
        database=connection.display_name,
        doctor=commands.dieuhanh("doctor"),
        release=version("dieuhanh"),
        seq=anchor()[0],
        failed_jobs=failed_jobs(),
    )


def identity_in_use() -> str:
    def ask(sql: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    return identity(ask)


def disk_of(folder: Path) -> Disk | None:
    """None where the folder is gone, of which the backups speak themselves."""
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return None
    return Disk(folder, format_bytes(usage.free), format_bytes(usage.total), usage.free < usage.total * SCANT)
