"""A worker: takes jobs one after the other, and goes on whatever the database does.

django-tasks-db has a worker of its own as a command. Alone it loses a job with the worker that is killed, ends where the database is
locked for long, and takes the write lock at every look; so only its tables and its queue are used.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from contextlib import AbstractContextManager, nullcontext
from types import FrameType

from django.conf import settings
from django.db import Error as DatabaseTrouble
from django.db import InterfaceError, OperationalError, connection

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.jobs import store
from dieuhanh.kernel.jobs.job import Job
from dieuhanh.kernel.jobs.store import Held
from dieuhanh.kernel.journal.errors import Busy

logger = logging.getLogger(__name__)
NOTED_EVERY = 1.0  # seconds: progress is written down so often at most
PASSING = (OperationalError, InterfaceError, Busy)  # the database was away or busy; the job may be right another time


class Stopped(BaseException):
    """We were told to stop in the middle of a job."""


class Beat:
    """A thread that says «still here» while the job's function runs, and how far it has come."""

    def __init__(self, held: Held, job: Job) -> None:
        self._held, self._job = held, job
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep_beating, name="beat", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(2.0)  # one that waits for a locked database may stay behind: what it writes then harms nobody

    def _keep_beating(self) -> None:
        made, noted, last = self._job.made, (0, 0), time.monotonic()
        try:
            while not self._over.wait(min(NOTED_EVERY, settings.JOBS_BEAT_SECONDS)):
                if (made.done, made.total) == noted and time.monotonic() - last < settings.JOBS_BEAT_SECONDS:
                    continue
                try:
                    noted, last = (made.done, made.total), time.monotonic()
                    if not store.beat(self._held, made):
                        return
                except (DatabaseTrouble, Busy) as error:
                    logger.warning("job %s: no beat: %s", self._job.id, error)
                    connection.close()
        finally:
            connection.close()


class Worker:
    """`beating` False: without the thread, where everything happens in one transaction (tests)."""

    def __init__(self, *, beating: bool = True) -> None:
        self.name = f"{socket.gethostname()[:40]}-{os.getpid()}"
        self._beating = beating
        self._stopping = self._may_be_torn_out = self._failing = False

    def listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told_to_stop)

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
        if self._may_be_torn_out:
            self._may_be_torn_out = False
            raise Stopped

    def run(self) -> None:
        """Until told to stop."""
        while not self._stopping:
            try:
                found = self.one()
                self._failing = False
            except (DatabaseTrouble, Busy) as error:
                found = False
                self._complain(error)
            store.fresh_connection()
            if not found:
                self._rest()

    def _complain(self, error: Exception) -> None:
        """Once, until it works again."""
        if not self._failing:
            logger.warning("the database does not answer, trying again: %s", error)
        self._failing = True

    def _rest(self) -> None:
        try:
            self._may_be_torn_out = True
            if not self._stopping:
                time.sleep(settings.JOBS_POLL_SECONDS)
            self._may_be_torn_out = False
        except Stopped:
            pass

    def one(self) -> bool:
        """Do the next job; False where none waits."""
        held = store.claim(self.name)
        if held is None:
            return False
        job = Job(str(held.row.pk), *held.row.args_kwargs["args"])
        beat: AbstractContextManager[None] = Beat(held, job) if self._beating else nullcontext()
        try:
            with beat, pinned():
                self._call(held, job)
        except Stopped:
            connection.close()  # whatever was under way in it is undone
            store.give_back(held, counts=False)
        except Exception as error:
            self._failed(held, job, error)
        else:
            if not store.succeed(held, job.made):
                logger.warning("job %s was given to another worker meanwhile", job.id)
        return True

    def _call(self, held: Held, job: Job) -> None:
        function, arguments = held.row.task.func, held.row.args_kwargs["kwargs"]
        try:
            self._may_be_torn_out = True
            if self._stopping:
                raise Stopped
            function(job, **arguments)
        finally:
            self._may_be_torn_out = False

    def _failed(self, held: Held, job: Job, error: Exception) -> None:
        logger.error("job %s (%s) failed", job.id, held.row.task_path, exc_info=error)
        store.fresh_connection()
        if isinstance(error, PASSING) and held.tries < store.TRIES:
            store.give_back(held, after=settings.JOBS_AGAIN_SECONDS)
        else:
            store.fail(held, job.made, error)
