"""The act being written: one for each outermost action, kept in a context variable."""

from __future__ import annotations

from collections.abc import Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from dieuhanh.kernel.journal.models import Act, Event, PersonalValue


@dataclass(slots=True)
class Pending:
    """An event not yet written, with the personal values that stay out of the chain."""

    event: Event
    personal: list[PersonalValue] = field(default_factory=list)


@dataclass(slots=True)
class Writing:
    act: Act
    via: list[str] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    kept: dict[Hashable, Any] = field(default_factory=dict)  # what actions joining this act need not ask again


_writing: ContextVar[Writing | None] = ContextVar("writing", default=None)


def writing() -> Writing | None:
    return _writing.get()


def current() -> Writing:
    """The act being written; rows are written inside actions and nowhere else."""
    found = _writing.get()
    if found is None:
        raise RuntimeError("rows are written inside an @action only")
    return found


def begin(found: Writing) -> object:
    return _writing.set(found)


def leave(token: object) -> None:
    _writing.reset(token)  # type: ignore[arg-type]  # the token of `begin`, kept opaque for callers
