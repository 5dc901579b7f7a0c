"""What workers and the ticker write down: who holds which job, how it ended, when a duty was done. Each in one short transaction of its
own in the turn of the writers; no acts, since none of it is anybody's decision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from traceback import format_exception
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.db.models import F, QuerySet
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from dieuhanh.kernel.jobs.job import Progress
from dieuhanh.kernel.jobs.models import DutyRun, Lease
from dieuhanh.kernel.journal.queue import writers_turn

TRIES = 3  # workers that may lose a job, or meet a database that does not answer, before it has failed
LOST = "dieuhanh.kernel.jobs.WorkerLost"


@dataclass(frozen=True, slots=True)
class Held:
    """A job in the hands of a worker."""

    row: DBTaskResult
    fence: int
    tries: int


@contextmanager
def _noting() -> Iterator[None]:
    with writers_turn(), transaction.atomic(durable=True):
        yield


def _mine(rows: QuerySet[Any], *, skip_locked: bool = False) -> QuerySet[Any]:
    """The rows, locked where the database has locks on rows."""
    if connection.vendor != "postgresql":
        return rows
    return rows.select_for_update(no_key=True, skip_locked=skip_locked, of=("self",))


def _now() -> datetime:
    return datetime.now(UTC)


def _until() -> datetime:
    return _now() + timedelta(seconds=settings.JOBS_LEASE_SECONDS)


def fresh_connection() -> None:
    """Leaves a connection that no longer works, as the web server does after a request; not within a transaction (tests)."""
    if not connection.in_atomic_block:
        close_old_connections()


def claim(worker: str) -> Held | None:
    """The next job, held by this worker from now on. Who finds none has written nothing and waited for nobody."""
    ready = DBTaskResult.objects.ready()
    if not ready.exists():
        return None
    with _noting():
        row = _mine(ready, skip_locked=True).first()
        if row is None:
            return None
        row.claim(worker)
        lease = Lease.objects.filter(job=row).first() or Lease(job=row)
        lease.worker, lease.until, lease.done, lease.total = worker, _until(), 0, 0
        lease.fence, lease.tries = lease.fence + 1, lease.tries + 1
        lease.save()
    return Held(row, lease.fence, lease.tries)


def beat(held: Held, made: Progress) -> bool:
    """Moves the end of the lease on; False where the job was given away."""
    with _noting():
        mine = Lease.objects.filter(job=held.row, fence=held.fence)
        return mine.update(until=_until(), done=made.done, total=made.total) > 0


def succeed(held: Held, made: Progress) -> bool:
    return _end(held, made, status=Status.SUCCESSFUL, exception_class_path="", traceback="")


def fail(held: Held, made: Progress, error: BaseException) -> bool:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    words = "".join(format_exception(error))
    return _end(held, made, status=Status.FAILED, exception_class_path=name, traceback=words)


def _end(held: Held, made: Progress, **values: Any) -> bool:
    """False where the job was given away meanwhile: then the other worker's end counts, not ours."""
    with _noting():
        if not _mine(Lease.objects.filter(job=held.row, fence=held.fence)).exists():
            return False
        running = DBTaskResult.objects.filter(pk=held.row.pk, status=Status.RUNNING)
        Lease.objects.filter(job=held.row).update(done=made.done, total=made.total)
        return running.update(finished_at=_now(), **values) > 0


def give_back(held: Held, *, after: float = 0.0, counts: bool = True) -> bool:
    """To whoever comes next, after so many seconds; `counts`: as one of the tries."""
    with _noting():
        mine = _mine(Lease.objects.filter(job=held.row, fence=held.fence))
        if not mine.exists():
            return False
        if not counts:
            Lease.objects.filter(job=held.row).update(tries=F("tries") - 1)
        running = DBTaskResult.objects.filter(pk=held.row.pk, status=Status.RUNNING)
        return running.update(status=Status.READY, run_after=_now() + timedelta(seconds=after)) > 0


def reap() -> int:
    """Jobs whose worker was lost go to another; after three they have failed. Two may reap at once."""
    past = Lease.objects.filter(job__status=Status.RUNNING, until__lt=_now())
    if not past.exists():
        return 0
    with _noting():
        leases = list(_mine(past, skip_locked=True))
        running = DBTaskResult.objects.filter(status=Status.RUNNING)
        again = running.filter(pk__in=[lease.pk for lease in leases if lease.tries < TRIES])
        lost = running.filter(pk__in=[lease.pk for lease in leases if lease.tries >= TRIES])
        return again.update(status=Status.READY) + lost.update(
            status=Status.FAILED, finished_at=_now(), exception_class_path=LOST, traceback=""
        )


def ready_again(job: UUID) -> Lease | None:
    """Inside the act of whoever pressed «chạy lại»: a failed job waits again, with all its tries. None where it has not failed."""
    failed = DBTaskResult.objects.filter(pk=job, status=Status.FAILED)
    if not failed.update(status=Status.READY, run_after=_now(), finished_at=None):
        return None
    Lease.objects.filter(job=job).update(tries=0)
    return Lease.objects.filter(job=job).first()


def forget_done(days: int) -> None:
    """Jobs that succeeded so long ago; what failed stays until it is seen to."""
    before = _now() - timedelta(days=days)
    with _noting():
        DBTaskResult.objects.filter(status=Status.SUCCESSFUL, finished_at__lt=before).delete()


def duty_done(name: str, day: date) -> None:
    _note_duty(name, day=day, at=_now(), failed_at=None, failure="")


def duty_failed(name: str, words: str) -> None:
    _note_duty(name, failed_at=_now(), failure=words)


def _note_duty(name: str, **values: Any) -> None:
    with _noting():
        DutyRun.objects.update_or_create(name=name, defaults=values)
