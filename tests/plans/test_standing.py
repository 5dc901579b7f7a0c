"""Standing tasks: which were reviewed in the present period, by the office's own length of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.carrying import review_standing
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.actions.ruling import set_rule
from dieuhanh.kernel.plans.models import Grade, RuleName, Task
from dieuhanh.kernel.units.models import UnitName

Browser = Callable[[str | None], Client]
URL = "/desk/standing/"


@pytest.fixture
def duties(by_: Callable[..., By]) -> list[Task]:
    given = []
    for name, title in (("UBND phường Hạ Đình", "Giữ gìn vệ sinh"), ("Phòng Kinh tế", "Kiểm tra giá cả")):
        unit = UnitName.objects.get(name=name).unit
        new = NewTask(title=title, leads=[unit], standing=True)
        given.append(give_task(by_("chutich"), new=new, words=title))
    return given


def review(by: By, task: Task, from_day: date, until_day: date) -> None:
    review_standing(by, task=task, from_day=from_day, until_day=until_day, grade=Grade.GOOD, words="làm đều")


def titles(client: Client, state: str = "") -> list[str]:
    return [found.row.title for found in client.get(f"{URL}?state={state}").context["page"].rows]


def test_what_this_period_has_no_review_of(duties: list[Task], browser_of: Browser, by_: Callable[..., By]) -> None:
    client = browser_of("chanhvanphong")
    assert sorted(titles(client)) == ["Giữ gìn vệ sinh", "Kiểm tra giá cả"]
    review(by_("phuong.hadinh.canbo"), duties[0], date(2021, 10, 1), date(2021, 11, 1))
    assert len(titles(client, "due")) == 2
    review(by_("phuong.hadinh.canbo"), duties[0], date(2021, 11, 1), date(2021, 12, 1))
    assert (titles(client, "due"), titles(client, "done")) == (["Kiểm tra giá cả"], ["Giữ gìn vệ sinh"])
    body = client.get(URL).content.decode()
    assert "đã đánh giá 1 trong 2 nhiệm vụ" in body
    assert "làm đều" in body


def test_the_office_sets_the_length_of_a_period(
    duties: list[Task], browser_of: Browser, by_: Callable[..., By]
) -> None:
    review(by_("phuong.hadinh.canbo"), duties[0], date(2021, 10, 1), date(2021, 11, 1))
    set_rule(by_("chanhvanphong"), name=RuleName.REVIEW_MONTHS, value=3, ground="Quy chế", from_day=today())
    assert titles(browser_of("chanhvanphong"), "done") == ["Giữ gìn vệ sinh"]


def test_a_unit_sees_its_own(duties: list[Task], browser_of: Browser) -> None:
    assert titles(browser_of("phuong.hadinh.canbo")) == ["Giữ gìn vệ sinh"]
    assert titles(browser_of("phuong.kimgiang.canbo")) == []
