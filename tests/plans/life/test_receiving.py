"""A unit receives what it was given, sends it back with a reason, or stays silent until silence counts as received."""

from __future__ import annotations

from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Conflict, Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.receiving import accept_task, accept_tasks, lapse_unanswered, refuse_task
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.models import Plan, Report, ReportKind, State, Task

from .acting import (
    COOP_HEAD,
    HEAD,
    OFFICE,
    OFFICER,
    OTHER_HEAD,
    TECHNICIAN,
    last_act,
    of_hadinh,
    part_of_hadinh,
    told_of,
    who,
)

NEXT = date(2021, 10, 6)
LAST = date(2021, 10, 8)  # the third working day after the plan was given


def test_the_head_receives_a_task(plan: Plan) -> None:
    with pinned(NEXT):
        done = accept_task(who(HEAD), task=of_hadinh())
    assert (done.state, done.state_since, done.lapse_at) == (State.RUNNING, NEXT, None)
    assert last_act() == ("plans.accept_task", HEAD, NEXT)
    assert told_of(done)["state"] == ["issued", "running"]
    with pinned(NEXT), pytest.raises(Invalid, match="đang thực hiện"):
        accept_task(who(HEAD), task=of_hadinh())


@pytest.mark.parametrize("username", [OFFICER, OTHER_HEAD, COOP_HEAD, OFFICE, TECHNICIAN])
def test_nobody_else_receives_it(plan: Plan, username: str) -> None:
    with pinned(NEXT):
        for act in (
            lambda by: accept_task(by, task=of_hadinh()),
            lambda by: refuse_task(by, task=of_hadinh(), reason="x"),
        ):
            with pytest.raises(NotAllowed):
                act(who(username))
    assert of_hadinh().state == State.ISSUED


def test_one_press_receives_all_or_none(plan: Plan) -> None:
    mine = list(Task.objects.filter(lead=of_hadinh().lead))
    foreign = Task.objects.get(title__contains="chợ dân sinh")
    with pinned(NEXT):
        with pytest.raises(NotAllowed):
            accept_tasks(who(HEAD), tasks=[*mine, foreign])
        assert of_hadinh().state == State.ISSUED
        accept_tasks(who(HEAD), tasks=list(Task.objects.filter(lead=of_hadinh().lead)))
    assert {t.state for t in Task.objects.filter(lead=of_hadinh().lead)} == {State.RUNNING}
    assert kept() == counted()


def test_eight_presses_at_once_receive_it_once(plan: Plan) -> None:
    with pinned(NEXT):
        read_by_all = [of_hadinh() for _ in range(8)]
        accept_task(who(HEAD), task=read_by_all[0])
        for stale in read_by_all[1:]:
            with pytest.raises(Conflict):
                accept_task(who(HEAD), task=stale)
    assert kept() == counted()


def test_the_same_press_again_gives_the_first_result(plan: Plan) -> None:
    with pinned(NEXT):
        by = who(HEAD)
        press = By(actor=by.actor, post=by.post, once_key="k1")
        for _ in range(8):
            assert accept_task(press, task=of_hadinh()).state == State.RUNNING
    assert last_act()[0] == "plans.accept_task"


def test_sent_back_with_a_reason(plan: Plan) -> None:
    with pinned(NEXT):
        with pytest.raises(Invalid, match="lý do trả lại"):
            refuse_task(who(HEAD), task=of_hadinh(), reason="  ")
        with pytest.raises(Invalid, match="dấu mật"):
            refuse_task(who(HEAD), task=of_hadinh(), reason="(TỐI MẬT) theo kế hoạch A2")
        done = refuse_task(who(HEAD), task=of_hadinh(), reason="Điểm rác ở địa bàn phường khác")
    assert (done.state, done.lapse_at) == (State.REFUSED, None)
    assert Report.objects.get(task=done).kind == ReportKind.REASON
    assert last_act() == ("plans.refuse_task", HEAD, NEXT)


def test_silence_counts_as_received_after_three_working_days(plan: Plan) -> None:
    with pinned(LAST):
        lapse_unanswered(By(channel="system"))
    assert of_hadinh().state == State.ISSUED
    with pinned(date(2021, 10, 9)):
        lapse_unanswered(By(channel="system"))
        lapse_unanswered(By(channel="system"))
    assert not Task.objects.filter(state=State.ISSUED).exists()
    assert part_of_hadinh().state == State.RUNNING
    assert of_hadinh().state_since == date(2021, 10, 9)
    assert kept() == counted()


def test_days_that_no_tick_saw_lapse_in_one(plan: Plan) -> None:
    with pinned(LAST):
        refuse_task(who(HEAD), task=of_hadinh(), reason="nhầm địa bàn")
    with pinned(date(2021, 10, 20)):
        lapse_unanswered(By(channel="system"))
    assert of_hadinh().state == State.REFUSED
    assert not Task.objects.filter(state=State.ISSUED).exists()
