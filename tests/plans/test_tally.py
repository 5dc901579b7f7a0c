"""The counts on the command page: equal to a recount after any act, equal to the list they lead to, for whoever looks."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from dieuhanh.demo import loader
from dieuhanh.kernel.access.people import load_people
from dieuhanh.kernel.access.rights import Viewer, viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.founding import found_installation
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.plans.actions.loading import issue_as_read, load_text
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.listing import task_list
from dieuhanh.kernel.plans.models import Part, Plan, State, Tally, Task
from dieuhanh.kernel.plans.overview import overview
from dieuhanh.kernel.units.actions import define_areas, found_units

from ..office import PLAN
from .scattered import alter, grant, scatter

SYSTEM = By(channel="system")
OF_2020 = PLAN.replace("01/KH", "09/KH").replace("quý IV năm 2021", "quý IV năm 2020")
DIRECTION = PLAN.replace("01/KH", "12/KH").replace(
    "KẾ HOẠCH\nNhiệm vụ trọng tâm quý IV năm 2021", "KẾ HOẠCH\nDọn vệ sinh"
)


def load(by: By, text: str, *, issue: bool = True) -> Plan:
    return load_text(by, data=text.encode(), name="x.txt", issue=issue)


def test_the_counts_equal_a_recount_after_any_acts(by_: Callable[..., By]) -> None:
    by, dice = by_("chanhvanphong"), random.Random(5)
    plans = [load(by, PLAN.replace("01/KH", f"{n}/KH"), issue=n % 2 == 0) for n in range(3)]
    for step in range(40):
        plan = dice.choice(plans)
        plan.refresh_from_db()
        what = dice.choice(["scatter", "alter", "alter", "issue"])
        if what == "scatter":
            scatter(SYSTEM, plan=plan, count=dice.randint(1, 12), seed=step)
        elif what == "alter":
            alter(SYSTEM, task=dice.choice(list(Task.objects.filter(plan=plan))), seed=step)
        elif plan.state == State.DRAFT:
            issue_as_read(by, plan=plan)
        assert kept() == counted()
    assert sum(kept().values()) > Task.objects.count() > 50
    assert sum(n for key, n in kept().items() if key[1] == Part.ONCE) == Task.objects.filter(parent=None).count()
    assert verify().whole


def test_verify_finds_a_count_that_is_not_that_of_the_tasks(plan: Plan) -> None:
    assert verify().whole
    Tally.objects.filter(part=Part.ONCE, unit__isnull=False).update(n=7)
    assert f"kế hoạch mã {plan.pk}" in verify().words
    Tally.objects.filter(n=7).update(n=1)
    assert verify().whole


@pytest.fixture
def crowded(by_: Callable[..., By]) -> list[Plan]:
    """Three plans in force, one of them a direction without a time, and one of last year; 120 tasks each."""
    plans = [load(by_("chanhvanphong"), text) for text in (PLAN, PLAN.replace("01/KH", "02/KH"), DIRECTION, OF_2020)]
    for seed, plan in enumerate(plans):
        scatter(SYSTEM, plan=plan, count=120, seed=seed)
    technician = by_("kythuat")
    grant(technician, "phuong.kimgiang.canbo", "UBND quận Thanh Xuân")
    grant(technician, "yte.truong", "UBND quận Thanh Xuân", area="do-thi")
    grant(technician, "noivu.truong", "UBND phường Hạ Đình")
    return plans


VIEWERS = [
    "chutich",  # everything
    "phochutich.dothi",  # two areas
    "phuong.hadinh.canbo",  # one unit
    "noivu.truong",  # two units
    "phuong.kimgiang.canbo",  # a district of units
    "yte.truong",  # one unit, and many in one area
]


@pytest.mark.parametrize("username", VIEWERS)
def test_every_count_is_that_of_the_list_it_leads_to(
    crowded: list[Plan], as_: Callable[[str], Viewer], username: str
) -> None:
    viewer = as_(username)
    for plan in ("", str(crowded[0].pk), str(crowded[3].pk)):
        page = overview(viewer, {"plan": plan})
        for row in page.areas:
            area = row.area.code if row.area else "none"
            for state in ("over", "soon", "run", "none"):
                wanted = {"area": area, "state": state, "plan": plan}
                assert task_list(viewer, wanted)["page"].total == getattr(row.counts, state), (username, wanted)
        whole = sum(
            task_list(viewer, {"state": s, "plan": plan})["page"].total for s in ("over", "soon", "run", "none")
        )
        assert page.counts.total == whole > 0


def test_a_task_counts_once_at_its_lead(plan: Plan, as_: Callable[[str], Viewer]) -> None:
    """1.01 is led by a division and shared by the tax office: the leader sees it once, each of the two too."""
    assert overview(as_("chutich"), {}).counts.total == 4
    assert overview(as_("taichinh.truong"), {}).counts.total == 1


def test_a_plan_whose_time_has_passed_is_out_of_force(
    by_: Callable[..., By], browser_of: Callable[[str | None], Client]
) -> None:
    by = by_("chanhvanphong")
    load(by, PLAN)
    past, direction = load(by, OF_2020), load(by, DIRECTION)
    assert (past.until_day, direction.until_day) == (date(2021, 1, 1), None)
    client = browser_of("chanhvanphong")
    html = client.get("/desk/").content.decode()
    assert "8 nhiệm vụ đã giao theo 2 kế hoạch" in html
    assert "1 kế hoạch đã hết thời gian thực hiện" in html
    assert client.get("/desk/tasks/").content.decode().count('<td class="code">2.01</td>') == 2
    old = client.get("/desk/tasks/?plan=past").content.decode()
    assert old.count('<td class="code">2.01</td>') == 1
    assert "09/KH-UBND" in old
    assert "4 nhiệm vụ đã giao theo 1 kế hoạch" in client.get(f"/desk/?plan={direction.pk}").content.decode()
    assert "Không có kế hoạch «xyz»" in client.get("/desk/?plan=xyz").content.decode()


@pytest.mark.parametrize("number", [3, 8, 14])
def test_the_areas_are_the_offices_own(db: None, number: int) -> None:
    """A list of any length, each area with its light and reason; a plan's headings find theirs."""
    with pinned(loader.DAY):
        by = By(channel="system", day=loader.DAY)
        found_installation(by, kind="demo", name=loader.NAME, day=loader.DAY)
        found_units(by, rows=loader.rows("units"))
        names = ["Kinh tế", "Đô thị", *(f"Lĩnh vực {n}" for n in range(3, number + 1))]
        define_areas(
            by, rows=[{"code": f"a{n}", "number": n, "name": name, "words": name} for n, name in enumerate(names, 1)]
        )
        people = [p for p in loader.people() if p["username"] == "chutich"]
        load_people(by, rows=people, password_hash="!", from_day=loader.FOUNDED)
        plan = load(SYSTEM, PLAN)
        scatter(SYSTEM, plan=plan, count=200, seed=number)
        page = overview(viewer_for("chutich", today()), {"sort": "list"})
    assert [row.area.number for row in page.areas if row.area] == list(range(1, number + 1))
    assert all(row.light.reason for row in page.areas)
    assert page.counts.total == Task.objects.filter(state=State.ISSUED).count()


def test_the_areas_in_most_need_come_first(plan: Plan, as_: Callable[[str], Viewer]) -> None:
    rows = overview(as_("chutich"), {}).areas
    assert [row.light.key for row in rows] == sorted(
        (r.light.key for r in rows), key=["over", "soon", "ok", "none"].index
    )
    assert rows[0].area
    assert rows[0].area.code == "kinh-te"
    in_order = [row.area.number for row in overview(as_("chutich"), {"sort": "list"}).areas if row.area]
    assert in_order == sorted(in_order)
