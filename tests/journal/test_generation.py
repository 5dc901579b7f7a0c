"""What is kept in the process until somebody writes is never older than the last act, and is nobody else's."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.generation import KEPT, kept_until_written
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.units.actions import add_alias
from dieuhanh.kernel.units.models import Unit

from ..office import PLAN


def test_a_value_is_made_once_and_again_after_any_act(office: None, by_: Callable[..., By]) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [kept_until_written("x", make), kept_until_written("x", make), kept_until_written("y", make)] == [1, 1, 2]
    unit = Unit.objects.earliest("pk")
    add_alias(by_("kythuat"), unit=unit, alias="tên khác", day=unit.from_day)
    assert kept_until_written("x", make) == 3


def test_only_so_many_are_kept(office: None) -> None:
    for n in range(KEPT + 5):
        kept_until_written(("many", n), lambda n=n: n)  # type: ignore[misc]  # bound at once
    assert kept_until_written(("many", 0), lambda: "made again") == "made again"


def test_the_choices_of_the_list_follow_a_new_plan_and_differ_by_viewer(
    by_: Callable[..., By], browser_of: Callable[[str | None], Client]
) -> None:
    leader, ward = browser_of("chutich"), browser_of("phuong.hadinh.canbo")

    def units(client: Client) -> str:
        return client.get("/desk/tasks/").content.decode().split('name="unit"')[1].split("</select>")[0]

    assert "Phòng Kinh tế" not in units(leader)
    load_text(by_("chanhvanphong"), data=PLAN.encode(), name="x.txt", issue=True)
    assert "Phòng Kinh tế" in units(leader)
    assert "Phòng Kinh tế" not in units(ward)
    assert "UBND phường Hạ Đình" in units(ward)
