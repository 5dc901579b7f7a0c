"""The outside of an archive: a head, then pieces, each with a seal of its own, the last one marked as the last.

    "DIEUHANH", format (2 bytes), length of the head (2), head (JSON), CRC-32 of all that
    piece: length with the top bit set on the last (4), content, seal

Without a key a seal is a CRC-32 over the head, the piece's number, its length and its content: it finds what a disk or a copy spoils
(what somebody changes on purpose, who may write into the backup folder, it does not: the journal tells its own rows only). With a key it is the tag of AES-256-GCM,
with the head and the length as associated data and the number as nonce: nothing can be read, changed, cut, reordered or exchanged.
Nothing is compressed, so no archive can be larger inside than outside.
"""

from __future__ import annotations

import json
import os
import zlib
from dataclasses import asdict, dataclass
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dieuhanh.kernel.backups.errors import BackupError, BadArchive
from dieuhanh.kernel.backups.key import derived, name_of

MAGIC = b"DIEUHANH"
FORMAT = 1
PIECE = 1 << 20
LAST = 1 << 31
LONGEST_HEAD = 4096
CIPHER = "aes-256-gcm"
Bytes = bytes | memoryview


@dataclass(frozen=True, slots=True)
class Head:
    """What may be known without the key."""

    made: str
    product: str
    kind: str
    cipher: str = ""
    salt: str = ""
    key: str = ""


class _Seals(Protocol):
    size: int

    def close(self, number: int, frame: bytes, content: Bytes) -> tuple[Bytes, ...]: ...
    def open(self, number: int, frame: bytes, closed: bytes) -> bytes: ...


class _Plain:
    size = 4

    def __init__(self, head: bytes) -> None:
        self._start = zlib.crc32(head)

    def close(self, number: int, frame: bytes, content: Bytes) -> tuple[Bytes, ...]:
        return content, self._sum(number, frame, content)

    def open(self, number: int, frame: bytes, closed: bytes) -> bytes:
        content = closed[: -self.size]
        if self._sum(number, frame, content) != closed[-self.size :]:
            raise BadArchive(f"bản sao lưu đã bị sửa hoặc hỏng (đoạn {number + 1})")
        return content

    def _sum(self, number: int, frame: bytes, content: Bytes) -> bytes:
        return zlib.crc32(content, zlib.crc32(frame + number.to_bytes(8, "big"), self._start)).to_bytes(4, "big")


