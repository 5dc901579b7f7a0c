"""Events as people read them, and the hashes that stand for personal values in them."""

from __future__ import annotations

import json
from typing import Any

from dieuhanh.kernel.journal.models import Event, EventKind

WHOLE_SET = {EventKind.SET, EventKind.ERASE}


def changes_of(event: Event) -> dict[str, Any]:
    """Field -> [before, after] of an event about one row; other events as they were told."""
    found: dict[str, Any] = json.loads(event.changes)
    return found


def hidden_hashes(event: Event) -> dict[tuple[str, str], str]:
    """(field, side) -> the salted hash in the chain."""
    if event.row is None or event.kind in WHOLE_SET or '"sha256"' not in event.changes:
        return {}
    found = {}
    for name, pair in changes_of(event).items():
        for side, value in zip("ba", pair, strict=True):
            if isinstance(value, dict) and "sha256" in value:
                found[name, side] = value["sha256"]
    return found
