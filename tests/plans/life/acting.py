"""Short words for the tests of a task's life: who acts, which task, which unit, what the journal tells."""

from __future__ import annotations

import json
from datetime import date

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.plans.models import Task
from dieuhanh.kernel.units.models import Unit
from dieuhanh.kernel.units.queries import Resolver

GIVEN = date(2021, 10, 5)  # a Tuesday
OFFICE, CHAIRMAN, VICE = "chanhvanphong", "chutich", "phochutich.dothi"
HEAD, OFFICER = "phuong.hadinh.chutich", "phuong.hadinh.canbo"
OTHER_HEAD, OTHER_OFFICER = "phuong.kimgiang.chutich", "phuong.kimgiang.canbo"
COOP_HEAD, TECHNICIAN = "dothi.truong", "kythuat"


def who(username: str) -> By:
    """On the day that is pinned."""
    return viewer_for(username, today()).by()


def person(username: str) -> Person:
    return Person.objects.get(user__username=username)


def unit(name: str) -> Unit:
    return Unit.objects.get(pk=Resolver(today()).resolve(name).unit_ids[0])


def task(words: str, **more: object) -> Task:
    """By words of its title, as it stands now; a task of eleven wards is the whole."""
    return Task.objects.get(title__contains=words, parent=None, **more)


def of_hadinh() -> Task:
    return task("điểm rác")


def part_of_hadinh() -> Task:
    return Task.objects.get(title__contains="biển số", lead=unit("UBND phường Hạ Đình"))


def last_act() -> tuple[str, str, date]:
    """Verb, who and on which day, of the newest act."""
    act = Act.objects.latest("pk")
    actor = Person.objects.filter(pk=act.actor_id or 0).values_list("user__username", flat=True).first()
    return act.verb, actor or "", act.day


def told_of(row: Task) -> dict[str, list[object]]:
    """What the newest act says it changed in the task."""
    events = Act.objects.latest("pk").events.filter(model="plans.task", row=row.pk)
    changes = [json.loads(event.changes) for event in events]
    return {name: sides for change in changes for name, sides in change.items()}
