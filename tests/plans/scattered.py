"""Many tasks of every kind, made by acts of the tests' own: one lead, several, none; due, late, undated; of every area and of none."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta

from dieuhanh.demo import loader
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.access.actions import grant_role
from dieuhanh.kernel.access.models import Post
from dieuhanh.kernel.journal.actions import By, action, change, create_many
from dieuhanh.kernel.plans.counting import recount
from dieuhanh.kernel.plans.models import Assignment, Plan, PlanState, Role, State, Task
from dieuhanh.kernel.units.models import Area, Unit
from dieuhanh.kernel.units.queries import Resolver

TITLES = ("Rà soát chợ dân sinh", "Kiểm tra vỉa hè", "Đôn đốc thu nợ thuế", "Ăn uống an toàn", "Cấp phát thẻ", "Ân xá")


@action("tests.scatter", may=None)
def scatter(by: By, *, plan: Plan, count: int, seed: int) -> list[Task]:
    dice = random.Random(seed)
    units, areas = list(Unit.objects.order_by("pk")), [*Area.objects.order_by("number"), None]
    begun = Task.objects.filter(plan=plan).count()
    led = [dice.sample(units, dice.choice([0, 1, 1, 1, 2, 5])) for _ in range(count)]
    rows = [
        Task(
            plan=plan,
            code=f"9.{begun + n}",
            ordinal=900 + begun + n,
            title=f"{dice.choice(TITLES)} số {dice.randint(1, 99)}",
            area=dice.choice(areas),
            state=dice.choice([State.ISSUED, State.ISSUED, State.DRAFT])
            if plan.state == PlanState.ISSUED
            else State.DRAFT,
            lead=leads[0] if 1 <= len(leads) <= 2 else None,
            due_at=_due(dice),
            start=0,
            end=1,
        )
        for n, leads in enumerate(led)
    ]
    tasks = create_many(rows)
    create_many([row for task, leads in zip(tasks, led, strict=True) for row in _assigned(dice, task, leads, units)])
    recount(plan)
    return tasks


def _due(dice: random.Random) -> datetime | None:
    if dice.random() < 0.2:
        return None
    day = loader.DAY + timedelta(days=dice.randint(-20, 40))
    return datetime.combine(day, dice.choice([time(0), time(0), time(9, 30)]), ZONE)


def _assigned(dice: random.Random, task: Task, leads: list[Unit], units: list[Unit]) -> list[Assignment]:
    helping = [u for u in dice.sample(units, dice.randint(0, 4)) if u not in leads]
    roles = [(u, Role.LEAD) for u in leads] + [(u, Role.COOP) for u in helping]
    return [Assignment(task=task, unit=unit, role=role) for unit, role in roles]


@action("tests.alter", may=None)
def alter(by: By, *, task: Task, seed: int) -> Task:
    """Another deadline or another area."""
    dice = random.Random(seed)
    task = change(task, due_at=_due(dice)) if seed % 2 else change(task, area=dice.choice(list(Area.objects.all())))
    recount(task.plan)
    return task


def grant(by: By, username: str, unit: str, role: str = "unit_head", area: str = "") -> None:
    """Give the post of a person a role over a unit's whole subtree."""
    grant_role(
        by,
        post=Post.objects.get(holdings__person__user__username=username),
        role=role,
        unit=Unit.objects.get(pk=Resolver(loader.DAY).resolve(unit).unit_ids[0]),
        area=Area.objects.get(code=area) if area else None,
        from_day=loader.DAY,
    )
