"""`dieuhanh check-backup`: a backup is good when it has been put back somewhere and what came out is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dieuhanh.config import places
from dieuhanh.config.places import Database
from dieuhanh.kernel.backups import postgresql, sqlite
from dieuhanh.kernel.backups.errors import BackupError, told
from dieuhanh.kernel.backups.facts import Ask, Facts, facts
from dieuhanh.kernel.backups.key import read_key
from dieuhanh.kernel.backups.making import alone, trigger_texts
from dieuhanh.kernel.backups.manifest import Manifest
from dieuhanh.kernel.backups.proof import prove
from dieuhanh.kernel.backups.unpacking import Unpacked, known_migrations, unpack


@dataclass(frozen=True, slots=True)
class Checked:
    """What an archive holds, of which installation, and the first thing wrong with the system it was made of."""

    unpacked: Unpacked
    identity: str
    fault: str | None


def check(archive: Path, key_file: Path | None) -> Checked:
    """Raises BackupError for the archive itself."""
    key = read_key(key_file) if key_file else None
    with told(f"đọc bản sao lưu {archive}", archive.parent), archive.open("rb"):
        pass
    with alone() as work, told("khôi phục thử", work):
        unpacked = unpack(archive, key, work)
        with _temporary(unpacked) as database:
            fault = first_fault(unpacked, database)
            return Checked(unpacked, "" if fault else asked(database).identity, fault)


@contextmanager
def _temporary(unpacked: Unpacked) -> Iterator[Database]:
    """The database of the archive where nobody works with it."""
    if unpacked.manifest.vendor == "sqlite":
        yield Database("sqlite", str(unpacked.database))
        return
    here = places.database()
    if here.vendor != "postgresql":
        raise BackupError(
            "bản sao lưu này của PostgreSQL: hãy đặt DIEUHANH_DATABASE_URL tới một máy chủ PostgreSQL để khôi phục thử"
        )
    # One name a place, so that what a killed check has left is found and dropped by the next.
    name = f"dieuhanh_check_{hashlib.sha256(str(places.home()).encode()).hexdigest()[:12]}"
    with postgresql.connected(here, autocommit=True) as line:
        try:
            line.execute(f'DROP DATABASE IF EXISTS "{name}"')
            line.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        except postgresql.not_allowed() as error:
            raise BackupError(
                f"người dùng PostgreSQL «{here.user}» không được tạo cơ sở dữ liệu tạm để khôi phục thử; "
                f'hãy chạy: ALTER ROLE "{here.user}" CREATEDB'
            ) from error
        try:
            postgresql.put_back(replace(here, name=name), unpacked.database)
            yield replace(here, name=name)
        finally:
            line.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def first_fault(unpacked: Unpacked, database: Database) -> str | None:
    """What was wrong with the system when its backup was made, or None: the archive itself has been found to be what was written."""
    manifest = unpacked.manifest
    if database.vendor == "sqlite" and (unsound := sqlite.first_unsound(Path(database.name))):
        return f"cơ sở dữ liệu đã hỏng từ trước khi sao lưu: {unsound}"
    if missing := _not_kept(unpacked, asked(database)):
        return missing
    older = bool(known_migrations() - set(manifest.migrations)) or manifest.triggers != trigger_texts()
    proof = prove(unpacked.folder, database, migrate=older)
    if (proof.seq, proof.hash) != (manifest.seq, manifest.hash):
        return f"nhật ký kết thúc ở số {proof.seq}, bảng kê ghi số {manifest.seq}: không phải cùng một cơ sở dữ liệu"
    return None if proof.whole else proof.words


def asked(database: Database) -> Facts:
    """What a database says of itself, with no Django set up."""
    with asking(database) as ask:
        if database.vendor == "postgresql":
            return facts(ask, postgresql.tables_of(ask))
        return facts(ask, {name for (name,) in ask("SELECT name FROM sqlite_master WHERE type = 'table'")})


@contextmanager
def asking(database: Database) -> Iterator[Ask]:
    if database.vendor == "sqlite":
        with closing(sqlite.opened(Path(database.name))) as file:
            yield lambda sql: file.execute(sql).fetchall()
    else:
        with postgresql.connected(database) as line:
            yield lambda sql: line.execute(sql).fetchall()


def _not_kept(unpacked: Unpacked, found: Facts) -> str | None:
    there, damaged = unpacked.manifest.members, unpacked.manifest.damaged
    for kept in found.kept:
        name = f"files/{kept.sha256[:2]}/{kept.sha256}"
        if name not in there and name not in damaged:
            return f"bản sao lưu thiếu tệp «{kept.name}» mà cơ sở dữ liệu nhắc tới"
    return None


def spoiled(manifest: Manifest) -> str:
    """What to say of kept files that were spoiled before; empty where all were well."""
    count = len(manifest.damaged)
    return f"{count} tệp gốc đã mất hoặc bị sửa từ trước khi sao lưu ({manifest.damaged[0]})" if count else ""
