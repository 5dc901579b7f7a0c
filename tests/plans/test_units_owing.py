"""The units and what they owe: each count the one of its list, a shared task once in every sum, the same questions for any number of units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.demo import loader
from dieuhanh.faces.desk.units import unit_page, units_page
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.people import load_people
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.founding import found_installation
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.listing import task_list
from dieuhanh.kernel.plans.models import LIVE_PHASES, Assignment, Plan, Role, Task
from dieuhanh.kernel.plans.owed import Owing
from dieuhanh.kernel.units.actions import abolish_unit, define_areas, found_units, rename_unit
from dieuhanh.kernel.units.models import Unit
from dieuhanh.kernel.units.queries import Resolver, subtree

from ..office import PLAN
from ..remembering import remembered
from .scattered import grant, scatter

SYSTEM = By(channel="system")
People = Callable[[str], Viewer]
Browser = Callable[[str | None], Client]
SHARED = PLAN.replace("01/KH", "05/KH").replace("a) UBND phường Hạ Đình chủ trì", "a) UBND 11 phường chủ trì")
VIEWERS = ["chutich", "phochutich.dothi", "phuong.hadinh.canbo", "phuong.kimgiang.canbo", "yte.truong"]


def unit(name: str) -> Unit:
    return Unit.objects.get(pk=Resolver(loader.DAY).resolve(name).unit_ids[0])


@pytest.fixture
def crowded(plan: Plan, by_: Callable[..., By]) -> Plan:
    remembered("crowded", lambda: _crowd(plan, by_))
    plan.refresh_from_db()
    return plan


def _crowd(plan: Plan, by_: Callable[..., By]) -> None:
    scatter(SYSTEM, plan=plan, count=150, seed=4)
    load_text(by_("chanhvanphong"), data=SHARED.encode(), name="chung.txt", issue=True)
    past = PLAN.replace("01/KH", "09/KH").replace("quý IV năm 2021", "quý IV năm 2020")
    scatter(
        SYSTEM, plan=load_text(by_("chanhvanphong"), data=past.encode(), name="cu.txt", issue=True), count=30, seed=9
    )
    grant(by_("kythuat"), "phuong.kimgiang.canbo", "UBND quận Thanh Xuân")
    grant(by_("kythuat"), "yte.truong", "UBND quận Thanh Xuân", area="do-thi")


@pytest.mark.parametrize("username", VIEWERS)
def test_what_a_unit_owes_is_its_list(crowded: Plan, as_: People, username: str) -> None:
    viewer = as_(username)
    rows = [row for group in units_page(viewer).groups for row in group.rows if row.owed]
    assert rows
    for row in rows[:12]:
        assert row.owed
        pk = str(row.name.unit_id)
        for state in ("over", "soon", "run", "none"):
            found = task_list(viewer, {"unit": pk, "role": "lead", "state": state})["page"].total
            assert found == getattr(row.owed.lead, state), (row.name.name, state)
        drafts = (
            task_list(viewer, {"unit": pk, "role": "coop", "state": "draft"})["page"].total
            if viewer.can("draft_plan")
            else 0
        )
        assert task_list(viewer, {"unit": pk, "role": "coop"})["page"].total - drafts == row.owed.coop.total
        page = unit_page(viewer, Unit.objects.get(pk=row.name.unit_id))
        assert (page.lead, page.coop) == (row.owed.lead, row.owed.coop)


def test_sums_count_a_shared_task_once(crowded: Plan, as_: People) -> None:
    page = units_page(as_("chutich"))
    current = Task.objects.filter(phase__in=LIVE_PHASES).exclude(plan__until_day__lte=loader.DAY)
    led = Assignment.objects.filter(role=Role.LEAD, task__in=current)
    assert page.sum.total == led.values("task").distinct().count()
    wholes = current.filter(parts__isnull=False).distinct().count()
    assert wholes
    assert page.without_lead == current.count() - wholes - page.sum.total > 0
    for group in page.groups:
        ids = [row.name.unit_id for row in group.rows]
        assert group.sum
        assert group.sum.total == led.filter(unit__in=ids).values("task").distinct().count()
    root = next(row for group in page.groups for row in group.rows if row.name.name == "UBND quận Thanh Xuân")
    below = subtree([root.name.unit_id], loader.DAY)
    assert root.below == len(below) - 1
    assert root.with_below
    assert root.with_below.total == led.filter(unit__in=below).values("task").distinct().count()


def test_who_is_late_comes_first_in_its_group(crowded: Plan, as_: People) -> None:
    page = units_page(as_("chutich"))
    for group in page.groups:
        late = [row.owed.lead.over if row.owed else 0 for row in group.rows]
        assert late == sorted(late, reverse=True)
    assert page.late == sum(row.owed is not None and row.owed.lead.over > 0 for g in page.groups for row in g.rows) > 0


def test_a_unit_sees_what_it_owes_and_not_what_others_owe(crowded: Plan, as_: People) -> None:
    viewer = as_("phuong.hadinh.canbo")
    seen = [row.name.name for group in units_page(viewer).groups for row in group.rows if row.owed]
    assert seen == ["UBND phường Hạ Đình"]
    other = unit_page(viewer, unit("Phòng Quản lý đô thị"))
    mine = set(Assignment.objects.filter(unit=unit("UBND phường Hạ Đình")).values_list("task_id", flat=True))
    assert {row.pk for row in (*other.led, *other.helped)} <= mine
    assert other.partly


def test_the_technician_sees_the_organisation_and_no_work(crowded: Plan, browser_of: Browser) -> None:
    client = browser_of("kythuat")
    for url in ("/desk/units/", reverse("desk:unit", args=[unit("UBND phường Hạ Đình").pk])):
        html = client.get(url).content.decode()
        assert "Hạ Đình" in html
        assert "quá hạn" not in html.lower()


def test_the_page_of_a_unit(crowded: Plan, browser_of: Browser) -> None:
    html = (
        browser_of("chutich").get(reverse("desk:unit", args=[unit("Phòng Tài chính - Kế hoạch").pk])).content.decode()
    )
    led = html.split('id="u1"')[1].split("</section>")[0]
    assert "nguồn thu còn lại" in led
    assert "Chi cục Thuế" in led
    assert "UBND quận Thanh Xuân" in html.split('class="crumb"')[1].split("</nav>")[0]
    assert "Trực thuộc: UBND quận Thanh Xuân" in html
    above = browser_of("chutich").get(reverse("desk:unit", args=[unit("UBND quận").pk])).content.decode()
    assert "Phòng Y tế" in above.split('id="u3"')[1].split("</section>")[0]


def test_names_through_time_and_a_unit_that_is_gone(office: None, by_: Callable[..., By], browser_of: Browser) -> None:
    ward, day = unit("UBND phường Hạ Đình"), loader.DAY
    rename_unit(by_("kythuat"), unit=ward, day=day - timedelta(days=9), changed={"name": "UBND phường Hạ Đình mới"})
    html = browser_of("chutich").get(reverse("desk:unit", args=[ward.pk])).content.decode()
    assert "<h1>UBND phường Hạ Đình mới</h1>" in html
    assert "Tên: UBND phường Hạ Đình<" in html
    assert "01/01/1997 – 14/11/2021" in html
    abolish_unit(by_("kythuat"), unit=Unit.objects.get(pk=ward.pk), day=day)
    gone = browser_of("chutich").get(reverse("desk:unit", args=[ward.pk])).content.decode()
    assert "Đơn vị không hoạt động vào ngày 24/11/2021." in gone
    assert browser_of("chutich").get("/desk/units/999999/").status_code == 404


@pytest.fixture(params=[0, 320], ids=["few", "province"])
def country(request: pytest.FixtureRequest, db: None) -> Iterator[int]:
    """The district alone, or with 320 more wards under it."""
    rows = loader.rows("units")
    ward = next(row for row in rows if row["kind"] == "ward")
    more = [
        {**ward, "key": f"x{n}", "name": f"UBND phường số {n}", "short_name": f"P{n}", "code": None, "aliases": []}
        for n in range(request.param)
    ]
    with pinned(loader.DAY):
        by = By(channel="system", day=loader.DAY)
        found_installation(by, kind="demo", name=loader.NAME, day=loader.DAY)
        found_units(by, rows=[*rows, *({**row, "parents": {"territorial": "ubnd"}} for row in more)])
        define_areas(by, rows=loader.rows("areas"))
        load_people(by, rows=loader.people(), password_hash="!", from_day=loader.FOUNDED)
        plan = load_text(SYSTEM, data=PLAN.encode(), name="x.txt", issue=True)
        scatter(SYSTEM, plan=plan, count=200, seed=8)
        grant(SYSTEM, "phuong.kimgiang.canbo", "UBND quận Thanh Xuân")
        yield request.param


def test_questions_do_not_grow_with_the_units(country: int) -> None:
    """One unit, a district of 29 or more, a province of 359: the same number of questions for each page."""
    asked: dict[str, set[int]] = {}
    root, ward = unit("UBND quận").pk, unit("UBND phường Hạ Đình").pk
    urls = [
        "/desk/",
        "/desk/units/",
        f"/desk/units/{root}/",
        f"/desk/units/{ward}/",
        "/desk/tasks/",
        "/desk/documents/",
    ]
    for username in ("phuong.hadinh.canbo", "phuong.kimgiang.canbo"):
        client = Client()
        found = Person.objects.get(user__username=username).user
        assert found
        client.force_login(found)
        for url in urls:
            client.get(url)  # what is kept until the next act is asked here
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            asked.setdefault(url, set()).add(len(queries))
    lists = {"/desk/": 10, "/desk/units/": 9, "/desk/tasks/": 9, "/desk/documents/": 7}
    assert {url: max(asked[url]) for url in lists} == lists
    assert all(count <= 21 for url in urls[2:4] for count in asked[url]), (
        asked
    )  # a unit without tasks asks for no names
    assert len(Owing(Viewer(Person.objects.get(user__username="chutich"), loader.DAY)).by_unit) > 29
