"""Text to plan, as a person meets it: sign in, eight areas, a task, its words marked in the document."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.plans.models import Task
from dieuhanh.kernel.units.models import UnitName

from .conftest import Visit

pytestmark = pytest.mark.needs("chromium")
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # What passes is not told: to describe each of thousands of elements takes twice as long as to look at them.
    "resultTypes": ["violations"],
    "reporter": "no-passes",
}


def test_from_sign_in_to_the_marked_words(visit: Visit) -> None:
    page = visit.sign_in("chanhvanphong")
    assert page.locator("table.areas tbody tr").count() == 8
    page.locator("table.areas").get_by_role("link", name="Đầu tư xây dựng").click()
    page.wait_for_url("**/desk/areas/do-thi/")
    page.locator("table.tasks tbody a").first.click()
    page.wait_for_url("**/desk/tasks/*/")
    code = re.search(r"\d+\.\d+", page.locator(".crumb").inner_text())
    assert code
    task = Task.objects.get(code=code[0])
    quoted = "".join(page.locator(".quote mark.m-task").all_inner_texts()).replace(task.code, "", 1)
    text = Document.objects.get(plan=task.plan_id).text
    assert quoted.split() == text[task.start : task.end].split()
    page.get_by_role("link", name="Kế hoạch số 00/KH-UBND").first.click()
    page.wait_for_url("**/desk/documents/*/*")
    marked = page.locator(f"#w-{task.code.replace('.', '')}")
    assert marked.is_visible()
    assert marked.bounding_box()


PAGES = [
    "/desk/",
    "/desk/areas/kinh-te/",
    "/desk/tasks/",
    "/desk/tasks/?q=ve+sinh",
    "/desk/tasks/?q=xyzt",
    "/desk/documents/",
]
PAGES += [
    "/desk/tasks/?page=99",
    "/desk/tasks/?from=x&sort=title",
    "/desk/units/",
    "/desk/mine/",
    "/desk/?sort=list",
    "/desk/components/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/desk/khong-co/",
]


@pytest.mark.once  # how a page looks does not hang on the database
def test_every_page_is_readable_by_all_and_fits_its_width(visit: Visit) -> None:
    visit.asked_for.append("404")
    visit.open("/accounts/login/")
    found = _violations(visit, "/accounts/login/")
    visit.sign_in("chanhvanphong")
    task, document = Task.objects.earliest("pk"), Document.objects.get()
    for path in [*PAGES, f"/desk/tasks/{task.pk}/", f"/desk/documents/{document.pk}/", *_units()]:
        visit.open(path)
        visit.page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(d => d.open = true)")
        found += _violations(visit, path)
        if visit.scrolls_sideways():
            found.append(f"{path} scrolls sideways")
    visit.page.locator(".mast details.menu summary").click()  # it lies over the page, so it is looked at alone
    found += _violations(visit, "menu", ".mast details.menu")
    assert found == []


def _units() -> list[str]:
    """A unit with much to do, and one with units below it."""
    names = UnitName.objects.filter(name__in=["Phòng Tài chính - Kế hoạch", "UBND quận Thanh Xuân"])
    return [f"/desk/units/{name.unit_id}/" for name in names]


def _violations(visit: Visit, path: str, within: str | None = None) -> list[str]:
    results = Axe().run(visit.page, within, options=WCAG)
    return [f"{path}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]]


def test_the_list_follows_what_is_typed(visit: Visit) -> None:
    visit.sign_in("chanhvanphong")
    page = visit.open("/desk/tasks/")
    before = page.locator("#task-total").inner_text()
    page.locator("#q").press_sequentially("phong chay")
    page.wait_for_url("**/desk/tasks/?q=phong%20chay*")
    assert page.locator("#task-total").inner_text() != before
    titles = page.locator("table.tasks tbody th a").all_inner_texts()
    assert titles
    assert page.locator("#q").input_value() == "phong chay"


def test_from_a_number_to_its_list_and_on_to_a_unit(visit: Visit) -> None:
    page = visit.sign_in("chanhvanphong")
    overdue = page.locator(".figs a.is-over").inner_text()
    page.locator(".figs a.is-over").click()
    page.wait_for_url("**/desk/tasks/?state=over")
    assert page.locator("#task-total b").inner_text() == overdue
    assert page.locator("#task-tabs [aria-current]").inner_text() == "Đang thực hiện, quá hạn"
    page.locator("#fa").select_option("do-thi")
    page.wait_for_url("**area=do-thi**")
    page.locator("#task-tabs").get_by_role("link", name="Sắp đến hạn").click()
    page.wait_for_url("**state=soon**")
    assert "area=do-thi" in page.url
    visit.open("/desk/units/")
    page.get_by_role("link", name="Phòng Tài chính - Kế hoạch").click()
    page.wait_for_url("**/desk/units/*/")
    assert page.locator("h1").inner_text() == "Phòng Tài chính - Kế hoạch"
    assert page.locator("table.tasks").first.locator("tbody tr").count() > 5


def test_without_script_the_pages_work(visit: Visit) -> None:
    visit.sign_in("phuong.hadinh.canbo")
    visit.asked_for.append("ERR_FAILED")
    visit.context.route("**/*.js", lambda route: route.abort())
    page = visit.open("/desk/tasks/")
    assert page.locator("table.tasks tbody tr").count() > 0
    page.locator("#q").fill("rac")
    page.get_by_role("button", name="Lọc").click()
    assert "q=rac" in page.url


@pytest.mark.once  # how a page looks does not hang on the database
def test_a_page_weighs_less_than_a_hundred_kilobytes(visit: Visit) -> None:
    visit.sign_in("chanhvanphong")
    for path in ("/desk/", "/desk/tasks/", "/desk/units/", *_units()):
        html = visit.page.request.get(f"{visit.address}{path}").body()
        assert len(html) < 100_000, path
