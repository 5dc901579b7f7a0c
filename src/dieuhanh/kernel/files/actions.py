"""Keeping a file: content first, then its row, inside the act of whoever brings it; and destroying one: its row first, then the content."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import partial
from pathlib import Path

from django.db import connection, transaction
from django.db.models import ForeignObjectRel, Model, QuerySet

from dieuhanh.kernel.files.content import media_type_of
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.files.places import path_of
from dieuhanh.kernel.files.sweeping import sweep
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
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
    known = _held(sha256=digest)
    if known and known.destroyed_on:
        raise Invalid(
            f"tệp «{safe_name(name)}» đã được quyết định hủy ngày {known.destroyed_on:%d/%m/%Y} nên không nhận lại; "
            "nếu nội dung này cần lưu, hãy lưu thành một bản khác rồi gửi"
        )
    if known:
        return known
    _write(path_of(digest), data)
    return create(StoredFile(sha256=digest, size=len(data), media_type=media_type_of(data), name=safe_name(name)))


@action("files.destroy", may="destroy_file")
def destroy(by: By, *, file: StoredFile, apart: QuerySet) -> StoredFile:
    """The content goes once the act stands. Where a row not `apart` still uses the file it stays, and `destroyed_on` stays empty."""
    held = _held(pk=file.pk)
    if held is None or held.destroyed_on is not None or _used(held, apart):
        return held or file
    destroyed = change(held, destroyed_on=today())
    transaction.on_commit(partial(sweep, [destroyed.sha256]), robust=True)
    return destroyed


def _held(**which: object) -> StoredFile | None:
    """Until the act ends: so nobody comes to use a file while another act finds that nobody does."""
    found = StoredFile.objects.filter(**which)
    if connection.vendor == "postgresql":
        found = found.select_for_update(no_key=True)
    return found.first()


def _used(file: StoredFile, apart: QuerySet) -> bool:
    """Whichever room keeps files: every foreign key to them is asked."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        model: type[Model] = relation.related_model
        rows = model._base_manager.filter(**{relation.field.name: file.pk})
        if model is apart.model:
            rows = rows.exclude(pk__in=apart.values("pk"))
        if rows.exists():
            return True
    return False


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
