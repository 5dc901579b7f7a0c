"""Why a backup was not made, not read or not put back; each text is one clear Vietnamese line."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dieuhanh.foundation.vietnamese.numbers import format_bytes

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
REASONS = {
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.EISDIR: "đó là một thư mục",
    errno.EIO: "ổ đĩa lỗi khi đọc hoặc ghi",
    errno.ESTALE: "ổ mạng đã ngắt",
}


class BackupError(Exception):
    """Nothing of the running system was touched."""


class BadArchive(BackupError):
    """The file is no backup of ours, or not the one that was written."""


@contextmanager
def told(doing: str, where: Path) -> Iterator[None]:
    """What the disk refuses, in words that name the place, what was found and what is needed."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{doing} không xong: {reason(error, where)}") from error
    except sqlite3.Error as error:
        raise BackupError(f"{doing} không xong: {_of_sqlite(error, where)}") from error


def _of_sqlite(error: sqlite3.Error, where: Path) -> str:
    words = str(error)
    if "full" in words or "disk I/O" in words:  # SQLite gives the second name to a quota that is used up
        return full(where)
    if "malformed" in words or "not a database" in words:
        return f"cơ sở dữ liệu đã hỏng ({words})"
    return words


def reason(error: OSError, where: Path) -> str:
    if error.errno in FULL:
        return full(where)
    return f"{error.filename or where}: {REASONS.get(error.errno or 0, error.strerror or str(error))}"


def full(where: Path) -> str:
    try:
        left = f"còn trống {format_bytes(shutil.disk_usage(where).free)}"
    except OSError:
        left = "không rõ còn trống bao nhiêu"
    return f"ổ đĩa chứa {where} đã đầy hoặc vượt hạn mức ({left}); hãy dọn chỗ hoặc chọn thư mục khác"
