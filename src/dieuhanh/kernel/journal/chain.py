"""The two hashes of the chain, from stored columns only, so that writing and verifying cannot differ."""

from __future__ import annotations

from collections.abc import Iterable

from dieuhanh.kernel.journal.canonical import canonical, sha256
from dieuhanh.kernel.journal.models import Act, Event

FORMAT = "act1"
GENESIS = bytes(32)
ACT_COLUMNS = ("verb", "actor_id", "post_id", "behalf_id", "at", "day", "channel", "reason", "once_key", "once_digest")


def digest_of(act: Act, outcome: str, events: Iterable[Event]) -> bytes:
    head = canonical([FORMAT, *(getattr(act, column) for column in ACT_COLUMNS), outcome])
    return sha256("\n".join([head, *(_line(event) for event in events)]))


def _line(event: Event) -> str:
    members = sha256(bytes(event.members)) if event.members is not None else None
    return canonical(
        [event.ordinal, event.kind, event.model, event.row, event.count, event.via, event.changes, members]
    )


def link(previous: bytes, seq: int, digest: bytes) -> bytes:
    return sha256(previous + seq.to_bytes(8, "big") + digest)
