"""A later deadline is asked for with a reason and decided once; the first one stays beside it for ever."""

from __future__ import annotations

from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Conflict, Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.carrying import Result, report_done
from dieuhanh.kernel.plans.actions.changing import cancel_task, change_due
from dieuhanh.kernel.plans.actions.extending import ask_extension, decide_extension, take_back_extension
from dieuhanh.kernel.plans.actions.ruling import set_rule
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.days import due_at_end_of
from dieuhanh.kernel.plans.models import Decision, Extension, Plan, RuleName

from .acting import CHAIRMAN, HEAD, OFFICE, OFFICER, OTHER_HEAD, last_act, of_hadinh, task, told_of, who

DAY = date(2021, 11, 24)
FIRST, LATER, LATEST = date(2021, 12, 14), date(2021, 12, 20), date(2021, 12, 31)
WHY = "Chưa có xe cẩu"


def asked(until: date = LATER) -> Extension:
    return ask_extension(who(HEAD), task=of_hadinh(), until=until, reason=WHY)


def test_granted_the_first_deadline_stays_and_moves_are_counted(plan: Plan) -> None:
    with pinned(DAY):
        asking = asked()
        assert (asking.decision, asking.higher, last_act()[0]) == (Decision.WAITING, False, "plans.ask_extension")
        assert of_hadinh().due_at == due_at_end_of(FIRST)
        decide_extension(who(OFFICE), extension=asking, grant=True)
        found = of_hadinh()
        assert (found.due_at, found.first_due_at, found.times_moved) == (
            due_at_end_of(LATER),
            due_at_end_of(FIRST),
            1,
        )
        assert last_act() == ("plans.decide_extension", OFFICE, DAY)
        assert told_of(found)["times_moved"] == [0, 1]
        decide_extension(who(OFFICE), extension=asked(LATEST), grant=True, until=date(2021, 12, 25))
    found = of_hadinh()
    assert (found.due_at, found.first_due_at, found.times_moved) == (
        due_at_end_of(date(2021, 12, 25)),
        due_at_end_of(FIRST),
        2,
    )
    assert kept() == counted()


def test_refused_with_a_reason_the_deadline_stays(plan: Plan) -> None:
    with pinned(DAY):
        asking = asked()
        with pytest.raises(Invalid, match="lý do không đồng ý"):
            decide_extension(who(OFFICE), extension=asking, grant=False)
        decide_extension(who(OFFICE), extension=asking, grant=False, answer="Đã có xe của quận")
    assert (of_hadinh().due_at, of_hadinh().times_moved) == (due_at_end_of(FIRST), 0)


def test_two_decisions_on_one_extension(plan: Plan) -> None:
    with pinned(DAY):
        asking = asked()
        mine, theirs = (Extension.objects.get(pk=asking.pk) for _ in range(2))
        decide_extension(who(OFFICE), extension=mine, grant=True)
        with pytest.raises(Conflict):
            decide_extension(who(CHAIRMAN), extension=theirs, grant=False, answer="Không")
        with pytest.raises(Invalid, match="đã được quyết định: đồng ý"):
            decide_extension(who(CHAIRMAN), extension=Extension.objects.get(pk=asking.pk), grant=False, answer="Không")
    assert of_hadinh().times_moved == 1


@pytest.mark.parametrize(
    ("until", "reason", "message"),
    [
        (LATER, " ", "lý do xin gia hạn"),
        (LATER, "(MẬT)", "dấu mật"),
        (date(2021, 11, 23), WHY, "đã qua"),
        (FIRST, WHY, "không sau thời hạn hiện nay"),
        (date(9999, 12, 31), WHY, "quá xa"),
    ],
)
def test_what_cannot_be_asked_for(plan: Plan, until: date, reason: str, message: str) -> None:
    with pinned(DAY):
        with pytest.raises(Invalid, match=message):
            ask_extension(who(HEAD), task=of_hadinh(), until=until, reason=reason)
        assert not Extension.objects.exists()


def test_one_waits_at_a_time_and_only_where_there_is_a_deadline(plan: Plan) -> None:
    with pinned(DAY):
        asked()
        with pytest.raises(Invalid, match="đã có một đề nghị"):
            asked(LATEST)
        with pytest.raises(Invalid, match="không có thời hạn"):
            ask_extension(who(HEAD), task=task("vỉa hè"), until=LATER, reason=WHY)


