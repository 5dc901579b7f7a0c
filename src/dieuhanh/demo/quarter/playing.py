"""The days of the quarter, one after the other, each with the acts of its people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from dieuhanh.demo.quarter import scenes, script
from dieuhanh.demo.quarter.attention import read_notices
from dieuhanh.demo.quarter.cast import cast_of
from dieuhanh.demo.quarter.days import ISSUED
from dieuhanh.kernel.installation.clock import now, pinned, today
from dieuhanh.kernel.jobs.duties import Tick
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.receiving import lapse_unanswered
from dieuhanh.kernel.plans.models import Plan, State, Task
from dieuhanh.kernel.plans.reminding import remind

REMINDED = timedelta(days=10)  # of the last days: nobody reads older reminders


def play(plan: Plan, *, until: date, people: Sequence[dict[str, Any]]) -> None:
    """From the day the plan was given to the day `until`, that day with it."""
    cast = cast_of(people)
    steps = sorted([*script.of(plan, cast), *scenes.of(plan, cast)])
    by_day = {day: list(found) for day, found in groupby(steps, key=lambda step: step.day)}
    day = ISSUED
    while day <= until:
        with pinned(day):
            _morning(until)
            for step in by_day.get(day, []):
                step.act()
            read_notices(until)
        day += timedelta(days=1)


def _morning(until: date) -> None:
    """What the ticker of a running office does each morning; of the older ones only what leaves a mark on tasks."""
    day = today()
    if until - day < REMINDED:
        remind(Tick("plans.remind", day, day - timedelta(days=1)))
    elif Task.objects.filter(state=State.ISSUED, lapse_at__lte=now()).exists():
        lapse_unanswered(By(channel="system"))
