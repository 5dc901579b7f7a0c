"""The backup of a night: made, put back for trial, and only then are older ones let go. `python -m dieuhanh.kernel.backups.nightly`

The supervisor starts this as a child every half hour; it ends at once where nothing is due. So a night when the machine was off is
made up at the next start, and one that failed is tried again.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dieuhanh.config import places
from dieuhanh.kernel.backups import keeping, setting
from dieuhanh.kernel.backups.checking import Checked, asking, check, spoiled
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.facts import identity
from dieuhanh.kernel.backups.keeping import Failed, Good, Record
from dieuhanh.kernel.backups.making import Made, make
from dieuhanh.kernel.backups.naming import archives, begins_well
from dieuhanh.kernel.backups.setting import Setting

RETRY = timedelta(hours=2)  # after a night that failed


def main() -> None:
    now = datetime.now(UTC)
    try:
        chosen = setting.read()
        if chosen is None or not is_due(chosen, now, identity_here()):
            return
        os.umask(0o077)
        os.nice(10)  # whoever works at night goes first
        make_good(chosen, now)
    except (BackupError, places.BadAddress) as error:
        print(f"Sao lưu hằng đêm không xong: {error}", file=sys.stderr, flush=True)
        sys.exit(1)


def identity_here() -> str | None:
    """None where the database cannot say it: the backup itself will tell why."""
    try:
        with asking(places.database()) as ask:
            return identity(ask)
    except (BackupError, sqlite3.Error, places.BadAddress):
        return None


def is_due(chosen: Setting, now: datetime, of: str | None) -> bool:
    """No good one of this database since the last night's hour, or it lies in a folder that is no longer the chosen one, or a clock
    went back."""
    found = keeping.record()
    good, failed = found.good_of(of), found.failed_of(of)
    if failed and timedelta(0) <= now - datetime.fromisoformat(failed.at) < RETRY:
        return False
    if good is None or Path(good.file).parent != Path(chosen.folder):
        return True
    return not keeping.last_night(now) <= good.moment <= now


def make_good(chosen: Setting, now: datetime) -> Good:
    """Raises BackupError where the new one is not good, and keeps that on record; then nothing older is let go."""
    folder, key = Path(chosen.folder), Path(chosen.key) if chosen.key else None
    made = None
    try:
        made = make(folder, key)
        checked = check(made.path, key)
        if checked.fault:
            raise BackupError(f"bản sao lưu {made.path.name} đã ghi nhưng không đạt: {checked.fault}")
    except BackupError as error:
        _failed(str(error), made, now)
        raise
    good = _good(made.path, checked)
    keeping.keep(keeping.record().with_good(good))
    if not good.spoiled:  # an older one may still hold the file that is spoiled here
        let_go(folder, made)
    return good


def take(archive: Path, checked: Checked, now: datetime) -> bool:
    """Whether an archive that somebody made and had checked by hand is now the last good one: of this database, in the folder of
    the nights, and newer than the one on record where that still lies there."""
    chosen, archive = setting.read(), archive.absolute()
    if checked.fault or chosen is None or archive.parent != Path(chosen.folder) or checked.identity != identity_here():
        return False
    good = _good(archive, checked)
    before = keeping.record().good_of(good.identity)
    with suppress(ValueError, TypeError):  # a time that is none
        if good.moment <= now and (before is None or before.moment <= good.moment or not Path(before.file).exists()):
            keeping.keep(keeping.record().with_good(good))
            return True
    return False


def _good(path: Path, checked: Checked) -> Good:
    manifest, said = checked.unpacked.manifest, spoiled(checked.unpacked.manifest)
    words = said and f"Sao lưu thiếu: {said}."
    return Good(manifest.made, str(path), path.stat().st_size, manifest.seq, words, checked.identity)


def _failed(words: str, made: Made | None, now: datetime) -> None:
    """A system that is not whole is backed up all the same, but one such archive is enough."""
    record = keeping.record()
    of = made.identity if made else identity_here() or ""
    before = record.failed_of(of)
    if made and before and before.file:
        Path(before.file).unlink(missing_ok=True)
    with suppress(OSError):
        file = str(made.path) if made else before.file if before else ""
        keeping.keep(Record(record.good, Failed(now.isoformat(timespec="seconds"), words, file, of)))


def let_go(folder: Path, made: Made) -> None:
    found = archives(folder, made.identity)
    stay = keeping.staying(found, begins_well) | {made.path}
    for archive in found:
        if archive.path not in stay:
            with suppress(OSError):  # a folder that lets nothing be removed keeps all
                archive.path.unlink()


if __name__ == "__main__":
    main()
