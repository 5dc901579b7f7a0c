"""Reads Vietnamese official texts by rules: letterhead, outline, tasks with units and deadlines, targets, citations, names.

The grammar is loaded when it is first asked for: rooms that only name the values in `model` must not wait for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .decoding import LARGEST, UnreadableText, decode
    from .output import to_json
    from .reader import read

__all__ = ["LARGEST", "UnreadableText", "decode", "read", "to_json"]

_HOME = {
    "LARGEST": "decoding",
    "UnreadableText": "decoding",
    "decode": "decoding",
    "read": "reader",
    "to_json": "output",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(name)
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
