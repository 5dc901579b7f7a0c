"""A job: work that is too long for a page, left in the database by the act that wants it and done by a worker.

    @background(_("Tổng hợp báo cáo"))
    def compile_report(job: Job, *, report: int) -> None:
        ...
        job.progress(3, 8)
        freeze_report(job.by("freeze"), report=...)

    enqueue(by, compile_report, report=report.pk)      # inside an action: the job is there when the act is

A job may run twice, or be finished by a worker that had been given up: so every effect of it is an action under `job.by(step)`,
called with the same values each time: a once-key with other content is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks.base import Task

from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.current import current

ONCE_KEY = 64  # letters of Act.once_key
_words: dict[str, str | Promise] = {}


@dataclass(slots=True)
class Progress:
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """What a job's function knows of itself. `asked`: who left it there (actor, post, behalf); nobody for the machine's own."""

    id: str
    asked: dict[str, int | None] = field(default_factory=dict)
    made: Progress = field(default_factory=Progress)

    def by(self, step: str) -> By:
        """Who acts in this step: whoever asked, under today's rights; once, however often the job runs."""
        key = f"job:{self.id}:{step}"
        if len(key) > ONCE_KEY:
            raise ValueError(f"the step {step} is too long for a once-key")
        channel = "system" if self.asked.get("actor") is None else "job"
        return By(**self.asked, channel=channel, once_key=key)  # type: ignore[arg-type]  # actor, post, behalf: numbers

    def progress(self, done: int, total: int) -> None:
        """Kept in memory; the thread that beats writes it down within a second, and never inside an act."""
        self.made.done, self.made.total = done, total


def background(words: str | Promise) -> Callable[[Callable[..., None]], Task[..., None]]:
    """Make a function of a module a background job, called by these words on the technician's page."""

    def decorate(function: Callable[..., None]) -> Task[..., None]:
        _words[f"{function.__module__}.{function.__qualname__}"] = words
        return task()(function)

    return decorate


def enqueue(by: By, job: Task[..., None], *, after: datetime | None = None, **arguments: Any) -> str:
    """Leave the job for a worker and return its id. Inside an action only: it stays or goes with the act. Arguments are plain JSON."""
    current()
    asked = {"actor": by.actor, "post": by.post, "behalf": by.behalf}
    wanted = job.using(run_after=after) if after else job
    return str(wanted.enqueue(asked, **arguments).id)


def words_of(path: str) -> str:
    """What the job is called; its path where a later release no longer has it."""
    try:
        import_string(path)
    except ImportError:
        return path
    return str(_words.get(path, path))
