"""The key of encrypted backups: a file of 64 hexadecimal digits, kept away from the backups themselves.

Each archive has a key of its own, derived with a fresh salt, so that no two archives ever share a nonce.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from dieuhanh.kernel.backups.errors import BackupError, told

LENGTH = 32
FORM = "64 chữ số thập lục phân trên một dòng, như lệnh backup-key tạo ra"


def make_key(path: Path) -> None:
    """A new key, readable by its owner only; never over a file that is there: it may be the only key of old backups."""
    with told("tạo khóa", path.parent):
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise BackupError(f"{path}: đã có tệp này; khóa cũ có thể còn cần để mở bản sao lưu cũ") from error
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{secrets.token_hex(LENGTH)}\n")


def read_key(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            words = file.read(1000).decode("ascii").strip()
    except OSError as error:
        raise BackupError(f"không đọc được tệp khóa {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BackupError(f"{path} không phải tệp khóa; cần {FORM}") from error
    try:
        key = bytes.fromhex(words)
    except ValueError:
        key = b""
    if len(key) != LENGTH or len(words) != 2 * LENGTH:
        raise BackupError(f"{path} không phải tệp khóa; cần {FORM}")
    return key


def derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=LENGTH, salt=salt, info=b"dieuhanh backup " + purpose).derive(key)


def name_of(key: bytes) -> str:
    """Tells one key from another without telling anything of it."""
    return derived(key, b"", b"name")[:8].hex()
