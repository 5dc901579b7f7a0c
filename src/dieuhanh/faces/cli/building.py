"""A SQLite database in the making stands beside its place and takes it when it is whole."""

from __future__ import annotations

from pathlib import Path


def beside(target: Path) -> Path:
    return target.with_name(f"{target.name}.building")


def remove(building: Path) -> None:
    """With its write-ahead log and the file of its writers' queue."""
    for left in building.parent.iterdir():
        if left.name.startswith(building.name):
            left.unlink()
