"""One text for one meaning: what the chain hashes. Sorted keys, no spaces, UTF-8, no floats."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import accumulate

from django.db import models

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


def canonical(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def plain(value: object) -> Plain:
    """JSON values only: times in UTC to the microsecond, days iso, bytes hex, rows as "app.model:pk"."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk}"
    return _of_many(value)


def _of_many(value: object) -> Plain:
    """Values that hold others."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, Iterable):
        return [plain(v) for v in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def sha256(text: str | bytes) -> bytes:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).digest()


def pack_members(pks: Sequence[int]) -> bytes:
    """Sorted keys as compressed differences: 220 bytes for a dense range of 100,000."""
    steps = [pk - before for pk, before in zip(pks, [0, *pks], strict=False)]
    return zlib.compress(",".join(map(str, steps)).encode(), 9)


def unpack_members(packed: bytes) -> Iterator[int]:
    return accumulate(map(int, zlib.decompress(packed).split(b",")))


def is_member(packed: bytes, pk: int) -> bool:
    """Read only as far as needed: the keys are sorted."""
    return next((key for key in unpack_members(packed) if key >= pk), None) == pk
