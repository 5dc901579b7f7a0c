"""Is what is installed what the lock says? No Django, no pip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)\s*(;.*)?", re.MULTILINE)


def differing(lock: Path) -> Iterator[str]:
    """Each package that is missing or of another version, in words. One that only some platforms need may be missing."""
    for name, wanted, condition in PINNED.findall(lock.read_text(encoding="utf-8")):
        try:
            found = version(name)
        except PackageNotFoundError:
            if not condition:
                yield f"thiếu {name} {wanted}"
            continue
        if _plain(found) != _plain(wanted):
            yield f"{name} là {found}, cần {wanted}"


def _plain(number: str) -> list[str]:
    """1.002 is the same release as 1.2."""
    return [part.lstrip("0") or "0" for part in number.split(".")]
