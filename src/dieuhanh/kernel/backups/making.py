"""Making a backup: a copy of the database at one moment, then the files that this copy knows.

Kept files are written before the row that names them, and none goes while the lock of backups is held, so the files of any copy are
there after the copy was made. The
archive is written beside its place under a name of its own and renamed when it is whole and on the disk.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from dieuhanh.config import locks, places
from dieuhanh.foundation.vietnamese.numbers import format_bytes
from dieuhanh.kernel.backups import members, postgresql, sqlite
from dieuhanh.kernel.backups.envelope import Head, Writer
from dieuhanh.kernel.backups.errors import BackupError, told
from dieuhanh.kernel.backups.facts import Facts
from dieuhanh.kernel.backups.key import read_key
from dieuhanh.kernel.backups.manifest import Manifest
from dieuhanh.kernel.backups.naming import name_for
from dieuhanh.kernel.backups.setting import usable_folder


@dataclass(frozen=True, slots=True)
class Made:
    path: Path
    size: int
    manifest: Manifest
    identity: str


def make(folder: Path, key_file: Path | None) -> Made:
    """One archive in the folder. Raises BackupError; then nothing of it is left anywhere."""
    folder = usable_folder(folder)
    key = read_key(key_file) if key_file else None
    with alone() as work, told("sao lưu", folder):
        return _made(folder, key, work)


@contextmanager
def alone() -> Iterator[Path]:
    """A folder for what is in the making, for one at a time; what a killed one has left there goes first."""
    run, work = places.run_dir(), places.run_dir() / "backup-work"
    with told("chuẩn bị chỗ làm việc", run):
        run.mkdir(parents=True, exist_ok=True)
        try:
            lock = locks.hold(locks.BACKUP)
        except BlockingIOError as error:
            raise BackupError("một lần sao lưu hoặc kiểm tra khác đang chạy; hãy đợi lần đó xong") from error
        with lock:
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(mode=0o700)
            try:
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)


def trigger_texts() -> str:
    """Tells whether a database has the triggers of this release, which a migration would lay."""
    return sha256(places.TRIGGERS.read_bytes()).hexdigest()


def _made(folder: Path, key: bytes | None, work: Path) -> Made:
    database = places.database()
    copied, found = _copied(database, work)
    made = datetime.now(UTC)  # the real clock: a demo's day says nothing of when its backup was made
    _room_for(copied.stat().st_size + sum(kept.size for kept in found.kept), folder)
    host = re.sub(r"[^0-9A-Za-z]", "", socket.gethostname())[:40]
    draft = folder / f".dieuhanh-{found.identity}-{host}.draft"
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            head = Head(made.isoformat(timespec="seconds"), version("dieuhanh"), found.kind)
            out = Writer(file, head, key)
            manifest = _filled(out, head, database.vendor, copied, found)
            out.close()
            file.flush()
            os.fsync(file.fileno())
        path = _free_name(folder, found.identity, made)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _settle(folder)
    return Made(path, path.stat().st_size, manifest, found.identity)


def _copied(database: places.Database, work: Path) -> tuple[Path, Facts]:
    with told("chép cơ sở dữ liệu", work):
        if database.vendor == "sqlite":
            copied = work / members.SQLITE
            return copied, sqlite.copy(Path(database.name), copied)
        copied = work / members.POSTGRESQL
        return copied, postgresql.dump(database, copied)


def _room_for(size: int, folder: Path) -> None:
    left = shutil.disk_usage(folder).free
    if left < size:
        raise BackupError(
            f"thư mục {folder} không đủ chỗ: bản sao lưu cần {format_bytes(size)}, ổ đĩa còn {format_bytes(left)}; "
            "hãy dọn chỗ hoặc chọn thư mục khác"
        )


def _filled(out: Writer, head: Head, vendor: str, copied: Path, found: Facts) -> Manifest:
    written: dict[str, list[int | str]] = {}
    damaged: list[str] = []
    with copied.open("rb") as content:
        size = copied.stat().st_size
        written[copied.name] = [size, members.put(out, copied.name, size, content)]
    for digest in dict.fromkeys(kept.sha256 for kept in found.kept):
        name = f"files/{digest[:2]}/{digest}"
        entry = _put_kept(out, name)
        if entry:
            written[name] = entry
        if not entry or entry[1] != digest:
            damaged.append(name)
    manifest = Manifest(
        made=head.made,
        product=head.product,
        kind=head.kind,
        vendor=vendor,
        seq=found.seq,
        hash=found.hash,
        triggers=trigger_texts(),
        migrations=found.migrations,
        counts=found.counts,
        members=written,
        damaged=damaged,
    )
    words = manifest.as_bytes()
    members.put(out, members.MANIFEST, len(words), BytesIO(words))
    members.end(out)
    return manifest


def _put_kept(out: Writer, name: str) -> list[int | str] | None:
    """None where the content is gone. An altered one goes in as it is: whoever needs it has nothing better."""
    if not members.NAMES.fullmatch(name):
        return None
    try:
        handle = os.open(places.home() / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(handle, "rb", buffering=0) as content:
        size = os.fstat(handle).st_size
        return [size, members.put(out, name, size, content)]


def _free_name(folder: Path, identity: str, made: datetime) -> Path:
    """Two backups of one second get two names."""
    names = (folder / name_for(identity, made, number) for number in range(1, 1000))
    return next(path for path in names if not path.exists())


def _settle(folder: Path) -> None:
    """The new name reaches the disk too, where the file system of the folder can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