def test_who_may_ask_and_who_decides(plan: Plan) -> None:
    with pinned(DAY):
        for username in (OFFICER, OTHER_HEAD, CHAIRMAN):
            with pytest.raises(NotAllowed):
                ask_extension(who(username), task=of_hadinh(), until=LATER, reason=WHY)
        with pytest.raises(Invalid, match="nguồn"):
            ask_extension(who(OFFICE), task=of_hadinh(), until=LATER, reason=WHY)
        asking = ask_extension(who(OFFICE), task=of_hadinh(), until=LATER, reason=WHY, source="công văn 9")
        assert asking.reason == "Chưa có xe cẩu (công văn 9)"
        for username in (HEAD, OFFICER, "phochutich.vanxa"):
            with pytest.raises(NotAllowed):
                decide_extension(who(username), extension=asking, grant=True)
        with pytest.raises(NotAllowed, match="không tự quyết định"):
            decide_extension(who(OFFICE), extension=asking, grant=True)
        decide_extension(who("phochutich.dothi"), extension=asking, grant=True)


def test_taken_back_it_is_closed(plan: Plan) -> None:
    with pinned(DAY):
        asking = asked()
        take_back_extension(who(HEAD), extension=asking)
        with pytest.raises(Invalid, match="đã rút"):
            decide_extension(who(OFFICE), extension=asking, grant=True)
        assert asked(LATEST).decision == Decision.WAITING


@pytest.mark.parametrize(("name", "value"), [(RuleName.EXTENSIONS, 0), (RuleName.EXTENSION_DAYS, 5)])
def test_beyond_the_office_s_limit_a_leader_decides(plan: Plan, name: RuleName, value: int) -> None:
    with pinned(DAY):
        set_rule(who(OFFICE), name=name, value=value, ground="Quy chế làm việc", from_day=DAY)
        asking = asked()
        assert asking.higher
        with pytest.raises(NotAllowed, match="lãnh đạo quyết định"):
            decide_extension(who(OFFICE), extension=asking, grant=True)
        decide_extension(who(CHAIRMAN), extension=asking, grant=True)
    assert of_hadinh().due_at == due_at_end_of(LATER)


def test_the_office_does_not_pass_its_limit_another_way(plan: Plan) -> None:
    """Neither by granting a later day than was asked for, nor by setting the deadline itself."""
    with pinned(DAY):
        set_rule(
            who(OFFICE), name=RuleName.EXTENSION_DAYS, value=10, ground="Quy chế làm việc", from_day=date(2021, 11, 24)
        )
        asking = asked()
        assert not asking.higher
        with pytest.raises(NotAllowed, match="vượt giới hạn gia hạn"):
            decide_extension(who(OFFICE), extension=asking, grant=True, until=LATEST)
        with pytest.raises(Invalid, match="lập đề nghị gia hạn để lãnh đạo quyết định"):
            change_due(who(OFFICE), task=of_hadinh(), until=LATEST, reason="theo thông báo 9")
        decided = decide_extension(who(CHAIRMAN), extension=asking, grant=True, until=LATEST)
    assert (decided.last_day, decided.asked_day) == (LATEST, LATER)


def test_what_happened_meanwhile_is_not_undone_by_a_late_decision(plan: Plan) -> None:
    with pinned(DAY):
        asking = asked()
        change_due(who(OFFICE), task=of_hadinh(), until=LATEST, reason="theo thông báo 5")
        with pytest.raises(Invalid, match="phải sau thời hạn hiện nay"):
            decide_extension(who(OFFICE), extension=asking, grant=True)
        cancel_task(who(OFFICE), task=of_hadinh(), document="QĐ 7", reason="không còn điểm rác")
        closed = Extension.objects.get(pk=asking.pk)
        assert closed.decision == Decision.TAKEN_BACK  # what is cancelled waits for nothing
        with pytest.raises(Invalid, match="đã được quyết định"):
            decide_extension(who(OFFICE), extension=closed, grant=True, until=date(2022, 1, 10))
    assert of_hadinh().state == "cancelled"


def test_what_is_reported_done_needs_no_extension(plan: Plan) -> None:
    with pinned(DAY):
        asking = asked()
        report_done(who(HEAD), task=of_hadinh(), words="Xong", result=Result(symbol="5/BC"))
        with pytest.raises(Invalid, match="chờ xác nhận"):
            decide_extension(who(OFFICE), extension=asking, grant=True)
        with pytest.raises(Invalid, match="chờ xác nhận"):
            asked(LATEST)
