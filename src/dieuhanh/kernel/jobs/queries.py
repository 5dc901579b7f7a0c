"""What is told of jobs and duties. For whoever may see the page that asks: a job's own rows carry no scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from dieuhanh.kernel.jobs.duties import Duty, duties
from dieuhanh.kernel.jobs.job import words_of
from dieuhanh.kernel.jobs.models import DutyRun, Lease
from dieuhanh.kernel.jobs.store import LOST

SHOWN = 50


@dataclass(frozen=True, slots=True)
class JobState:
    """`error`: the last line of what went wrong, `lost`: its workers ended in the middle of it."""

    id: str
    words: str
    status: str
    at: datetime
    done: int
    total: int
    tries: int
    lost: bool
    error: str

    @property
    def finished(self) -> bool:
        return self.status in {Status.SUCCESSFUL, Status.FAILED}


@dataclass(frozen=True, slots=True)
class DutyState:
    words: str
    run: DutyRun | None

    @property
    def failing(self) -> bool:
        return self.run is not None and self.run.failed_at is not None


@dataclass(frozen=True, slots=True)
class JobsState:
    """The oldest of each first, of failed ones the newest; at most SHOWN of each, `counts` has them all."""

    waiting: list[JobState]
    running: list[JobState]
    failed: list[JobState]
    counts: dict[str, int]
    duties: list[DutyState]


def state_of(job: str) -> JobState | None:
    """How far the job has come, for the page that follows it."""
    row = _with_lease(DBTaskResult.objects.filter(pk=UUID(job))).first()
    return _state(row) if row else None


def states_of(jobs: list[str]) -> dict[str, JobState]:
    """Of several at once, by their ids; one that is forgotten is not there."""
    rows = _with_lease(DBTaskResult.objects.filter(pk__in=[UUID(job) for job in jobs])) if jobs else ()
    return {str(row.pk): _state(row) for row in rows}


def failed_jobs() -> int:
    return DBTaskResult.objects.filter(status=Status.FAILED).count()


def jobs_state() -> JobsState:
    rows = DBTaskResult.objects.all()
    counts = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    return JobsState(
        waiting=_some(rows.filter(status=Status.READY).order_by("enqueued_at")),
        running=_some(rows.filter(status=Status.RUNNING).order_by("started_at")),
        failed=_some(rows.filter(status=Status.FAILED).order_by("-finished_at")),
        counts={status.lower(): counts.get(status, 0) for status in Status.values},
        duties=_duties(duties()),
    )


def _duties(registered: list[Duty]) -> list[DutyState]:
    runs = {run.name: run for run in DutyRun.objects.all()}
    return [DutyState(str(duty.words), runs.get(duty.name)) for duty in registered]


def _with_lease(rows: QuerySet[DBTaskResult]) -> QuerySet[DBTaskResult]:
    return rows.select_related("lease")


def _some(rows: QuerySet[DBTaskResult]) -> list[JobState]:
    return [_state(row) for row in _with_lease(rows)[:SHOWN]]


def _state(row: DBTaskResult) -> JobState:
    lease: Lease | None = getattr(row, "lease", None)
    lines = row.traceback.strip().splitlines()
    return JobState(
        id=str(row.pk),
        words=words_of(row.task_path),
        status=row.status,
        at=row.finished_at or row.started_at or row.enqueued_at,
        done=lease.done if lease else 0,
        total=lease.total if lease else 0,
        tries=lease.tries if lease else 0,
        lost=row.exception_class_path == LOST,
        error=lines[-1] if lines else "",
    )
