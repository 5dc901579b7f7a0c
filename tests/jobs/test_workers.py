"""Two workers as processes: one is killed, put to sleep or told to stop in the middle of a job, or the database is locked; every job
is done, each exactly once."""

from __future__ import annotations

import fcntl
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from dieuhanh.kernel.jobs import store
from dieuhanh.kernel.jobs.models import Lease
from dieuhanh.kernel.jobs.queries import jobs_state
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.units.models import Area

from .processes import Process, wait_for
from .tried import MACHINE, leave_held_up, leave_written

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("founded")]
Start = Callable[..., Process]


def all_done() -> bool:
    """As the ticker would, jobs of lost workers are given to others meanwhile."""
    store.reap()
    return not DBTaskResult.objects.exclude(status=Status.SUCCESSFUL).exists()


def at_work(folder: Path, workers: list[Process], number: int = 1) -> Process:
    """The worker that has the job of this number in hand."""
    wait_for(lambda: list(folder.glob(f"{number}-*")), lambda: "\n".join(worker.words() for worker in workers))
    (mark,) = folder.glob(f"{number}-*")
    return next(worker for worker in workers if worker.pid == int(mark.name.partition("-")[2]))


def numbers() -> list[int]:
    return sorted(Area.objects.values_list("number", flat=True))


def each_once(count: int) -> None:
    assert Act.objects.filter(verb="tests.write_area").count() == count
    assert verify().whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "hold").touch()
    return tmp_path / "jobs"


def test_a_worker_killed_in_the_middle_of_a_job(process: Start, folder: Path) -> None:
    leave_held_up(MACHINE, numbers=[1], folder=str(folder))
    workers = [process("work"), process("work")]
    victim = at_work(folder, workers)
    leave_written(MACHINE, numbers=[2, 3, 4])
    victim.kill()
    (folder / "hold").unlink()
    wait_for(all_done)
    assert numbers() == [1, 2, 3, 4, 101]
    each_once(5)
    assert Lease.objects.get(job__args_kwargs__kwargs__number=1).fence > 1


def put_to_sleep(worker: Process) -> None:
    """Not in the middle of a beat: a machine that sleeps takes everybody with it, and nobody would wait for the lock that one holds."""
    while True:
        worker.send(signal.SIGSTOP)
        os.waitpid(worker.pid, os.WUNTRACED)
        if nothing_is_locked():
            return
        worker.send(signal.SIGCONT)
        time.sleep(0.1)


def nothing_is_locked() -> bool:
    try:
        if connection.vendor == "postgresql":
            with transaction.atomic():
                list(Lease.objects.select_for_update(nowait=True))
        else:
            with Path(f"{connection.settings_dict['NAME']}.writers").open() as queue:
                fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, OperationalError):
        return False
    return True


def test_a_machine_that_slept(process: Start, folder: Path) -> None:
    """The sleeper's job was given away and done; it wakes, does it too, and nothing happens twice."""
    leave_held_up(MACHINE, numbers=[1], folder=str(folder))
    workers = [process("work"), process("work")]
    sleeper = at_work(folder, workers)
    put_to_sleep(sleeper)
    (folder / "hold").unlink()
    wait_for(all_done)
    each_once(2)
    sleeper.send(signal.SIGCONT)
    wait_for(lambda: "given to another worker" in sleeper.words())
    assert all_done()
    leave_written(MACHINE, numbers=[5, 6, 7])
    wait_for(all_done)
    assert numbers() == [1, 5, 6, 7, 101]
    each_once(5)
    assert all(worker.alive() for worker in workers)


def test_a_worker_told_to_stop_gives_its_job_back_at_once(process: Start, folder: Path) -> None:
    leave_held_up(MACHINE, numbers=[1], folder=str(folder))
    worker = process("work")
    at_work(folder, [worker])
    worker.send(signal.SIGTERM)
    assert worker.ended() == 0, worker.words()
    assert DBTaskResult.objects.get().status == Status.READY
    assert Lease.objects.get().tries == 0
    (folder / "hold").unlink()
    other = process("work")
    wait_for(all_done)
    each_once(2)
    other.send(signal.SIGTERM)
    assert other.ended() == 0, other.words()


def test_how_far_a_job_is_can_be_seen_while_it_runs(process: Start, folder: Path) -> None:
    leave_held_up(MACHINE, numbers=[1], folder=str(folder))
    worker = process("work")
    at_work(folder, [worker])
    wait_for(lambda: [(job.done, job.total) for job in jobs_state().running] == [(1, 2)])
    until = Lease.objects.get().until
    wait_for(lambda: Lease.objects.get().until > until)  # it lives, and so it keeps its job
    (folder / "hold").unlink()
    wait_for(all_done)
    each_once(2)


@contextmanager
def locked() -> Iterator[None]:
    """The whole database on SQLite, the tables of the jobs on PostgreSQL, by somebody who does not queue."""
    begun, over = threading.Event(), threading.Event()

    def hold() -> None:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=30)) as line:
                line.execute("BEGIN IMMEDIATE")
                begun.set()
                over.wait(60)
            return
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE django_tasks_database_dbtaskresult, jobs_lease IN ACCESS EXCLUSIVE MODE")
            begun.set()
            over.wait(60)
            cursor.execute("ROLLBACK")
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert begun.wait(30)
        yield
    finally:
        over.set()
        thread.join()


def test_a_lock_longer_than_its_timeout_ends_no_worker(process: Start, folder: Path) -> None:
    leave_held_up(MACHINE, numbers=[1], folder=str(folder))
    workers = [process("work"), process("work")]
    at_work(folder, workers)
    leave_written(MACHINE, numbers=[2, 3])
    wait_for(lambda: numbers() == [1, 2, 3])
    leave_held_up(MACHINE, numbers=[4], folder=str(folder))
    with locked():
        (folder / "hold").unlink()  # the one that works meets the lock in an act or at the end of its job
        wait_for(lambda: any("locked" in w.words() or "lock timeout" in w.words() for w in workers))
        time.sleep(3)  # longer than any timeout here
    wait_for(all_done)
    assert numbers() == [1, 2, 3, 4, 101, 104]
    each_once(6)
    assert all(worker.alive() for worker in workers)


def test_two_who_reap_at_once_give_each_job_away_once(
    process: Start, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.JOBS_LEASE_SECONDS = -1.0  # type: ignore[attr-defined]  # pytest-django's settings
    leave_written(MACHINE, numbers=list(range(20)))
    for _ in range(20):
        assert store.claim("lost")
    files = [tmp_path / "a", tmp_path / "b"]
    reapers = [process("reap", file) for file in files]
    wait_for(lambda: all(file.exists() for file in files))
    for file in files:
        file.with_suffix(".go").touch()
    assert [reaper.ended() for reaper in reapers] == [0, 0]
    assert sum(int(reaper.words()) for reaper in reapers) == 20
    assert DBTaskResult.objects.filter(status=Status.READY).count() == 20
