"""The list of tasks by who set them, how urgent they are, whose they are, and with or without parts; and how many each source has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from dieuhanh.demo import loader
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.plans.actions.assigning import assign_officer, set_follower
from dieuhanh.kernel.plans.actions.changing import Portion, set_urgency, split_task
from dieuhanh.kernel.plans.actions.receiving import accept_task
from dieuhanh.kernel.plans.listing import task_list
from dieuhanh.kernel.plans.models import Assignment, Plan, SetBy, Task, Urgency
from dieuhanh.kernel.plans.moves import move

As = Callable[[str], Viewer]
By_ = Callable[..., By]
Browser = Callable[[str | None], Client]
HEAD, OFFICER, OFFICE, LEADER = "phuong.hadinh.chutich", "phuong.hadinh.canbo", "chanhvanphong", "chutich"


def task(code: str) -> Task:
    return Task.objects.get(code=code)


def person(username: str) -> Person:
    return Person.objects.get(user__username=username)


def codes(viewer: Viewer, **wanted: str) -> list[str]:
    return sorted(row.code for row in task_list(viewer, wanted)["page"].rows)


@action("tests.set_by", may=None)
def set_by(by: By, *, task: Task, who: SetBy) -> None:
    move(task, set_by=who)


def test_by_who_set_them_with_their_numbers(plan: Plan, as_: As) -> None:
    set_by(By(channel="system"), task=task("1.01"), who=SetBy.SUPERIOR)
    set_by(By(channel="system"), task=task("1.02"), who=SetBy.DIRECT)
    assert codes(as_(LEADER), setby="superior") == ["1.01"]
    assert codes(as_(LEADER), setby="office") == ["0.01", "2.01"]
    assert task_list(as_(LEADER), {})["choices"].set_by == {"superior": 1, "direct": 1, "office": 2}
    assert task_list(as_(HEAD), {})["choices"].set_by == {"office": 1}


def test_by_urgency(plan: Plan, as_: As, by_: By_) -> None:
    set_urgency(by_(OFFICE), task=task("1.01"), urgency=Urgency.EXPRESS)
    set_urgency(by_(OFFICE), task=task("2.01"), urgency=Urgency.URGENT)
    assert codes(as_(LEADER), urgency="any") == ["1.01", "2.01"]
    assert codes(as_(LEADER), urgency="3") == ["1.01"]


def test_whose_they_are(plan: Plan, as_: As, by_: By_) -> None:
    accept_task(by_(HEAD), task=task("2.01"))
    assert codes(as_(OFFICER), officer="mine") == []
    assert codes(as_(OFFICER), officer="none") == ["2.01"]
    row = Assignment.objects.get(task=task("2.01"), unit=task("2.01").lead)
    assign_officer(by_(HEAD), assignment=row, officer=person(OFFICER))
    assert codes(as_(OFFICER), officer="mine") == ["2.01"]
    assert codes(as_(OFFICER), officer="none") == []
    set_follower(by_(OFFICE), task=task("1.02"), follower=person("tonghop"))
    assert codes(as_("tonghop"), officer="mine") == ["1.02"]


def test_with_parts_or_parts_alone(plan: Plan, as_: As, by_: By_) -> None:
    whole = task("2.01")
    assert whole.lead
    portions = [
        Portion("Dọn phía bắc", whole.lead, loader.DAY + timedelta(days=3)),
        Portion("Dọn phía nam", whole.lead),
    ]
    split_task(by_(OFFICE), task=whole, portions=portions, reason="hai khu vực")
    assert codes(as_(LEADER), parts="only") == ["2.01.1", "2.01.2"]
    assert codes(as_(LEADER), parts="none") == ["0.01", "1.01", "1.02", "2.01"]
    assert codes(as_(HEAD), parts="none") == ["2.01"]


@pytest.mark.parametrize("name", ["setby", "urgency", "officer", "parts"])
def test_what_cannot_be_is_said(plan: Plan, browser_of: Browser, name: str) -> None:
    html = browser_of(LEADER).get(f"/desk/tasks/?{name}=xyz").content.decode()
    assert "«xyz»; hãy chọn trong danh sách." in html
    assert '<details class="more" open>' in html
