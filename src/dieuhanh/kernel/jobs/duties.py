"""What the machine owes every day or every minute. Higher rooms register their duties in `AppConfig.ready()`; the ticker does them.

    daily("notices.digest", send_digests, words=_("Gửi thư tổng hợp buổi sáng"))
    daily("notices.outbox", send_waiting, words=_("Gửi thư đang chờ"), every=Every.TICK)

A duty of a day is done once on each day of the product (in a demo: when its day was moved). The mark is set after the duty, so one that
was killed is done again: its effects are actions under `tick.by(step)`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from django.utils.functional import Promise

from dieuhanh.kernel.installation.clock import current, pinned, today
from dieuhanh.kernel.jobs import store
from dieuhanh.kernel.jobs.models import NAME, DutyRun
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import ActionError

logger = logging.getLogger(__name__)
RETRY = timedelta(minutes=10)  # after a duty of a day has failed
ONCE_KEY = 64  # letters of Act.once_key


class Every(Enum):
    DAY = "day"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Tick:
    """What a duty is told: the day, and the day on which it was last done (None: never). Days between the two were missed."""

    name: str
    day: date
    since: date | None

    def by(self, step: str = "") -> By:
        """The machine, once on this day for each step."""
        key = f"tick:{self.name}:{self.day}" + (f":{step}" if step else "")
        if len(key) > ONCE_KEY:
            raise ValueError(f"the step {step} is too long for a once-key")
        return By(channel="system", once_key=key)


@dataclass(frozen=True, slots=True)
class Duty:
    name: str
    function: Callable[[Tick], object]
    words: str | Promise
    every: Every


_duties: dict[str, Duty] = {}


def daily(name: str, function: Callable[[Tick], object], *, words: str | Promise, every: Every = Every.DAY) -> None:
    """Register a duty; `words`: how the technician's page calls it."""
    if len(name) > NAME:
        raise ValueError(f"the name {name} is longer than {NAME} letters")
    _duties[name] = Duty(name, function, words, every)


def duties() -> list[Duty]:
    """What is owed by the day comes first: a mail of this tick then tells of it."""
    return sorted(_duties.values(), key=lambda duty: duty.every is Every.TICK)


def do_what_is_due() -> list[str]:
    """Every duty in its own try: the names of those that failed."""
    runs = {run.name: run for run in DutyRun.objects.all()}
    return [duty.name for duty in duties() if not _done_or_not_due(duty, runs.get(duty.name))]


def _done_or_not_due(duty: Duty, run: DutyRun | None) -> bool:
    """With a day pinned for each: a long one may end after midnight."""
    try:
        with pinned():
            if current() is not None and _is_due(duty, run, today()):
                duty.function(Tick(duty.name, today(), run.day if run else None))
                store.duty_done(duty.name, today())
    except Exception as error:
        logger.exception("duty %s failed", duty.name)
        store.fresh_connection()
        _note(duty, error)
        return False
    return True


def _is_due(duty: Duty, run: DutyRun | None, day: date) -> bool:
    """Any other day than the last: a clock that went ahead for an hour must not silence a duty until that day comes."""
    if duty.every is Every.TICK:
        return True
    if run and run.failed_at and timedelta(0) <= datetime.now(UTC) - run.failed_at < RETRY:
        return False
    return run is None or run.day != day


def _note(duty: Duty, error: Exception) -> None:
    words = str(error) if isinstance(error, ActionError) else f"{type(error).__name__}: {error}"
    try:
        store.duty_failed(duty.name, words[:500])
    except Exception:  # the database is what failed: the next tick tries again
        logger.exception("duty %s: its failure is not noted", duty.name)
