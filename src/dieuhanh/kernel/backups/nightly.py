"""The backup of a night: made, put back for trial, and only then are older ones let go. `python -m dieuhanh.kernel.backups.nightly`

The supervisor starts this as a child every half hour; it ends at once where nothing is due. So a night when the machine was off is
made up at the next start, and one that failed is tried again.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dieuhanh.config import places
from dieuhanh.kernel.backups import keeping, setting
from dieuhanh.kernel.backups.checking import check, spoiled
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.keeping import Failed, Good, Record
from dieuhanh.kernel.backups.making import Made, make
from dieuhanh.kernel.backups.naming import NAME, archives, begins_well
from dieuhanh.kernel.backups.setting import Setting

RETRY = timedelta(hours=2)  # after a night that failed


def main() -> None:
    now = datetime.now(UTC)
    try:
        chosen = setting.read()
        if chosen is None or not is_due(chosen, now):
            return
        os.umask(0o077)
        os.nice(10)  # whoever works at night goes first
        make_good(chosen, now)
    except (BackupError, places.BadAddress) as error:
        print(f"Sao lưu hằng đêm không xong: {error}", file=sys.stderr, flush=True)
        sys.exit(1)


def is_due(chosen: Setting, now: datetime) -> bool:
    """No good one since the last night's hour, or it lies in a folder that is no longer the chosen one, or a clock went back."""
    found = keeping.record()
    good, failed = found.good, found.failed
    if failed and timedelta(0) <= now - datetime.fromisoformat(failed.at) < RETRY:
        return False
    if good is None or Path(good.file).parent != Path(chosen.folder):
        return True
    return not keeping.last_night(now) <= datetime.fromisoformat(good.at) <= now


def make_good(chosen: Setting, now: datetime) -> Good:
    """Raises BackupError where the new one is not good, and keeps that on record; then nothing older is let go."""
    folder, key = Path(chosen.folder), Path(chosen.key) if chosen.key else None
    made = None
    try:
        made = make(folder, key)
        unpacked, fault = check(made.path, key)
        if fault:
            raise BackupError(f"bản sao lưu {made.path.name} đã ghi nhưng không đạt: {fault}")
    except BackupError as error:
        _failed(str(error), made, now)
        raise
    said = spoiled(unpacked.manifest)
    good = Good(
        made.manifest.made, str(made.path), made.size, made.manifest.seq, spoiled=said and f"Sao lưu thiếu: {said}."
    )
    keeping.keep(Record(good, None))
    if not said:  # an older one may still hold the file that is spoiled here
        let_go(folder, made)
    return good


def _failed(words: str, made: Made | None, now: datetime) -> None:
    """A system that is not whole is backed up all the same, but one such archive is enough."""
    before = keeping.record()
    if made and before.failed and before.failed.file:
        Path(before.failed.file).unlink(missing_ok=True)
    with suppress(OSError):
        file = str(made.path) if made else before.failed.file if before.failed else ""
        keeping.keep(Record(before.good, Failed(now.isoformat(timespec="seconds"), words, file)))


def let_go(folder: Path, made: Made) -> None:
    match = NAME.fullmatch(made.path.name)
    assert match is not None
    found = archives(folder, match.group(1))
    stay = keeping.staying(found, begins_well) | {made.path}
    for archive in found:
        if archive.path not in stay:
            with suppress(OSError):  # a folder that lets nothing be removed keeps all
                archive.path.unlink()


if __name__ == "__main__":
    main()
