"""Bytes of a file named on the command line."""

from __future__ import annotations

from pathlib import Path

from dieuhanh.faces.cli.failure import Failure
from dieuhanh.foundation.formats.words import LARGEST


def bytes_of(name: str) -> bytes:
    path = Path(name)
    try:
        if path.is_dir():
            raise Failure(f"{name}: đây là thư mục; hãy chỉ ra một tệp văn bản")
        if not path.exists():
            raise Failure(f"{name}: không có tệp này")
        if not path.is_file():
            raise Failure(f"{name}: không phải tệp thường; hãy chỉ ra một tệp văn bản")
        size = path.stat().st_size
        if size > LARGEST:
            raise Failure(f"{name}: tệp dài {size / 1_000_000:.0f} MB; chỉ đọc tệp đến {LARGEST // 1_000_000} MB")
        return path.read_bytes()
    except OSError as error:
        raise Failure(f"{name}: không đọc được tệp ({error.strerror})") from error
    except ValueError as error:  # a name with a zero byte
        raise Failure(f"{name!r}: tên tệp không hợp lệ") from error
