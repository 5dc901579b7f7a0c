"""The gate that every action asks. `access` registers it when the program starts; without it nothing is allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dieuhanh.kernel.journal.errors import NotAllowed

if TYPE_CHECKING:
    from dieuhanh.kernel.journal.actions import By

Gate = Callable[["By", str, object], None]
_registered: list[Gate] = []


def register(gate: Gate) -> None:
    """`gate(by, capability, subject)` returns, or raises NotAllowed."""
    _registered[:] = [gate]


def ask(by: By, capability: str | None, subject: object) -> None:
    """An action without a capability is the machine's own (set-up) and open to the system only."""
    if capability is None:
        if by.channel != "system":
            raise NotAllowed("việc này chỉ hệ thống được làm")
        return
    if not _registered:
        raise NotAllowed("chưa có cửa kiểm soát quyền")
    _registered[0](by, capability, subject)
