"""A text that was drafted and waits for the office."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Draft, Plan
from dieuhanh.kernel.units.models import Unit, UnitName

from ...office import PLAN

MORE = "b) Phòng Y tế rà soát các cơ sở hành nghề y trên địa bàn và tổ chức tập huấn cho nhân viên trước ngày 10 tháng 12 năm 2021.\n"


@pytest.fixture
def drafted(by_: Callable[..., By]) -> Plan:
    """Five tasks: 1.01, 1.02, 2.01, 0.01, 0.02."""
    return load_text(by_("chanhvanphong"), data=(PLAN + MORE).encode(), name="du-thao.txt")


@pytest.fixture
def office_by(by_: Callable[..., By]) -> By:
    return by_("chanhvanphong")


def draft_of(code: str) -> Draft:
    """As it stands in the database now."""
    return Draft.objects.select_related("plan__document", "task").get(task__code=code)


def unit(name: str) -> Unit:
    found: Unit = UnitName.objects.get(name=name).unit
    return found
