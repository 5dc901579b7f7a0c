"""Taking an archive apart into an empty folder. Whatever is wrong with it is found before anybody uses what came out."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from dieuhanh.config import places
from dieuhanh.foundation.vietnamese.numbers import format_bytes
from dieuhanh.kernel.backups import members
from dieuhanh.kernel.backups.envelope import Head, Reader, read_head
from dieuhanh.kernel.backups.errors import BackupError, BadArchive, reason
from dieuhanh.kernel.backups.manifest import LARGEST, Manifest, manifest_of
from dieuhanh.kernel.backups.members import Member


@dataclass(frozen=True, slots=True)
class Unpacked:
    """`database`: the copy or the dump; the kept files lie in `files/` of the same folder."""

    manifest: Manifest
    folder: Path
    database: Path
    size: int


def head_of(archive: Path) -> Head:
    try:
        with archive.open("rb") as file:
            return read_head(file)[1]
    except OSError as error:
        raise BackupError(f"không đọc được bản sao lưu: {reason(error, archive)}") from error


def unpack(archive: Path, key: bytes | None, into: Path) -> Unpacked:
    """`into` is empty and nobody else's."""
    size = archive.stat().st_size
    left = shutil.disk_usage(into).free
    if left < size:
        raise BackupError(f"thư mục {into} không đủ chỗ: cần {format_bytes(size)}, ổ đĩa còn {format_bytes(left)}")
    found: dict[str, list[int | str]] = {}
    manifest = None
    with archive.open("rb") as file:
        reader = Reader(file, key)
        for member in members.members(reader):
            if manifest:
                raise BadArchive("bản sao lưu còn nội dung sau bảng kê; không phải do dieuhanh ghi")
            if member.name == members.MANIFEST:
                manifest = _manifest(member)
            else:
                _write(member, into / member.name)
                found[member.name] = [member.size, member.sha256]
        reader.end()
        database = _agreeing(manifest, found, reader.head)
    assert manifest is not None
    return Unpacked(manifest, into, into / database, size)


def _manifest(member: Member) -> Manifest:
    if member.size > LARGEST:
        raise BadArchive(f"bảng kê dài {format_bytes(member.size)}; chỉ nhận đến {format_bytes(LARGEST)}")
    return manifest_of(b"".join(member.pieces()))


def _write(member: Member, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        for piece in member.pieces():
            file.write(piece)


def _agreeing(manifest: Manifest | None, found: dict[str, list[int | str]], head: Head) -> str:
    """What came out is what the manifest lists, and each kept file is what its name says. Gives the name of the database."""
    if manifest is None:
        raise BadArchive("bản sao lưu không có bảng kê; không phải do dieuhanh ghi")
    if (manifest.made, manifest.product, manifest.kind) != (head.made, head.product, head.kind):
        raise BadArchive("phần đầu và bảng kê của bản sao lưu không khớp nhau")
    if found != manifest.members:
        names = sorted(n for n in {*found, *manifest.members} if found.get(n) != manifest.members.get(n))
        raise BadArchive(f"nội dung bản sao lưu không khớp bảng kê ({names[0]})")
    for name, (_, digest) in found.items():
        if name.startswith("files/") and not name.endswith(str(digest)) and name not in manifest.damaged:
            raise BadArchive(f"{name} trong bản sao lưu không đúng mã băm của nó")
    wanted = members.SQLITE if manifest.vendor == "sqlite" else members.POSTGRESQL
    if [name for name in found if not name.startswith("files/")] != [wanted]:
        raise BadArchive("bản sao lưu không có đúng một cơ sở dữ liệu; không phải do dieuhanh ghi")
    if unknown := sorted(set(manifest.migrations) & _of_ours(manifest) - known_migrations()):
        raise BackupError(
            f"bản sao lưu do phiên bản mới hơn ({manifest.product}) tạo ra, có bảng chưa biết ({unknown[0]}); "
            "hãy nâng cấp dieuhanh rồi làm lại"
        )
    return wanted


def known_migrations() -> set[str]:
    files = places.PACKAGE.glob("*/*/migrations/[0-9]*.py")
    return {f"{file.parent.parent.name}.{file.stem}" for file in files}


def _of_ours(manifest: Manifest) -> set[str]:
    """Libraries bring migrations of their own, which they know better than we."""
    rooms = {folder.parent.name for folder in places.PACKAGE.glob("*/*/migrations")}
    return {name for name in manifest.migrations if name.partition(".")[0] in rooms}
