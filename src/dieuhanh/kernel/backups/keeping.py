"""Which archives stay: 7 daily, 4 weekly. And what is known of the last good one, in `run/backups.json`."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dieuhanh.config import places
from dieuhanh.kernel.backups import setting
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.naming import Archive
from dieuhanh.kernel.backups.setting import Setting, replace_text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS, WEEKS = 7, 4
LATE = timedelta(hours=36)


def staying(archives: list[Archive], good: Callable[[Archive], bool]) -> set[Path]:
    """The newest good one of each of the last 7 days and 4 weeks that have one: a holiday without backups costs none of them.

    What is not good counts for no day and goes once a newer good one is there; where none is good, all stay.
    """
    newest = sorted(archives, key=lambda archive: (archive.made, archive.path.name), reverse=True)
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
    """A backup that was put back for trial and found whole; `proved` False: its bytes were checked only."""

    at: str
    file: str
    size: int
    seq: int
    proved: bool = True
    spoiled: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """`file`: the archive that was written and found not to be good; the next one like it takes its place."""

    at: str
    words: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    good: Good | None = None
    failed: Failed | None = None


def file() -> Path:
    return places.run_dir() / "backups.json"


def record() -> Record:
    """An unreadable record is no record: the next backup writes it anew."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        told = json.loads(file().read_text(encoding="utf-8"))
        good, failed = told.get("good"), told.get("failed")
        return Record(Good(**good) if good else None, Failed(**failed) if failed else None)
    return Record()


def keep(found: Record) -> None:
    replace_text(file(), json.dumps(asdict(found), ensure_ascii=False, indent=1))


@dataclass(frozen=True, slots=True)
class Status:
    """`trouble` in words, empty where all is well; `setting` None: nobody has chosen a folder."""

    setting: Setting | None
    good: Good | None
    at: datetime | None
    failed: Failed | None
    trouble: str


def status(now: datetime) -> Status:
    """For the technician. `now` is the real clock: a demo's day says nothing of the age of its backups."""
    try:
        chosen = setting.read()
    except BackupError as error:
        return Status(None, None, None, None, str(error))
    found = record()
    at = datetime.fromisoformat(found.good.at) if found.good else None
    return Status(chosen, found.good, at, found.failed, _trouble(chosen, found, at, now))


def _trouble(chosen: Setting | None, found: Record, at: datetime | None, now: datetime) -> str:
    if chosen is None:
        return "Chưa chọn thư mục sao lưu: dữ liệu chưa được sao lưu hằng đêm."
    if found.good is None or at is None:
        return "Chưa có bản sao lưu nào đạt yêu cầu."
    if now - at > LATE:
        return f"Bản sao lưu tốt gần nhất đã cũ {(now - at) // timedelta(hours=1)} giờ (mức cho phép: 36 giờ)."
    path = Path(found.good.file)
    try:
        size = path.stat().st_size
    except OSError:
        return f"Không thấy bản sao lưu gần nhất tại {path}; kiểm tra ổ đĩa hoặc thư mục."
    if size != found.good.size:
        return f"Bản sao lưu gần nhất tại {path} đã đổi kích thước sau khi được kiểm tra."
    return found.good.spoiled


def last_night(now: datetime) -> datetime:
    """The last time a nightly backup was due: 1 o'clock, before anybody comes to work."""
    here = now.astimezone(ZONE)
    due = here.replace(hour=1, minute=0, second=0, microsecond=0)
    return (due if due <= here else due - timedelta(days=1)).astimezone(UTC)
