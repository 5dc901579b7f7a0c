"""A direction in one line, from sign-in to the unit's desk, on a wide screen and on a telephone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dieuhanh.kernel.plans.models import Task

from .conftest import Visit
from .test_journey import WCAG

pytestmark = pytest.mark.needs("chromium")
PATIENCE = 20_000  # milliseconds: a busy machine may be slow to read the line


def looked_at(visit: Visit) -> None:
    visit.page.wait_for_load_state("networkidle")
    results = Axe().run(visit.page, options=WCAG)
    assert [f"{v['id']} {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]] == [], visit.page.url
    assert not visit.scrolls_sideways(), visit.page.url


@pytest.mark.once  # what it writes is tested on both databases in tests/plans
def test_a_direction_in_one_line(visit: Visit) -> None:
    page = visit.sign_in("chutich")
    visit.open("/desk/tasks/")
    page.get_by_role("link", name="Giao nhiệm vụ").first.click()
    page.wait_for_url("**/desk/tasks/new/")
    looked_at(visit)
    page.get_by_label("Lời chỉ đạo").press_sequentially("giao Phòng TC-KH rà soát nợ thuế trước 15/12")
    expect(page.get_by_label("Chủ trì")).to_have_value("Phòng Tài chính - Kế hoạch", timeout=PATIENCE)
    expect(page.get_by_label("Ngày cuối cùng")).to_have_value("14/12/2021", timeout=PATIENCE)
    page.get_by_text("Thêm: phối hợp").click()
    looked_at(visit)
    page.get_by_label("Nội dung nhiệm vụ").fill("Rà soát, thu hồi nợ thuế")
    page.get_by_label("Ngày cuối cùng").fill("31/02/2021")
    visit.asked_for.append("422")
    page.get_by_role("button", name="Giao nhiệm vụ").click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_label("Nội dung nhiệm vụ")).to_have_value("Rà soát, thu hồi nợ thuế")
    looked_at(visit)
    page.get_by_label("Ngày cuối cùng").fill("14/12/2021")
    page.get_by_role("button", name="Giao nhiệm vụ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rà soát, thu hồi nợ thuế", timeout=PATIENCE)
    assert page.get_by_text("giao Phòng TC-KH rà soát nợ thuế trước 15/12").first.is_visible()
    looked_at(visit)
    task = Task.objects.get(title="Rà soát, thu hồi nợ thuế")
    assert task.direction is not None
    for path in ("/desk/clear/", "/desk/standing/"):
        visit.open(path)
        looked_at(visit)


@pytest.mark.once
def test_the_office_gives_parts_under_a_task(visit: Visit) -> None:
    page = visit.sign_in("chanhvanphong")
    task = Task.objects.filter(lead__isnull=False, parent=None, state__in=["issued", "running"]).earliest("pk")
    visit.open(f"/desk/tasks/{task.pk}/parts/")
    looked_at(visit)
    page.locator("#title-1").fill("Lập danh sách")
    page.locator("#units-1").fill("UBND 11 phường")
    page.locator("#reason").fill("mỗi phường một danh sách")
    page.get_by_role("button", name="Giao các phần").click()
    page.wait_for_url(f"**/desk/tasks/{task.pk}/")
    looked_at(visit)
    assert task.parts.count() == 11
