"""The outside of an archive: what goes in comes out, and one changed byte is found wherever it lies."""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from dieuhanh.kernel.backups import members
from dieuhanh.kernel.backups.envelope import LAST, PIECE, Head, Reader, Writer, read_head
from dieuhanh.kernel.backups.errors import BackupError, BadArchive
from dieuhanh.kernel.backups.manifest import Manifest
from dieuhanh.kernel.backups.unpacking import unpack

pytestmark = pytest.mark.once

HEAD = Head("2021-11-24T01:00:00+00:00", "0.1.0", "office")
KEY = secrets.token_bytes(32)
KEPT = b"Ke hoach quy IV"
DIGEST = hashlib.sha256(KEPT).hexdigest()
DATABASE = b"co so du lieu"
SOUND = {members.SQLITE: DATABASE, f"files/{DIGEST[:2]}/{DIGEST}": KEPT}


def manifest_of(parts: dict[str, bytes]) -> Manifest:
    listed: dict[str, list[int | str]] = {n: [len(d), hashlib.sha256(d).hexdigest()] for n, d in parts.items()}
    return Manifest(HEAD.made, HEAD.product, HEAD.kind, "sqlite", 3, "0" * 64, "", [], {}, listed)


def archive(parts: dict[str, bytes], key: bytes | None = None, told: bytes | None = None) -> bytes:
    """As a backup writes it, from these members and this manifest."""
    file = BytesIO()
    out = Writer(file, HEAD, key)
    for name, data in {**parts, members.MANIFEST: told or manifest_of(parts).as_bytes()}.items():
        members.put(out, name, len(data), BytesIO(data))
    members.end(out)
    out.close()
    return file.getvalue()


def unpacked(data: bytes, key: bytes | None, into: Path) -> dict[str, bytes]:
    file = into / "archive"
    file.write_bytes(data)
    place = into / secrets.token_hex(4)
    place.mkdir()
    unpack(file, key, place)
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_what_goes_in_comes_out(tmp_path: Path, key: bytes | None) -> None:
    assert unpacked(archive(SOUND, key), key, tmp_path) == SOUND


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_every_length_around_the_end_of_a_piece(size: int) -> None:
    file, data = BytesIO(), secrets.token_bytes(size)
    out = Writer(file, HEAD, KEY)
    for start in range(0, size, 700_001):
        out.write(data[start : start + 700_001])
    out.close()
    reader = Reader(BytesIO(file.getvalue()), KEY)
    assert reader.read(size) == data
    reader.end()


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_one_changed_byte_is_found_wherever_it_lies(tmp_path: Path, key: bytes | None) -> None:
    whole = archive(SOUND, key)
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        with pytest.raises(BackupError):
            unpacked(bytes(changed), key, tmp_path)


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_an_archive_cut_anywhere_or_with_something_behind_it_is_found(tmp_path: Path, key: bytes | None) -> None:
    whole = archive(SOUND, key)
    for length in range(len(whole)):
        with pytest.raises(BadArchive):
            unpacked(whole[:length], key, tmp_path)
    with pytest.raises(BadArchive, match="phần thừa"):
        unpacked(whole + b"\0", key, tmp_path)


def test_pieces_cannot_change_places(tmp_path: Path) -> None:
    """Each is whole by itself; only its number says that it lies elsewhere."""
    for key in (None, KEY):
        data = archive({**SOUND, members.SQLITE: secrets.token_bytes(3 * PIECE)}, key)
        start = len(read_head(BytesIO(data))[0]) + 4
        step = 4 + PIECE + (16 if key else 4)
        first, second = data[start : start + step], data[start + step : start + 2 * step]
        with pytest.raises(BadArchive, match="đoạn 1"):
            unpacked(data[:start] + second + first + data[start + 2 * step :], key, tmp_path)


def test_nothing_of_the_content_can_be_read_without_the_key() -> None:
    data = archive(SOUND, KEY)
    assert DATABASE[:13] not in data
    assert KEPT not in data
    assert archive(SOUND, KEY)[-40:] != data[-40:]  # never the same key stream twice


def test_the_wrong_key_and_no_key_are_told_apart_from_a_spoiled_archive(tmp_path: Path) -> None:
    data = archive(SOUND, KEY)
    with pytest.raises(BackupError, match="sai khóa"):
        unpacked(data, secrets.token_bytes(32), tmp_path)
    with pytest.raises(BackupError, match="đã mã hóa; hãy chỉ tệp khóa"):
        unpacked(data, None, tmp_path)