class _Encrypted:
    size = 16

    def __init__(self, head: bytes, key: bytes, salt: bytes) -> None:
        self._head = head
        self._cipher = AESGCM(derived(key, salt, b"content"))

    def close(self, number: int, frame: bytes, content: Bytes) -> tuple[Bytes, ...]:
        return (self._cipher.encrypt(number.to_bytes(12, "big"), content, self._head + frame),)

    def open(self, number: int, frame: bytes, closed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(number.to_bytes(12, "big"), closed, self._head + frame)
        except InvalidTag as error:
            raise BadArchive(f"bản sao lưu đã bị sửa hoặc hỏng (đoạn {number + 1})") from error


class Writer:
    """Takes bytes, gives pieces. `close` writes the last one; an archive without it is known as cut."""

    def __init__(self, file: BinaryIO, head: Head, key: bytes | None) -> None:
        salt = os.urandom(32)
        if key:
            head = Head(head.made, head.product, head.kind, CIPHER, salt.hex(), name_of(key))
        words = json.dumps(asdict(head), ensure_ascii=True).encode("ascii")
        start = MAGIC + FORMAT.to_bytes(2, "big") + len(words).to_bytes(2, "big") + words
        self._file, self._seals = file, _seals(start, key, salt)
        self._number, self._held, self._size = 0, memoryview(bytearray(PIECE)), 0
        file.write(start + zlib.crc32(start).to_bytes(4, "big"))

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while len(rest):
            if self._size == PIECE:
                self._piece(0)
            part = rest[: PIECE - self._size]
            self._held[self._size : self._size + len(part)] = part
            self._size += len(part)
            rest = rest[len(part) :]

    def close(self) -> None:
        self._piece(LAST)

    def _piece(self, last: int) -> None:
        """One buffer serves all pieces: fresh ones cost more than hashes and cipher together."""
        frame = (self._size | last).to_bytes(4, "big")
        self._file.write(frame)
        for part in self._seals.close(self._number, frame, self._held[: self._size]):
            self._file.write(part)
        self._number, self._size = self._number + 1, 0


def _seals(start: bytes, key: bytes | None, salt: bytes) -> _Seals:
    return _Encrypted(start, key, salt) if key else _Plain(start)


class Reader:
    """Gives the bytes back, each of them vouched for by the seal of its piece. Raises BadArchive."""

    def __init__(self, file: BinaryIO, key: bytes | None) -> None:
        self._file = file
        start, self.head = read_head(file)
        self._seals = _seals(start, _fitting(self.head, key), bytes.fromhex(self.head.salt))
        self._number, self._held, self._ended = 0, b"", False

    def read(self, size: int) -> bytes:
        """Exactly so many bytes."""
        parts, wanted = [], size
        while wanted:
            if not self._held:
                self._next()
            part, self._held = self._held[:wanted], self._held[wanted:]
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def end(self) -> None:
        """Nothing may follow."""
        while not self._ended and not self._held:
            self._next()
        if self._held or self._file.read(1):
            raise BadArchive("bản sao lưu có phần thừa ở cuối; tệp đã bị sửa")

    def _next(self) -> None:
        if self._ended:
            raise BadArchive("nội dung bản sao lưu kết thúc giữa chừng")
        frame = _exactly(self._file, 4)
        size = int.from_bytes(frame, "big")
        self._ended, size = bool(size & LAST), size & ~LAST
        if size > PIECE:
            raise BadArchive(f"bản sao lưu đã bị sửa hoặc hỏng (đoạn {self._number + 1})")
        self._held = self._seals.open(self._number, frame, _exactly(self._file, size + self._seals.size))
        self._number += 1


def read_head(file: BinaryIO) -> tuple[bytes, Head]:
    """The head as it lies in the file, and what it says."""
    start = file.read(len(MAGIC) + 4)
    if len(start) < len(MAGIC) + 4 or not start.startswith(MAGIC):
        raise BadArchive("tệp này không phải bản sao lưu của dieuhanh, hoặc phần đầu tệp đã hỏng")
    length = int.from_bytes(start[-2:], "big")
    if length > LONGEST_HEAD:
        raise BadArchive("phần đầu bản sao lưu đã bị sửa hoặc hỏng")
    start += _exactly(file, length)
    if zlib.crc32(start).to_bytes(4, "big") != _exactly(file, 4):
        raise BadArchive("phần đầu bản sao lưu đã bị sửa hoặc hỏng")
    found = int.from_bytes(start[len(MAGIC) : len(MAGIC) + 2], "big")
    if found != FORMAT:
        raise BadArchive(
            f"bản sao lưu có định dạng {found}; phiên bản này chỉ đọc định dạng {FORMAT}: hãy nâng cấp dieuhanh"
        )
    try:
        told = Head(**json.loads(start[len(MAGIC) + 4 :]))
        sound = all(isinstance(getattr(told, name), str) for name in Head.__slots__)
        if not sound or told.cipher not in {"", CIPHER} or len(bytes.fromhex(told.salt)) != (32 if told.cipher else 0):
            raise ValueError
    except (ValueError, TypeError, RecursionError) as error:
        raise BadArchive("phần đầu bản sao lưu không đúng dạng") from error
    return start, told


def _fitting(head: Head, key: bytes | None) -> bytes | None:
    """The key where one is needed. One that is not needed does no harm: it stands in the settings of the place."""
    if not head.cipher:
        return None
    if key is None:
        raise BackupError("bản sao lưu này đã mã hóa; hãy chỉ tệp khóa bằng --key TỆP")
    if name_of(key) != head.key:
        raise BackupError(f"sai khóa: bản sao lưu cần khóa có dấu {head.key}, tệp khóa đã chỉ có dấu {name_of(key)}")
    return key


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise BadArchive("bản sao lưu bị cắt cụt: tệp ngắn hơn khi được ghi")
    return data
