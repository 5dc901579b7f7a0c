"""Which archives stay: 7 daily, 4 weekly. And what is known of the last good one, in `run/backups.json`."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from dieuhanh.config import places
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.backups import setting
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.naming import Archive
from dieuhanh.kernel.backups.setting import Setting, replace_text

DAYS, WEEKS = 7, 4
LATE = timedelta(hours=36)


def staying(archives: list[Archive], good: Callable[[Archive], bool]) -> set[Path]:
    """The newest good one of each of the last 7 days and 4 weeks that have one: a holiday without backups costs none of them.

    What is not good counts for no day and goes once a newer good one is there; where none is good, all stay.
    """
    newest = sorted(archives, key=lambda archive: archive.order, reverse=True)
    sound = [archive for archive in newest if good(archive)]
    if not sound:
        return {archive.path for archive in archives}
    days: dict[object, Path] = {}
    weeks: dict[object, Path] = {}
    for archive in sound:
        day = archive.made.astimezone(ZONE).date()
        if len(days) < DAYS:
            days.setdefault(day, archive.path)
        if len(weeks) < WEEKS:
            weeks.setdefault(day.isocalendar()[:2], archive.path)
    fresh = {archive.path for archive in newest if archive.made > sound[0].made}
    return {*days.values(), *weeks.values(), *fresh}


@dataclass(frozen=True, slots=True)
class Good:
    """A backup that was put back for trial and found whole; `spoiled`: what it could not hold, in words; `identity`: of which database."""

    at: str
    file: str
    size: int
    seq: int
    spoiled: str = ""
    identity: str = ""

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class Failed:
    """`file`: the archive that was written and found not to be good; the next one like it takes its place."""

    at: str
    words: str
    file: str = ""
    identity: str = ""  # empty: it could not be read


@dataclass(frozen=True, slots=True)
class Record:
    """One good backup for each database that a data folder has had: a demo and an office, a trial and what came after it."""

    good: tuple[Good, ...] = ()
    failed: Failed | None = None

    def good_of(self, identity: str | None) -> Good | None:
        """None asks for the newest of any: the database does not answer and may be the one that was saved."""
        ours = [good for good in self.good if identity in {None, good.identity}]
        return max(ours, key=lambda good: good.moment, default=None)

    def failed_of(self, identity: str | None) -> Failed | None:
        return self.failed if self.failed and (not identity or self.failed.identity in {"", identity}) else None

    def with_good(self, new: Good) -> Record:
        others = tuple(good for good in self.good if good.identity != new.identity)
        return Record((*others, new), None if self.failed_of(new.identity) else self.failed)


def file() -> Path:
    return places.run_dir() / "backups.json"


def record() -> Record:
    """An unreadable record is no record: the next backup writes it anew."""
    with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
        told = json.loads(file().read_text(encoding="utf-8"))
        failed = told.get("failed")
        return Record(tuple(Good(**good) for good in told["good"]), Failed(**failed) if failed else None)
    return Record()


def keep(found: Record) -> None:
    replace_text(file(), json.dumps(asdict(found), ensure_ascii=False, indent=1))


class Trouble(StrEnum):
    """What a technician must see to; `words` has the sentences."""

    UNREADABLE = "unreadable"
    NO_FOLDER = "no_folder"
    NONE_YET = "none_yet"
    OLD = "old"
    GONE = "gone"
    CHANGED = "changed"
    SPOILED = "spoiled"


@dataclass(frozen=True, slots=True)
class Status:
    """`setting` None: nobody has chosen a folder, or it cannot be read; `trouble` None: all is well."""

    setting: Setting | None
    good: Good | None
    at: datetime | None
    age: timedelta
    failed: Failed | None
    trouble: Trouble | None


def status(now: datetime, identity: str | None) -> Status:
    """For the technician. `now` is the real clock: a demo's day says nothing of the age of its backups. `identity`: of the database
    that is in use, None where it does not answer; a backup of another one is none of this one."""
    found = record()
    good, failed = found.good_of(identity), found.failed_of(identity)
    at = good.moment if good else None
    age = now - at if at else timedelta(0)
    try:
        chosen = setting.read()
    except BackupError:
        return Status(None, good, at, age, failed, Trouble.UNREADABLE)
    return Status(chosen, good, at, age, failed, _trouble(chosen, good, age))


def _trouble(chosen: Setting | None, good: Good | None, age: timedelta) -> Trouble | None:
    if chosen is None:
        return Trouble.NO_FOLDER
    if good is None:
        return Trouble.NONE_YET
    if age > LATE:
        return Trouble.OLD
    try:
        size = Path(good.file).stat().st_size
    except OSError:
        return Trouble.GONE
    if size != good.size:
        return Trouble.CHANGED
    return Trouble.SPOILED if good.spoiled else None


def last_night(now: datetime) -> datetime:
    """The last time a nightly backup was due: 1 o'clock, before anybody comes to work."""
    here = now.astimezone(ZONE)
    due = here.replace(hour=1, minute=0, second=0, microsecond=0)
    return (due if due <= here else due - timedelta(days=1)).astimezone(UTC)
