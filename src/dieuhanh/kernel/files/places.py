"""Where the content of a file lies."""

from __future__ import annotations

from pathlib import Path

from dieuhanh.config import places


def path_of(sha256: str) -> Path:
    return places.home() / "files" / sha256[:2] / sha256
