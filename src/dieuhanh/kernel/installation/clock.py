"""The product's day and time, and nothing else asks the clock.

An outermost scope (middleware, task, command) reads the installation once and pins it, so that midnight cannot split a request. No
cache in the process: another process may have moved the demo's day.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.installation.models import Installation


@dataclass(slots=True)
class _Pin:
    """What a scope has pinned; the row is read when the first of today(), now(), current() asks."""

    given: date | None
    read: bool = False
    installation: Installation | None = None
    at: datetime | None = None


_pin: ContextVar[_Pin | None] = ContextVar("day", default=None)


@contextmanager
def pinned(day: date | None = None) -> Iterator[None]:
    """One day for everything inside; `day` for the act that makes the installation, and for tests."""
    token = _pin.set(_Pin(day))
    try:
        yield
    finally:
        _pin.reset(token)


def current() -> Installation | None:
    """The installation, or None where nothing is set up yet."""
    pin = _here()
    _read(pin)
    return pin.installation


def today() -> date:
    return now().astimezone(ZONE).date()


def now() -> datetime:
    """In an office the clock; in a demo the demo's day at the clock's time."""
    pin = _here()
    if pin.at is None:
        clock = _on_the_wall()
        day = pin.given
        if day is None:
            _read(pin)
            day = pin.installation.day if pin.installation else None
        pin.at = datetime.combine(day, clock.time(), ZONE) if day else clock
    return pin.at


def wall_day() -> date:
    """The real day: for the act that makes an installation, before there is one to ask."""
    return _on_the_wall().date()


def _on_the_wall() -> datetime:
    return datetime.now(UTC).astimezone(ZONE)


def _read(pin: _Pin) -> None:
    if not pin.read:
        pin.installation = Installation.objects.first()
        pin.read = True


def _here() -> _Pin:
    pin = _pin.get()
    if pin is None:
        raise RuntimeError("no day is pinned here; wrap the work in installation.clock.pinned()")
    return pin
