"""What people of the demo look at: tasks they open, notices they read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from django.db.models import Exists, OuterRef, QuerySet

from dieuhanh.demo.quarter.cast import by
from dieuhanh.demo.quarter.days import SEED, after
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.notices.models import Notice
from dieuhanh.kernel.notices.seeing import see
from dieuhanh.kernel.plans.actions.reporting import note_seen
from dieuhanh.kernel.plans.models import LIVE_PHASES, Assignment, Role, Seen, Task

LOOKED = 2  # working days before the last day played: what came since is new to everybody
OFTEN = 0.8  # of the people read their notices


@action("demo.open_tasks", may="see_inside")
def open_tasks(by: By, *, rows: Sequence[Assignment]) -> None:
    """One after the other, in one sitting."""
    for row in rows:
        note_seen(by, assignment=row)


def look_through(head: str, unit_id: int) -> None:
    """A head opens what the unit leads, and one in three of those in which it helps."""
    rows = _unopened(unit_id).select_related("task")
    if mine := [row for row in rows if row.role == Role.LEAD or row.task.ordinal % 3 == 0]:
        open_tasks(by(head), rows=mine)


def open_before_writing(username: str, task: Task) -> None:
    if rows := list(_unopened(task.lead_id or 0).filter(task=task)):
        open_tasks(by(username), rows=rows)


def read_notices(until: date) -> None:
    if today() != after(until, -LOOKED):
        return
    new = Notice.objects.filter(seen_at=None).values("person")
    for name in Person.objects.filter(pk__in=new).order_by("pk").values_list("user__username", flat=True):
        if name and Random(f"{SEED} {name} đọc").random() < OFTEN:
            see(by(name))


def _unopened(unit_id: int) -> QuerySet[Assignment]:
    opened = Seen.objects.filter(task=OuterRef("task"), unit=OuterRef("unit"))
    return Assignment.objects.filter(~Exists(opened), unit=unit_id, task__phase__in=LIVE_PHASES).order_by("pk")
