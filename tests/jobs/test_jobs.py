"""What becomes of a job in every way it can end: done once, refused, lost thrice, given away while a worker still had it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from dieuhanh.kernel.jobs import store
from dieuhanh.kernel.jobs.actions import run_again
from dieuhanh.kernel.jobs.job import Job, enqueue, words_of
from dieuhanh.kernel.jobs.models import Lease
from dieuhanh.kernel.jobs.queries import jobs_state, state_of
from dieuhanh.kernel.jobs.worker import Worker
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.units.models import Area

from . import tried
from .tried import MACHINE, leave_busy, leave_refused, leave_written

pytestmark = pytest.mark.usefixtures("founded")


def only() -> DBTaskResult:
    return DBTaskResult.objects.get()


def numbers() -> set[int]:
    return set(Area.objects.values_list("number", flat=True))


def let_lease_pass() -> None:
    Lease.objects.update(until=datetime.now(UTC) - timedelta(seconds=1))


def work() -> int:
    worker, done = Worker(beating=False), 0
    while worker.one():
        done += 1
    return done


def test_a_job_is_there_when_its_act_is() -> None:
    with pytest.raises(Invalid):
        leave_written(MACHINE, numbers=[1], fails=True)
    assert work() == 0
    leave_written(MACHINE, numbers=[1, 2])
    assert numbers() == set()
    assert work() == 2
    assert numbers() == {1, 2}
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {Status.SUCCESSFUL}


def test_a_job_is_left_inside_an_act_only() -> None:
    with pytest.raises(RuntimeError):
        enqueue(MACHINE, tried.written, number=1)


def test_who_asked_acts_and_the_machine_is_the_system() -> None:
    by = Job("7", {"actor": 3, "post": 4, "behalf": None}).by("write")
    assert (by.actor, by.post, by.channel, by.once_key) == (3, 4, "job", "job:7:write")
    assert Job("7").by("write").channel == "system"
    with pytest.raises(ValueError, match="too long"):
        Job("7").by("x" * 60)


def test_a_worker_that_finds_nothing_asks_once_and_writes_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's context manager
        assert store.claim("a") is None


def test_a_job_that_is_refused_has_failed_at_once_and_runs_again_when_told() -> None:
    leave_refused(MACHINE)
    assert work() == 1
    (failed,) = jobs_state().failed
    assert (failed.words, failed.tries, failed.lost) == ("từ chối", 1, False)
    assert "số liệu không hợp lệ" in failed.error
    assert work() == 0
    with pytest.raises(NotAllowed):
        run_again(By(actor=1), job=failed.id)
    assert only().status == Status.FAILED


def test_a_job_that_meets_a_busy_database_is_tried_three_times(settings: pytest.FixtureRequest) -> None:
    settings.JOBS_AGAIN_SECONDS = 0.0  # type: ignore[attr-defined]  # pytest-django's settings
    leave_busy(MACHINE, number=1)
    assert work() == 3
    row = only()
    assert (row.status, row.exception_class_path) == (Status.FAILED, "django.db.utils.OperationalError")
    assert numbers() == {1}
    assert Act.objects.filter(once_key=f"job:{row.pk}:write").count() == 1


def test_a_busy_database_is_given_some_time() -> None:
    leave_busy(MACHINE, number=1)
    assert work() == 1
    assert only().status == Status.READY
    assert only().run_after > datetime.now(UTC)


def test_a_job_that_three_workers_lost_has_failed_and_says_so() -> None:
    leave_written(MACHINE, numbers=[1])
    for worker in ("a", "b", "c"):
        assert store.reap() == 0
        assert store.claim(worker)
        assert store.claim("other") is None
        assert store.reap() == 0
        let_lease_pass()
        assert store.reap() == 1
    state = state_of(str(only().pk))
    assert state is not None
    assert (state.status, state.lost, state.tries) == (Status.FAILED, True, 3)
    assert store.claim("d") is None


def test_whoever_lost_a_job_changes_nothing_any_more() -> None:
    leave_written(MACHINE, numbers=[1])
    first = store.claim("a")
    assert first is not None
    job = Job(str(first.row.pk))
    tried.write_area(job.by("write"), number=1)
    let_lease_pass()
    assert store.reap() == 1
    assert not store.succeed(first, job.made)
    second = store.claim("b")
    assert second is not None
    assert not store.beat(first, job.made)
    assert not store.fail(first, job.made, ValueError("x"))
    assert not store.give_back(first)
    assert only().status == Status.RUNNING
    tried.write_area(Job(str(second.row.pk)).by("write"), number=1)
    assert store.succeed(second, job.made)
    assert Act.objects.filter(verb="tests.write_area").count() == 1


def test_a_beat_keeps_the_job_and_tells_how_far_it_is() -> None:
    leave_written(MACHINE, numbers=[1])
    held = store.claim("a")
    assert held is not None
    let_lease_pass()
    job = Job(str(held.row.pk))
    job.progress(3, 8)
    assert store.beat(held, job.made)
    assert store.reap() == 0
    (running,) = jobs_state().running
    assert (running.done, running.total, running.finished) == (3, 8, False)


def test_a_job_of_an_earlier_release_fails_by_its_path() -> None:
    leave_written(MACHINE, numbers=[1])
    DBTaskResult.objects.update(task_path="dieuhanh.kernel.gone.old")
    assert work() == 1
    assert only().status == Status.FAILED
    assert words_of("dieuhanh.kernel.gone.old") == "dieuhanh.kernel.gone.old"


def test_what_was_done_long_ago_is_forgotten_and_what_failed_is_not() -> None:
    leave_written(MACHINE, numbers=[1, 2])
    leave_refused(MACHINE)
    work()
    old = datetime.now(UTC) - timedelta(days=31)
    DBTaskResult.objects.exclude(args_kwargs__kwargs__number=2).update(finished_at=old)
    store.forget_done(30)
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == [Status.FAILED, Status.SUCCESSFUL]
