"""One small action (act, event, seal under the chain's lock) beside the bare insert of its row, 8 threads. Goal: 4 x SQLite, 6 x PostgreSQL."""

from __future__ import annotations

import itertools
import statistics
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date

from bench.ground import database as prepared
from bench.measured import Measured

THREADS = 8
DAY = date(2021, 11, 24)


def run(quick: bool, database: str) -> Measured:
    with prepared(database):
        return _measure(5 if quick else 60, 1 if quick else 5, database)


def _measure(each: int, rounds: int, database: str) -> Measured:
    act, insert = _pair()
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for work, kept in ((act, times[0]), (insert, times[1])):
            seconds = _on_threads(work, each)
            if number:
                kept.append(seconds)
    count = THREADS * each
    ours, baseline = statistics.median(times[0]), statistics.median(times[1])
    more = {"acts_per_second": round(count / ours), "inserts_per_second": round(count / baseline)}
    goal = 4 if database == "sqlite" else 6
    return Measured("act", ours / count, baseline / count, size=count, database=database, goal=goal, more=more)


def _pair() -> tuple[Callable[[], None], Callable[[], None]]:
    """The action, and the insert of the same row in the same queue: what is compared is the journal, not the waiting."""
    from django.db import transaction

    from dieuhanh.kernel.installation.clock import pinned
    from dieuhanh.kernel.journal.actions import By, action, create
    from dieuhanh.kernel.journal.queue import writers_turn
    from dieuhanh.kernel.units.models import Unit

    @action("bench.make_unit", may=None)
    def make_unit(by: By) -> Unit:
        return create(Unit(from_day=DAY))

    def act() -> None:
        with pinned(DAY):
            make_unit(By(channel="system"))

    with pinned(DAY):
        first = make_unit(By(channel="system")).act_id

    def insert() -> None:
        with writers_turn(), transaction.atomic():
            Unit(from_day=DAY, act_id=first).save(force_insert=True)

    return act, insert


def _on_threads(work: Callable[[], None], each: int) -> float:
    from django.db import connections

    start = threading.Barrier(THREADS + 1)
    failed: list[BaseException] = []

    def many() -> None:
        try:
            connections["default"].ensure_connection()
            start.wait()
            for _ in itertools.repeat(None, each):
                work()
        except threading.BrokenBarrierError:
            pass  # another thread did not come so far, and says why
        except BaseException as error:
            failed.append(error)
            start.abort()  # nobody waits for a thread that will not come
        finally:
            connections.close_all()

    threads = [threading.Thread(target=many) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    with suppress(threading.BrokenBarrierError):
        start.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return time.perf_counter() - begun
