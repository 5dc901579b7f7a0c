"""The days of the quarter, one after the other, each with the acts of its people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from dieuhanh.demo.quarter import scenes, script
from dieuhanh.demo.quarter.cast import cast_of
from dieuhanh.demo.quarter.days import ISSUED
from dieuhanh.kernel.installation.clock import now, pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.receiving import lapse_unanswered
from dieuhanh.kernel.plans.models import Plan, State, Task


def play(plan: Plan, *, until: date, people: Sequence[dict[str, Any]]) -> None:
    """From the day the plan was given to the day `until`, that day with it."""
    cast = cast_of(people)
    steps = sorted([*script.of(plan, cast), *scenes.of(plan, cast)])
    by_day = {day: list(found) for day, found in groupby(steps, key=lambda step: step.day)}
    day = ISSUED
    while day <= until:
        with pinned(day):
            _silence_counts()
            for step in by_day.get(day, []):
                step.act()
        day += timedelta(days=1)


def _silence_counts() -> None:
    """What the ticker of a running office does each morning."""
    if Task.objects.filter(state=State.ISSUED, lapse_at__lte=now()).exists():
        lapse_unanswered(By(channel="system"))
