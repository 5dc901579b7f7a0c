"""A tick in which all unanswered tasks lapse, in one act, beside one plain UPDATE of the same rows. Goal: 12 x SQLite, 5 x PostgreSQL."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from bench.ground import database as prepared
from bench.many_tasks import DAY, add_tasks, found_province
from bench.measured import Measured

SIZE, QUICK_SIZE = 100_000, 600
ROUNDS = 5


def run(quick: bool, database: str) -> Measured:
    with prepared(database):
        return _measure(QUICK_SIZE if quick else SIZE, 1 if quick else ROUNDS, database)


def _measure(size: int, rounds: int, database: str) -> Measured:
    from dieuhanh.kernel.installation.clock import pinned

    with pinned(DAY):
        add_tasks(found_province(), size)
        lapse, update, again = _works()
        times: tuple[list[float], list[float]] = ([], [])
        for number in range(rounds + 1):
            for work, kept in ((lapse, times[0]), (update, times[1])):
                again()
                begun = time.perf_counter()
                work()
                if number:
                    kept.append(time.perf_counter() - begun)
    ours, baseline = (statistics.median(kept) for kept in times)
    return Measured("tick", ours, baseline, size=size, database=database, goal=12 if database == "sqlite" else 5)


def _works() -> tuple[Callable[[], None], Callable[[], None], Callable[[], None]]:
    """Ours, the baseline, and what makes all tasks unanswered again, which nobody measures."""
    from django.db import transaction

    from dieuhanh.foundation.vietnamese.dates import ZONE
    from dieuhanh.kernel.journal.actions import By
    from dieuhanh.kernel.journal.models import Act
    from dieuhanh.kernel.journal.queue import writers_turn
    from dieuhanh.kernel.plans.actions.receiving import lapse_unanswered
    from dieuhanh.kernel.plans.models import State, Task

    until = _midnight(DAY - timedelta(days=1)).astimezone(ZONE)
    first = Act.objects.earliest("pk").pk
    unanswered = Task.objects.filter(state=State.ISSUED, lapse_at__lte=_midnight(DAY))

    def lapse() -> None:
        lapse_unanswered(By(channel="system", day=DAY))

    def update() -> None:
        with writers_turn(), transaction.atomic():
            unanswered.update(state=State.RUNNING, act_id=first)

    def again() -> None:
        with writers_turn(), transaction.atomic():
            Task.objects.update(state=State.ISSUED, lapse_at=until)

    return lapse, update, again


def _midnight(day: date) -> datetime:
    from dieuhanh.kernel.plans.timeliness import day_begins

    return day_begins(day)
