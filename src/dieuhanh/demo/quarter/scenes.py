"""What is not of one task's fate: how the office settles its rules, one-line directions, a task that waits for a department of the city."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dieuhanh.demo.quarter import words
from dieuhanh.demo.quarter.cast import CHAIRMAN, CHIEF, CLERK, Cast, by, person, post_of
from dieuhanh.demo.quarter.days import ISSUED, after
from dieuhanh.demo.quarter.doing import Doing
from dieuhanh.demo.quarter.script import Step
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.plans.actions.assigning import give_area
from dieuhanh.kernel.plans.actions.chasing import record_call
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.actions.ruling import set_rule
from dieuhanh.kernel.plans.models import Charge, Kind, Phase, Plan, RuleName, Task
from dieuhanh.kernel.units.models import Area, Unit
from dieuhanh.kernel.units.queries import Resolver

WARD_HEAD = "phuong.hadinh.chutich"
LIMITS = {RuleName.EXTENSIONS: 2, RuleName.EXTENSION_DAYS: 14}


def of(plan: Plan, cast: Cast) -> list[Step]:
    return [
        Step(ISSUED, "9 rules", settle_rules),
        Step(ISSUED, "9 areas", lambda: share_areas(cast)),
        *_directions(cast),
        *_paused(plan, cast),
        *_ward(plan, cast),
        *_calls(cast),
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
    """The older ones are received and done, the newest wait on the desks of their units."""
    for number, told in enumerate(words.DIRECTIONS):
        line = _Line(f"9 direction {number}", told, Doing(cast))
        yield Step(date(*told[0]), line.order, line.give)
        yield Step(after(date(*told[0]), 2), line.order, line.receive)
        yield Step(after(date(*told[4]), -1), line.order, line.end)
        yield Step(after(date(*told[4]), 1), line.order, lambda line=line: line.doing.confirm(line.task))  # type: ignore[misc]  # bound at once


@dataclass(slots=True)
class _Line:
    """A direction of one line, from the day it was said."""

    order: str
    told: tuple[tuple[int, int, int], str, str, str, tuple[int, int, int], str, str]
    doing: Doing
    task: int = 0

    def give(self) -> None:
        _, giver, area, unit, last, title, said = self.told
        lead = Unit.objects.get(pk=Resolver(today()).resolve(unit).unit_ids[0])
        new = NewTask(title, [lead], last_day=date(*last), area=Area.objects.get(code=area))
        self.task = give_task(by(giver), new=new, words=said).pk

    def receive(self) -> None:
        unit = Task.objects.get(pk=self.task).lead_id or 0
        self.doing.accept(self.doing.cast.heads[unit], unit)

    def end(self) -> None:
        self.doing.done(self.task, words.DONE[0], f"{40 + self.task}/BC (minh họa)", officer=False)


def _ward(plan: Plan, cast: Cast) -> Iterator[Step]:
    """In Hạ Đình an officer works on three tasks: one report waits for the head, one was handed back, one is under way."""
    doing = Doing(cast)
    rows = plan.tasks.filter(
        lead=cast.unit_of(WARD_HEAD), kind=Kind.TASK, due_at__gt="2021-11-29 00:00+07:00"
    ).order_by("due_at", "pk")
    waits, back, under_way = rows.values_list("pk", flat=True)[:3]
    for pk in (waits, back, under_way):
        yield Step(date(2021, 10, 12), f"9 ward {pk}", lambda pk=pk: doing.assign(pk))  # type: ignore[misc]  # bound at once
    said = words.PROGRESS[4]
    yield Step(date(2021, 11, 18), "9 ward", lambda: doing.progress(under_way, 60, said, True))
    yield Step(date(2021, 11, 19), "0 ward", lambda: doing.done(back, words.DONE[0], "", True))
    yield Step(date(2021, 11, 22), "0 ward", lambda: doing.hand_back(back))
    yield Step(date(2021, 11, 23), "0 ward", lambda: doing.done(waits, words.DONE[1], "", True))
    yield Step(date(2021, 11, 25), "0 ward", lambda: doing.agree(waits))


def _calls(cast: Cast) -> Iterator[Step]:
    """To the units that owe most, some days before and on the day before the demo opens."""
    for number, (day, said) in enumerate(words.CALLS):
        yield Step(date(*day), f"9 call {number}", lambda place=number % 2, said=said: _call(cast, place, said))  # type: ignore[misc]  # bound at once


def _call(cast: Cast, place: int, said: str) -> None:
    late = Task.objects.filter(phase=Phase.OPEN, due_order__lte=now(), lead__in=cast.heads).order_by("due_order", "pk")
    owing = list(dict.fromkeys(late.values_list("lead_id", flat=True)))
    if place < len(owing):
        unit = Unit.objects.get(pk=owing[place])
        spoken_to = person(cast.heads[unit.pk]).name
        first = late.filter(lead=unit)[0]
        record_call(by(CLERK), unit=unit, spoken_to=spoken_to, words=said, day=today(), task=first)


def _paused(plan: Plan, cast: Cast) -> Iterator[Step]:
    """Two tasks of the last weeks wait for a department of the city; one goes on."""
    doing = Doing(cast)
    rows = plan.tasks.filter(kind=Kind.TASK, parent=None, lead__in=cast.heads, due_at__gt="2021-12-18 00:00+07:00")
    first, second = rows.order_by("pk").values_list("pk", flat=True)[:2]
    yield Step(date(2021, 11, 8), "9 pause", lambda: doing.pause(first))
    yield Step(date(2021, 11, 16), "9 pause", lambda: doing.pause(second))
    yield Step(date(2021, 11, 22), "9 pause", lambda: doing.resume(first))
