"""Issuing a plan gives its tasks: to one unit, or a part to each of eleven wards with one total."""

from __future__ import annotations

from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.loading import issue_plan
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.days import after_working_days
from dieuhanh.kernel.plans.models import Assignment, Kind, Part, Phase, Plan, Role, State, Task

from .acting import GIVEN, OFFICE, of_hadinh, part_of_hadinh, task, who


def test_every_task_waits_three_working_days_for_its_unit(plan: Plan) -> None:
    found = of_hadinh()
    assert (found.state, found.phase, found.state_since) == (State.ISSUED, Phase.OPEN, GIVEN)
    assert found.lapse_at == after_working_days(GIVEN, 3)
    assert task("vỉa hè").kind == Kind.STANDING
    assert task("vỉa hè").phase == Phase.STANDING
    assert kept() == counted()


def test_eleven_wards_have_a_part_each_and_the_whole_no_lead(plan: Plan) -> None:
    whole = task("biển số")
    parts = list(Task.objects.filter(parent=whole).order_by("pk"))
    assert [part.code for part in parts] == [f"2.02.{n}" for n in range(1, 12)]
    assert (whole.lead, whole.state, whole.lapse_at) == (None, State.RUNNING, None)
    assert {(p.state, p.due_at, p.title, p.start, p.end) for p in parts} == {
        (State.ISSUED, whole.due_at, whole.title, whole.start, whole.end)
    }
    assert not Assignment.objects.filter(task=whole).exists()
    mine = Assignment.objects.get(task=part_of_hadinh())
    assert (mine.unit_id, mine.role) == (part_of_hadinh().lead_id, Role.LEAD)


def test_the_whole_counts_once_and_the_parts_at_their_units(plan: Plan) -> None:
    once = {key: n for key, n in kept().items() if key[1] == Part.ONCE}
    pieces = {key: n for key, n in kept().items() if key[1] == Part.PIECE}
    assert sum(once.values()) == 5
    assert sum(pieces.values()) == 11


def test_a_plan_is_issued_once(plan: Plan) -> None:
    with pinned(date(2021, 10, 6)), pytest.raises(Invalid, match="đã giao ngày 05/10/2021"):
        issue_plan(who(OFFICE), plan=plan)
