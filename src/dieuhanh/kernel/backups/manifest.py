"""What an archive says of itself, read strictly: whoever wrote it may wish us ill."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from typing import Any

from dieuhanh.kernel.backups.errors import BadArchive

LARGEST = 256_000_000  # bytes: two million kept files; the reader holds it in memory
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Manifest:
    """`members`: name -> [size, sha256] of all but the manifest. `seq` and `hash`: the end of the journal. `damaged`: names of kept
    files whose content was gone or altered before the backup was made, so that it could not go in."""

    made: str
    product: str
    kind: str
    vendor: str
    seq: int
    hash: str
    triggers: str
    migrations: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    members: dict[str, list[int | str]] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


WORDS = ("made", "product", "kind", "vendor", "hash", "triggers")


def manifest_of(data: bytes) -> Manifest:
    try:
        found = Manifest(**json.loads(data))
    except (ValueError, TypeError, RecursionError) as error:
        raise BadArchive("bảng kê của bản sao lưu không đúng dạng") from error
    if not (_words_hold(found) and _lists_hold(found)):
        raise BadArchive("bảng kê của bản sao lưu không đúng dạng")
    return found


def _words_hold(found: Manifest) -> bool:
    texts = all(isinstance(getattr(found, name), str) for name in WORDS)
    return texts and _count(found.seq) and bool(SHA256.fullmatch(found.hash)) and found.kind in {"office", "demo", ""}


def _lists_hold(found: Any) -> bool:
    return (
        isinstance(found.members, dict)
        and all(_member(entry) for entry in found.members.values())
        and isinstance(found.counts, dict)
        and all(_count(number) for number in found.counts.values())
        and all(isinstance(names, list) for names in (found.migrations, found.damaged))
        and all(isinstance(name, str) for name in (*found.migrations, *found.damaged))
    )


def _member(entry: object) -> bool:
    match entry:
        case [int(size), str(digest)]:
            return _count(size) and bool(SHA256.fullmatch(digest))
    return False


def _count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 0
