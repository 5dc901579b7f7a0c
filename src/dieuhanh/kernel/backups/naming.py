"""Names of archives: whose, and when. `dieuhanh-1a2b3c4d-20211124T013000Z.backup`"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dieuhanh.kernel.backups.envelope import read_head
from dieuhanh.kernel.backups.errors import BadArchive

NAME = re.compile(r"dieuhanh-([0-9a-f]{8})-(\d{8}T\d{6}Z)(?:-(\d+))?\.backup", re.ASCII)
TIME = "%Y%m%dT%H%M%SZ"


def name_for(identity: str, made: datetime, number: int = 1) -> str:
    again = f"-{number}" if number > 1 else ""
    return f"dieuhanh-{identity}-{made.astimezone(UTC):{TIME}}{again}.backup"


@dataclass(frozen=True, slots=True)
class Archive:
    """`number`: which of those made in one second."""

    path: Path
    identity: str
    made: datetime
    number: int = 1

    @property
    def order(self) -> tuple[datetime, int]:
        return self.made, self.number


def archives(folder: Path, identity: str) -> list[Archive]:
    """Those of one installation that a folder holds, newest first; files of other names are not ours to judge."""
    found = [_archive(path) for path in folder.iterdir()]
    ours = [archive for archive in found if archive and archive.identity == identity]
    return sorted(ours, key=lambda archive: archive.order, reverse=True)


def _archive(path: Path) -> Archive | None:
    match = NAME.fullmatch(path.name)
    if not match or not path.is_file():
        return None
    try:
        made = datetime.strptime(match.group(2), TIME).replace(tzinfo=UTC)
    except ValueError:  # the 31st of February
        return None
    return Archive(path, match.group(1), made, int(match.group(3) or 1))


def begins_well(archive: Archive) -> bool:
    """A quick look: the head can be read. It tells an emptied file, not one byte changed; that is what a check is for."""
    try:
        with archive.path.open("rb") as file:
            read_head(file)
    except (OSError, BadArchive):
        return False
    return True
