"""The closed list of what notices are about. A room says its kinds when the program starts, and what each is called on screens."""

from __future__ import annotations

_kinds: dict[str, object] = {}
_unmailed: set[str] = set()


def add_kind(kind: str, word: object, *, mailed: bool = True) -> None:
    """`word`: lazy text. `mailed`: False for what stands on the screen alone."""
    _kinds[kind] = word
    if not mailed:
        _unmailed.add(kind)


def unmailed() -> list[str]:
    return sorted(_unmailed)


def is_kind(kind: str) -> bool:
    return kind in _kinds


def word_of(kind: str) -> str:
    """The kind itself for rows of a release that knew more kinds."""
    return str(_kinds.get(kind, kind))
