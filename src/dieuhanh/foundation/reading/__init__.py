"""Reads Vietnamese official texts by rules: letterhead, outline, tasks with units and deadlines, targets, citations, names."""

from __future__ import annotations

from .decode import LARGEST, UnreadableText, decode
from .output import to_json
from .read import read

__all__ = ["LARGEST", "UnreadableText", "decode", "read", "to_json"]
