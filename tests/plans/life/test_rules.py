"""The office's numbers: dated rows with their ground, for all units or for one; what holds today is not changed by what holds tomorrow."""

from __future__ import annotations

from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.actions.ruling import set_rule
from dieuhanh.kernel.plans.days import after_working_days
from dieuhanh.kernel.plans.models import OfficeRule, Plan, RuleName
from dieuhanh.kernel.plans.rules import Rules

from .acting import HEAD, OFFICE, last_act, unit, who

DAY, LATER = date(2021, 11, 10), date(2021, 12, 1)
GROUND = "Quy chế làm việc 2021"


def test_an_office_begins_with_numbers_and_sets_its_own_from_a_day(plan: Plan) -> None:
    with pinned(DAY):
        assert Rules(DAY).number(RuleName.ACCEPT_DAYS) == 3
        assert Rules(DAY).value(RuleName.EXTENSIONS) is None
        set_rule(who(OFFICE), name=RuleName.ACCEPT_DAYS, value=2, ground=GROUND, from_day=DAY)
        set_rule(who(OFFICE), name=RuleName.ACCEPT_DAYS, value=5, ground=GROUND, from_day=LATER)
        assert last_act() == ("plans.set_rule", OFFICE, DAY)
        task = give_task(who(OFFICE), new=NewTask("Rà soát", [unit("Phòng Nội vụ")]), words="Phòng Nội vụ rà soát")
        assert task.lapse_at == after_working_days(DAY, 2)
    assert [Rules(day).number(RuleName.ACCEPT_DAYS) for day in (date(2021, 11, 9), DAY, LATER)] == [3, 2, 5]


def test_a_unit_s_own_number_goes_before_the_office_s(plan: Plan) -> None:
    with pinned(DAY):
        ward, other = unit("UBND phường Hạ Đình"), unit("UBND phường Kim Giang")
        set_rule(who(OFFICE), name=RuleName.HEAD_AGREES, value=0, ground=GROUND, from_day=DAY, unit=ward)
        rules = Rules(DAY)
        assert (rules.head_agrees(ward.pk), rules.head_agrees(other.pk)) == (False, True)


@pytest.mark.parametrize(
    ("name", "value", "ground", "from_day", "message"),
    [
        (RuleName.HEAD_AGREES, 2, GROUND, DAY, "chỉ ghi 1"),
        (RuleName.ACCEPT_DAYS, 367, GROUND, DAY, "từ 0 đến 366"),
        (RuleName.ACCEPT_DAYS, -1, GROUND, DAY, "từ 0 đến 366"),
        (RuleName.ACCEPT_DAYS, 3, " ", DAY, "căn cứ"),
        (RuleName.ACCEPT_DAYS, 3, GROUND, date(2021, 11, 9), "đã qua"),
    ],
)
def test_rules_that_cannot_be(
    plan: Plan, name: RuleName, value: int, ground: str, from_day: date, message: str
) -> None:
    with pinned(DAY):
        with pytest.raises(Invalid, match=message):
            set_rule(who(OFFICE), name=name, value=value, ground=ground, from_day=from_day)
        assert not OfficeRule.objects.exists()


def test_one_rule_a_day_and_only_by_office_or_leaders(plan: Plan) -> None:
    with pinned(DAY):
        set_rule(who("chutich"), name=RuleName.EXTENSIONS, value=2, ground=GROUND, from_day=DAY)
        with pytest.raises(Invalid, match="đã có quy định từ ngày"):
            set_rule(who(OFFICE), name=RuleName.EXTENSIONS, value=3, ground=GROUND, from_day=DAY)
        with pytest.raises(NotAllowed):
            set_rule(who(HEAD), name=RuleName.EXTENSIONS, value=9, ground=GROUND, from_day=LATER)
