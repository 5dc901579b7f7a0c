"""Keeping a file: content first, then its row, inside the act of whoever brings it."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from dieuhanh.kernel.files.content import media_type_of
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.files.places import path_of
from dieuhanh.kernel.journal.actions import By, action, create
from dieuhanh.kernel.journal.errors import Invalid

LARGEST = 50_000_000  # bytes


@action("files.store", may="store_file")
def store(by: By, *, data: bytes, name: str) -> StoredFile:
    """The stored file of these bytes; the one on record where the same bytes came before."""
    if not data:
        raise Invalid("tệp rỗng")
    if len(data) > LARGEST:
        raise Invalid(f"tệp dài {len(data) / 1_000_000:.0f} MB; chỉ nhận đến {LARGEST // 1_000_000} MB")
    digest = hashlib.sha256(data).hexdigest()
    known = StoredFile.objects.filter(sha256=digest).first()
    if known:
        return known
    _write(path_of(digest), data)
    return create(StoredFile(sha256=digest, size=len(data), media_type=media_type_of(data), name=safe_name(name)))


def safe_name(name: str) -> str:
    """The last part of a name, printable, at most 255 letters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable() and c not in '"<>|:*?').strip(" .")[-255:] or "van-ban"


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: a crash leaves no half file under a hash's name. A file whose act failed lies there unused."""
    for folder in (path.parent.parent, path.parent):  # whatever the umask of the command that brings the first file
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