def test_a_newer_format_asks_for_an_upgrade(tmp_path: Path) -> None:
    data = archive(SOUND)
    start, _ = read_head(BytesIO(data))
    newer = start[:8] + (2).to_bytes(2, "big") + start[10:]
    rest = data[len(start) + 4 :]
    with pytest.raises(BadArchive, match=r"định dạng 2.*nâng cấp"):
        unpacked(newer + zlib.crc32(newer).to_bytes(4, "big") + rest, None, tmp_path)


def test_a_newer_release_of_the_product_asks_for_an_upgrade(tmp_path: Path) -> None:
    told = replace(manifest_of(SOUND), migrations=["plans.9999_of_tomorrow", "account.9999_of_a_library"])
    with pytest.raises(BackupError, match=r"plans\.9999_of_tomorrow.*nâng cấp"):
        unpacked(archive(SOUND, None, told.as_bytes()), None, tmp_path)


NAMES = [
    "../evil",
    "files/../../evil",
    "/etc/evil",
    f"files/{DIGEST[:2]}/../../evil",
    f"files/00/{DIGEST}",
    f"files/{DIGEST[:2]}/{DIGEST}/x",
    f"files/{DIGEST[:2]}/{DIGEST.upper()}",
    f"files/{DIGEST[:2]}/{DIGEST}\n",
    "secret.key",
    "run/demo-password",
    "con\\..\\evil",
    "database.sqlite3\0",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadArchive, match="tên lạ"):
        unpacked(archive({name: b"x", **SOUND}), None, tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "archive"]


def raw(*parts: tuple[str, int, bytes]) -> bytes:
    """Members with a stated length that need not be true."""
    file = BytesIO()
    out = Writer(file, HEAD, None)
    for name, size, data in parts:
        out.write(bytes([len(name)]) + name.encode() + size.to_bytes(8, "big") + data)
    members.end(out)
    out.close()
    return file.getvalue()


TOLD = manifest_of(SOUND).as_bytes()
HOSTILE = {
    "twice the same name": raw((members.SQLITE, 1, b"x"), (members.SQLITE, 1, b"y")),
    "a length without end": raw((members.SQLITE, 2**63, b"x")),
    "a manifest without end": raw((members.MANIFEST, 2**40, b"{}")),
    "no manifest": raw((members.SQLITE, 1, b"x")),
    "something behind the manifest": raw((members.MANIFEST, len(TOLD), TOLD), (members.SQLITE, 1, b"x")),
    "members nobody listed": archive(SOUND, None, manifest_of({members.SQLITE: DATABASE}).as_bytes()),
    "fewer members than listed": archive({members.SQLITE: DATABASE}, None, TOLD),
    "another content than listed": archive({**SOUND, members.SQLITE: b"x" * len(DATABASE)}, None, TOLD),
    "a file that is not its hash": archive({**SOUND, f"files/{DIGEST[:2]}/{DIGEST}": b"other"}),
    "two databases": archive({**SOUND, members.POSTGRESQL: b"x"}),
    "no database": archive({f"files/{DIGEST[:2]}/{DIGEST}": KEPT}),
    "a manifest that is a list": archive(SOUND, None, b"[]"),
    "a manifest nested without end": archive(SOUND, None, b"[" * 200_000),
    "a manifest with a negative length": archive(SOUND, None, TOLD.replace(b"[15,", b"[-15,")),
    "a manifest with unknown fields": archive(SOUND, None, b'{"made": "x", "run": "y"}'),
    "a head of another backup": archive(SOUND, None, TOLD.replace(b'"kind":"office"', b'"kind":"demo"')),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_an_archive_made_to_harm_is_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(BadArchive):
        unpacked(HOSTILE[what], None, tmp_path)


@pytest.mark.parametrize(
    "words", ["[]", "{}", '{"made":1,"product":"","kind":"","cipher":"","salt":"","key":""}', "[" * 4000]
)
def test_a_head_that_is_none_is_refused(words: str) -> None:
    start = b"DIEUHANH" + (1).to_bytes(2, "big") + len(words).to_bytes(2, "big") + words.encode()
    with pytest.raises(BadArchive):
        read_head(BytesIO(start + zlib.crc32(start).to_bytes(4, "big")))


def test_a_piece_longer_than_pieces_are_is_refused_unread() -> None:
    start, _ = read_head(BytesIO(archive(SOUND)))
    data = start + zlib.crc32(start).to_bytes(4, "big") + ((PIECE + 1) | LAST).to_bytes(4, "big")
    with pytest.raises(BadArchive, match="đoạn 1"):
        Reader(BytesIO(data), None).read(1)


def test_a_manifest_reads_as_it_was_written(tmp_path: Path) -> None:
    assert json.loads(TOLD)["members"][members.SQLITE] == [len(DATABASE), hashlib.sha256(DATABASE).hexdigest()]
