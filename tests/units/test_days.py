"""One query finds each gap and overlap in the dated rows of units, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dieuhanh.demo.loader import DAY
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.units.actions import abolish_unit, move_unit, rename_unit
from dieuhanh.kernel.units.days import broken_days
from dieuhanh.kernel.units.models import Hierarchy, Unit, UnitName, UnitParent

SYSTEM = By(channel="system", day=DAY)


def later(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.fixture
def ward(office: None) -> Unit:
    return UnitName.objects.get(name="UBND phường Hạ Đình").unit


def test_whatever_actions_do_the_days_join(ward: Unit) -> None:
    assert broken_days() == []
    rename_unit(SYSTEM, unit=ward, day=later(10), changed={"name": "UBND phường Mới"})
    rename_unit(SYSTEM, unit=ward, day=later(20), changed={"name": "UBND phường Mới hơn"})
    other = UnitName.objects.get(name="UBND phường Kim Giang").unit
    move_unit(SYSTEM, unit=ward, parent=None, day=later(5))
    move_unit(SYSTEM, unit=other, parent=None, day=later(5), hierarchy=Hierarchy.PARTY)
    abolish_unit(SYSTEM, unit=other, day=later(30))
    assert broken_days() == []


@pytest.mark.parametrize("shift", [-1, 1], ids=["overlap", "gap"])
def test_a_row_that_does_not_join_the_one_before_is_named(ward: Unit, shift: int) -> None:
    renamed = rename_unit(SYSTEM, unit=ward, day=later(10), changed={"name": "UBND phường Mới"})
    UnitName.objects.filter(pk=renamed.pk).update(from_day=later(10 + shift))
    (found,) = broken_days()
    assert f"đơn vị mã {ward.pk}: tên từ" in found
    assert f"{later(10 + shift):%d/%m/%Y}" in found


def test_a_row_that_ends_before_its_unit_and_a_unit_without_a_name_are_named(ward: Unit) -> None:
    UnitParent.objects.filter(unit=ward).update(until_day=later(10))
    UnitName.objects.filter(unit=ward).delete()
    found = broken_days()
    assert len([line for line in found if "cấp trên" in line]) >= 1
    assert len([line for line in found if ": tên từ" in line]) == 1


def test_one_query_for_all(ward: Unit, django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]  # the fixture is a context manager
        broken_days()
