"""What a text demands of a unit that is asked of it already is found, whatever the order of its words, without comparing all with all."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.drafts import reject_draft
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Draft, Plan, Task
from dieuhanh.kernel.plans.workbench.doubles import ALIKE, doubles_of, pairs

AGAIN = """ỦY BAN NHÂN DÂN
QUẬN THANH XUÂN
Số: 02/KH-UBND
Thanh Xuân, ngày 10 tháng 11 năm 2021
KẾ HOẠCH
Tăng thu ngân sách
I. NHIỆM VỤ
1. Phát triển kinh tế
a) Phòng Tài chính - Kế hoạch rà soát các nguồn thu còn lại của quận, hoàn thành trước ngày 25 tháng 12 năm 2021.
b) Phòng Kinh tế rà soát nguồn thu còn lại, hoàn thành trước ngày 25 tháng 12 năm 2021.
c) Phòng Tài chính - Kế hoạch lập dự toán năm 2022, hoàn thành trước ngày 25 tháng 12 năm 2021.
"""


@pytest.fixture
def second(plan: Plan, by_: Callable[..., By]) -> Plan:
    return load_text(by_("chanhvanphong"), data=AGAIN.encode(), name="hai.txt")


def test_the_same_demand_of_the_same_unit_is_found(second: Plan, plan: Plan, as_: Callable[[str], Viewer]) -> None:
    (rows,) = doubles_of(as_("chanhvanphong"), second).values()
    (double,) = rows
    task = Task.objects.get(pk=double.task_id)
    assert (task.plan, double.code, double.unit_id) == (plan, "1.01", task.lead_id)
    assert ALIKE <= double.alike < 1


def test_what_was_rejected_demands_nothing(second: Plan, as_: Callable[[str], Viewer], by_: Callable[..., By]) -> None:
    for draft in Draft.objects.filter(plan=second, task__title__contains="nguồn thu"):
        reject_draft(by_("chanhvanphong"), draft=draft)
    assert doubles_of(as_("chanhvanphong"), second) == {}


def test_it_asks_as_much_for_two_hundred_as_for_three(
    second: Plan, as_: Callable[[str], Viewer], by_: Callable[..., By]
) -> None:
    more = "".join(f"{n}. Phòng Kinh tế kiểm tra chợ số {n}, xong trước ngày 20/12/2021.\n" for n in range(2, 200))
    many = load_text(by_("chanhvanphong"), data=(AGAIN.replace("02/KH", "03/KH") + more).encode(), name="ba.txt")
    viewer = as_("chanhvanphong")

    def asked(plan: Plan) -> int:
        doubles_of(viewer, plan)
        with CaptureQueriesContext(connection) as queries:
            doubles_of(viewer, plan)
        return len(queries)

    assert asked(many) == asked(second) <= 3


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_no_double_is_missed_by_looking_at_the_rarest_words_alone(seed: int) -> None:
    dice = random.Random(seed)
    words = [f"w{n}" for n in range(12)]

    def some(count: int) -> dict[int, frozenset[str]]:
        return {n: frozenset(dice.choices(words, k=dice.randint(0, 7))) for n in range(count)}

    ours, theirs = some(12), some(12)
    wanted = {(a, b) for a, x in ours.items() for b, y in theirs.items() if x | y and len(x & y) / len(x | y) >= ALIKE}
    assert {(a, b) for a, b, _ in pairs(ours, theirs)} == wanted
