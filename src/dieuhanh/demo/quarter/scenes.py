"""What is not of one task's fate: how the office settles its rules, one-line directions, a task that waits for a department of the city."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dieuhanh.demo.quarter import words
from dieuhanh.demo.quarter.cast import CHAIRMAN, CHIEF, CLERK, Cast, by, post_of
from dieuhanh.demo.quarter.days import ISSUED, after
from dieuhanh.demo.quarter.doing import Doing
from dieuhanh.demo.quarter.script import Step
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.plans.actions.assigning import give_area
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.actions.ruling import set_rule
from dieuhanh.kernel.plans.models import Charge, Kind, Plan, RuleName
from dieuhanh.kernel.units.models import Area, Unit
from dieuhanh.kernel.units.queries import Resolver

LIMITS = {RuleName.EXTENSIONS: 2, RuleName.EXTENSION_DAYS: 14}


def of(plan: Plan, cast: Cast) -> list[Step]:
    return [
        Step(ISSUED, "9 rules", settle_rules),
        Step(ISSUED, "9 areas", lambda: share_areas(cast)),
        *_directions(cast),
        *_paused(plan, cast),
    ]


def settle_rules() -> None:
    for name, value in LIMITS.items():
        set_rule(by(CHAIRMAN), name=name, value=value, ground=words.RULE_GROUND, from_day=today())


def share_areas(cast: Cast) -> None:
    """A vice chair in charge of each area that has one; the clerk follows two."""
    for area in Area.objects.order_by("number"):
        if area.pk in cast.leaders:
            give_area(by(CHIEF), area=area, post=post_of(cast.leaders[area.pk]), charge=Charge.LEADS, from_day=today())
        if area.number <= 2:
            give_area(by(CHIEF), area=area, post=post_of(CLERK), charge=Charge.FOLLOWS, from_day=today())


def _directions(cast: Cast) -> Iterator[Step]:
    """The older two are received and done, the newest wait on the desks of their units."""
    for number, (day, giver, unit, last, title, said) in enumerate(words.DIRECTIONS):
        made: dict[str, int] = {}
        given, last_day = date(*day), date(*last)

        def give(
            giver: str = giver,
            unit: str = unit,
            last_day: date = last_day,
            title: str = title,
            said: str = said,
            made: dict[str, int] = made,
        ) -> None:
            lead = Unit.objects.get(pk=Resolver(today()).resolve(unit).unit_ids[0])
            task = give_task(by(giver), new=NewTask(title, [lead], last_day=last_day), words=said)
            made |= {"task": task.pk, "unit": lead.pk}

        yield Step(given, f"9 direction {number}", give)
        doing = Doing(cast)
        yield Step(
            after(given, 2),
            f"9 direction {number}",
            lambda made=made: doing.accept(cast.heads[made["unit"]], made["unit"]),  # type: ignore[misc]  # bound at once
        )
        yield Step(
            after(last_day, -1),
            f"9 direction {number}",
            lambda made=made, number=number: doing.done(  # type: ignore[misc]  # as above
                made["task"], words.DONE[0], f"{40 + number}/BC (minh họa)", officer=False
            ),
        )
        yield Step(after(last_day, 1), f"9 direction {number}", lambda made=made: doing.confirm(made["task"]))  # type: ignore[misc]  # as above


def _paused(plan: Plan, cast: Cast) -> Iterator[Step]:
    """Two tasks of the last weeks wait for a department of the city; one goes on."""
    doing = Doing(cast)
    rows = plan.tasks.filter(kind=Kind.TASK, parent=None, lead__in=cast.heads, due_at__gt="2021-12-18 00:00+07:00")
    first, second = rows.order_by("pk").values_list("pk", flat=True)[:2]
    yield Step(date(2021, 11, 8), "9 pause", lambda: doing.pause(first))
    yield Step(date(2021, 11, 16), "9 pause", lambda: doing.pause(second))
    yield Step(date(2021, 11, 22), "9 pause", lambda: doing.resume(first))
