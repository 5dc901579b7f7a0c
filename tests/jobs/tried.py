"""Jobs that only tests know. What each did is seen in the office's areas: one row for each number."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.db import OperationalError

from dieuhanh.kernel.jobs.job import Job, background, enqueue
from dieuhanh.kernel.journal.actions import By, action, create
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.units.models import Area

MACHINE = By(channel="system")


@action("tests.write_area", may=None)
def write_area(by: By, *, number: int) -> Area:
    return create(Area(code=f"j-{number}", number=number, name="Lĩnh vực", words=""))


@background("viết")
def written(job: Job, *, number: int) -> None:
    write_area(job.by("write"), number=number)


@background("viết chậm")
def held_up(job: Job, *, number: int, folder: str) -> None:
    """Writes, says who does it, waits while there is a file `hold`, and writes once more."""
    write_area(job.by("first"), number=number)
    job.progress(1, 2)
    (Path(folder) / f"{number}-{os.getpid()}").touch()
    while (Path(folder) / "hold").exists():
        time.sleep(0.05)
    write_area(job.by("second"), number=number + 100)
    job.progress(2, 2)


@background("từ chối")
def refused(job: Job) -> None:
    raise Invalid("số liệu không hợp lệ")


@background("bận")
def busy(job: Job, *, number: int) -> None:
    write_area(job.by("write"), number=number)
    raise OperationalError("database is locked")


@action("tests.leave_jobs", may=None)
def leave_written(by: By, *, numbers: list[int], fails: bool = False) -> None:
    for number in numbers:
        enqueue(by, written, number=number)
    if fails:
        raise Invalid("giữa chừng")


@action("tests.leave_held_up", may=None)
def leave_held_up(by: By, *, numbers: list[int], folder: str) -> None:
    for number in numbers:
        enqueue(by, held_up, number=number, folder=folder)


@action("tests.leave_refused", may=None)
def leave_refused(by: By) -> None:
    enqueue(by, refused)


@action("tests.leave_busy", may=None)
def leave_busy(by: By, *, number: int) -> None:
    enqueue(by, busy, number=number)
