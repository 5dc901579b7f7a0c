"""The secret key: made once, kept in `secret.key` beside the data, readable by its owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """The key of this installation; makes it on first use. Two processes starting at once agree on one key."""
    path = folder / "secret.key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".secret.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
    try:
        os.link(draft, path)  # refuses to overwrite: the first process wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii").strip()
