"""Is the content of a kept file still what its hash says? Asked when it is sent, and of every file by `verify`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.files.places import path_of

PIECE = 1 << 20


class Altered(Exception):
    """The content is gone, or is no longer what came in; the message names the file."""


def whole(file: StoredFile) -> bytes:
    """The content. Raises Altered. A link is never followed: what it points to never came in."""
    try:
        with os.fdopen(os.open(path_of(file.sha256), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as kept:
            data = b"".join(iter(lambda: kept.read(PIECE), b""))
    except OSError as error:
        raise Altered(f"tệp «{file.name}» (mã {file.pk}) không còn trong kho tệp") from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise Altered(f"tệp «{file.name}» (mã {file.pk}) đã bị sửa sau khi lưu")
    return data


def first_altered() -> str | None:
    """What `verify` asks: the first file whose content is not what came in, in words; of destroyed ones there is none."""
    for file in _all():
        try:
            whole(file)
        except Altered as altered:
            return str(altered)
    return None


def _all() -> Iterator[StoredFile]:
    return StoredFile.objects.filter(destroyed_on=None).order_by("pk").iterator(chunk_size=200)
