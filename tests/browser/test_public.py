"""A citizen on the public pages: no sign-in, no cookie, no script needed, readable on a phone, in both languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from dieuhanh.kernel.plans.models import Plan, Task

from .conftest import Visit
from .test_journey import WCAG

pytestmark = pytest.mark.needs("chromium")
PLAN = "00-kh-ubnd-2021"
PAGES = ["", "ke-hoach/", f"ke-hoach/{PLAN}/", f"ke-hoach/{PLAN}/?page=2", "linh-vuc/do-thi/", "van-ban/"]
PAGES += ["linh-vuc/quoc-phong-an-ninh/", f"van-ban/{PLAN}/"]


def test_from_the_home_to_a_task_and_whom_to_ask(visit: Visit) -> None:
    page = visit.open("/")
    assert page.get_by_role("heading", level=1).inner_text() == "Thanh Xuân xanh sạch đẹp"
    assert page.locator(".eight > li").count() == 8
    assert "21 nhiệm vụ không công khai" in page.locator(".eight > li").nth(6).inner_text()
    page.get_by_role("link", name="Đầu tư xây dựng").click()
    page.wait_for_url("**/linh-vuc/do-thi/")
    task = Task.objects.filter(area__code="do-thi").earliest("ordinal")
    assert page.get_by_role("rowheader", name=task.title[:40]).count() >= 1
    note = page.locator(".note").inner_text()
    for words in ("Số liệu đến ngày 24/11/2021", "bộ phận Một cửa", "024 0000 0000"):
        assert words in note
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/linh-vuc/do-thi/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert "As of 24/11/2021" in page.locator(".note").inner_text()
    assert visit.context.cookies() == []


@pytest.mark.once  # how a page looks does not hang on the database
def test_every_public_page_is_readable_by_all_and_fits_its_width(visit: Visit) -> None:
    found = []
    for root in ("/", "/en/"):
        for path in PAGES:
            visit.open(root + path)
            results = Axe().run(visit.page, options=WCAG)
            found += [f"{root}{path}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]]
            if visit.scrolls_sideways():
                found.append(f"{root}{path} scrolls sideways")
    assert found == []


@pytest.mark.once  # how a page looks does not hang on the database
def test_the_staff_pages_of_it_are_readable_too(visit: Visit) -> None:
    visit.sign_in("chutich")
    plan, found = Plan.objects.get(), []
    rows = (f"publication/plans/{plan.pk}/", f"publication/documents/{plan.document_id}/")
    for path in ("publication/", "publication/office/", *rows, "visits/"):
        visit.open(f"/desk/{path}")
        results = Axe().run(visit.page, options=WCAG)
        found += [f"{path}: {v['id']} {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]]
        if visit.scrolls_sideways():
            found.append(f"{path} scrolls sideways")
    assert found == []


def test_without_script_everything_is_there(visit: Visit) -> None:
    visit.asked_for.append("ERR_FAILED")
    visit.context.route("**/*.js", lambda route: route.abort())
    page = visit.open(f"/ke-hoach/{PLAN}/")
    assert page.locator("table.pub tbody tr:not(.group)").count() == 50
    page.get_by_role("link", name="Trang sau").click()
    page.wait_for_url("**page=2")
    assert page.locator("table.pub tbody tr:not(.group)").count() == 50


@pytest.mark.once  # how a page looks does not hang on the database
def test_a_public_page_is_light(visit: Visit) -> None:
    for path in ("/", "/linh-vuc/do-thi/"):
        answer = visit.page.request.get(f"{visit.address}{path}")
        assert len(answer.body()) < 60_000, path
