"""`dieuhanh restore`: an archive becomes an installation again, in an empty place and nowhere else.

All of it is built beside its place. The kept files move in first, the database last and in one step: before that step there is
nothing, after it there is all. Killed in between, the files that have moved are of use to the next try and to nobody else.
"""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from dieuhanh.config import locks, places
from dieuhanh.config.places import CALLED, Database
from dieuhanh.kernel.backups import postgresql, sqlite
from dieuhanh.kernel.backups.checking import first_fault
from dieuhanh.kernel.backups.errors import BackupError, told
from dieuhanh.kernel.backups.key import read_key
from dieuhanh.kernel.backups.manifest import Manifest
from dieuhanh.kernel.backups.unpacking import Unpacked, head_of, unpack

ELSEWHERE = "chỉ khôi phục vào chỗ trống: hãy đặt DIEUHANH_HOME tới một thư mục khác hoặc dời dữ liệu cũ đi"

BUILDING, MOVING = ".restoring", "moving"


@dataclass(frozen=True, slots=True)
class Restored:
    """`fault`: what was wrong with the system when the backup was made."""

    manifest: Manifest
    home: Path
    database: str
    fault: str | None


def restore(archive: Path, key_file: Path | None, *, anyway: bool) -> Restored:
    """`anyway`: take it even where the system it was made of was not whole. A spoiled archive is never taken."""
    key = read_key(key_file) if key_file else None
    database = _place(head_of(archive).kind)
    home = places.home()
    with told("khôi phục", home), _nobody_starts():
        _must_be_empty(database, unfinished=(home / BUILDING / MOVING).exists())
        with _built_beside(database) as building:
            unpacked = unpack(archive, key, building)
            if unpacked.manifest.vendor != database.vendor:
                raise BackupError(
                    f"bản sao lưu này của {CALLED.get(unpacked.manifest.vendor, unpacked.manifest.vendor)}, nơi khôi phục dùng "
                    f"{CALLED[database.vendor]}; hãy đổi DIEUHANH_DATABASE_URL"
                )
            settle = _settle_sqlite if database.vendor == "sqlite" else _settle_postgresql
            fault = settle(unpacked, database, anyway)
        shutil.rmtree(home / BUILDING)
    return Restored(unpacked.manifest, home, database.name, fault)


@contextmanager
def _built_beside(database: Database) -> Iterator[Path]:
    """An empty folder. What lies in it may have been encrypted outside, so nothing stays of a try that was refused; but that files
    have moved already must be remembered."""
    building = places.home() / BUILDING
    _clear(building, database)
    try:
        yield building
    except BaseException:
        _clear(building, database)
        raise


def _clear(building: Path, database: Database) -> None:
    unfinished = (building / MOVING).exists()
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700, exist_ok=True)
    if unfinished:
        (building / MOVING).touch()
    if database.vendor == "sqlite":
        beside = _beside(Path(database.name))
        for left in beside.parent.glob(f"{glob.escape(beside.name)}*"):
            left.unlink()


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.restoring")


def _place(kind: str) -> Database:
    """An archive of an office goes to the office's own file, whatever DEMO says at the moment."""
    if os.environ.get("DIEUHANH_DATABASE_URL"):
        return places.database()
    return Database("sqlite", str(places.sqlite_file(demo=kind == "demo")))


@contextmanager
def _nobody_starts() -> Iterator[None]:
    """The lock that a start holds while it prepares: the two never make a database at the same time."""
    places.run_dir().mkdir(parents=True, exist_ok=True)
    try:
        lock = locks.hold(locks.PREPARE)
    except BlockingIOError as error:
        raise BackupError(f"một lần khởi động hoặc khôi phục khác đang dùng {places.home()}") from error
    with lock:
        yield


def _must_be_empty(database: Database, *, unfinished: bool) -> None:
    home = places.home()
    here = [path for path in home.glob("*.sqlite3*") if not path.name.startswith(".")]
    here += [Path(database.name)] if database.vendor == "sqlite" and Path(database.name).exists() else []
    if here:
        raise BackupError(f"đã có dữ liệu tại {here[0]}; {ELSEWHERE}")
    files = home / "files"
    if files.exists() and any(files.iterdir()) and not unfinished:
        raise BackupError(f"thư mục {files} đã có tệp; {ELSEWHERE}")
    if database.vendor == "postgresql":
        with postgresql.connected(database) as line:
            if names := postgresql.tables_of(lambda sql: line.execute(sql).fetchall()):
                raise BackupError(
                    f"cơ sở dữ liệu PostgreSQL «{database.name}» đã có bảng ({min(names)}); "
                    "chỉ khôi phục vào cơ sở dữ liệu trống: hãy tạo bằng «createdb»"
                )


def _settle_sqlite(unpacked: Unpacked, database: Database, anyway: bool) -> str | None:
    target = Path(database.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(target)
    shutil.move(unpacked.database, beside)
    fault = _taken(first_fault(unpacked, Database("sqlite", str(beside))), anyway)
    with closing(sqlite.opened(beside)) as line:
        line.execute("PRAGMA journal_mode=DELETE")
    _move_files(unpacked)
    if target.exists():
        raise BackupError(f"đã có dữ liệu tại {target}; {ELSEWHERE}")
    beside.replace(target)
    _clear(unpacked.folder, database)
    return fault


def _settle_postgresql(unpacked: Unpacked, database: Database, anyway: bool) -> str | None:
    """One transaction puts it in. What is then found not whole goes again: the database was empty a moment ago."""
    _move_files(unpacked)
    postgresql.put_back(database, unpacked.database)
    try:
        return _taken(first_fault(unpacked, database), anyway)
    except BackupError:
        postgresql.clear(database)
        raise


def _taken(fault: str | None, anyway: bool) -> str | None:
    if fault and not anyway:
        raise BackupError(
            f"bản sao lưu đọc được trọn vẹn nhưng {fault}. Hãy thử một bản khác; nếu không còn bản nào tốt hơn, thêm --anyway"
        )
    return fault


def _move_files(unpacked: Unpacked) -> None:
    """File by file: each name is the hash of its content, so a file that an earlier try has moved is the same one."""
    os.sync()
    (unpacked.folder / MOVING).touch()
    files = places.home() / "files"
    files.mkdir(mode=0o700, exist_ok=True)
    for path in (unpacked.folder / "files").glob("??/*"):
        (files / path.parent.name).mkdir(mode=0o700, exist_ok=True)
        path.replace(files / path.parent.name / path.name)
