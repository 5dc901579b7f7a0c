"""The inside of an archive: members one after the other, the manifest last.

    member: length of the name (1 byte), name, length of the content (8 bytes), content; a name of length 0 ends the list

There are three kinds of names and no others, so nothing in an archive can point out of the folder it is put into; links do not exist.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from dieuhanh.kernel.backups.errors import BadArchive

SQLITE, POSTGRESQL, MANIFEST = "database.sqlite3", "database.pgdump", "manifest.json"
NAMES = re.compile(r"database\.sqlite3|database\.pgdump|manifest\.json|files/([0-9a-f]{2})/\1[0-9a-f]{62}", re.ASCII)
BLOCK = 1 << 20


class Out(Protocol):
    def write(self, data: bytes) -> None: ...


class In(Protocol):
    def read(self, size: int) -> bytes: ...


@dataclass(slots=True)
class Member:
    """`pieces` must be read to the end before the next member is asked for; then `sha256` is known."""

    name: str
    size: int
    source: In
    sha256: str = ""

    def pieces(self) -> Iterator[bytes]:
        digest, left = hashlib.sha256(), self.size
        while left:
            piece = self.source.read(min(left, BLOCK))
            digest.update(piece)
            left -= len(piece)
            yield piece
        self.sha256 = digest.hexdigest()


def put(out: Out, name: str, size: int, content: BinaryIO) -> str:
    """Write exactly `size` bytes as a member; gives their sha256. A source that is shorter or longer is refused."""
    out.write(bytes([len(name)]) + name.encode("ascii") + size.to_bytes(8, "big"))
    digest, left = hashlib.sha256(), size
    while left:
        piece = content.read(min(left, BLOCK))
        if not piece:
            raise OSError(f"{name}: ngắn đi trong khi đọc")
        digest.update(piece)
        out.write(piece)
        left -= len(piece)
    return digest.hexdigest()


def end(out: Out) -> None:
    out.write(b"\0")


def members(source: In) -> Iterator[Member]:
    """Refuses a name of another kind, and one that comes twice."""
    seen: set[str] = set()
    while length := source.read(1)[0]:
        raw = source.read(length)
        name = raw.decode("ascii", "backslashreplace")
        if not NAMES.fullmatch(name):
            raise BadArchive(f"bản sao lưu chứa tên lạ «{name[:80]}»; không phải do dieuhanh ghi")
        if name in seen:
            raise BadArchive(f"bản sao lưu chứa hai lần «{name}»; không phải do dieuhanh ghi")
        seen.add(name)
        yield Member(name, int.from_bytes(source.read(8), "big"), source)
