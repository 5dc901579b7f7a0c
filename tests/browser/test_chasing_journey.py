"""The office chases a unit and sets when people are reminded; a head gives an area inside the unit. Wide and on a telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Visit
from .test_direction_journey import PATIENCE, looked_at

pytestmark = pytest.mark.needs("chromium")
OPEN_ALL = "document.querySelectorAll('details:not(.menu)').forEach(d => d.open = true)"


@pytest.mark.once  # what it writes is tested on both databases in tests/plans
def test_the_office_chases_a_unit_and_sets_a_reminder(visit: Visit) -> None:
    page = visit.sign_in("chanhvanphong")
    visit.open("/desk/chasing/")
    looked_at(visit)
    page.locator("table a").first.click()
    page.wait_for_url("**/desk/chasing/*/")
    page.evaluate(OPEN_ALL)
    looked_at(visit)
    page.get_by_label("Đã trao đổi với ai").fill("anh Minh, trưởng phòng")
    page.get_by_label("Nội dung trao đổi").fill("Hứa gửi báo cáo trong tuần")
    page.get_by_role("button", name="Ghi cuộc gọi").click()
    expect(page.get_by_text("Hứa gửi báo cáo trong tuần")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Công văn đôn đốc").click()
    page.wait_for_url("**/letter/")
    looked_at(visit)
    visit.open("/desk/chasing/list/")
    looked_at(visit)
    visit.open("/desk/task-rules/")
    page.evaluate(OPEN_ALL)
    looked_at(visit)
    page.get_by_label("Số ngày làm việc").fill("5")
    form = page.locator("form", has=page.get_by_label("Nhắc ai"))
    form.get_by_label("Áp dụng từ ngày").fill("24/11/2021")
    form.get_by_label("Căn cứ").fill("Thông báo 12/TB-VP")
    form.get_by_role("button", name="Lưu quy định nhắc việc").click()
    expect(page.get_by_role("cell", name="Thông báo 12/TB-VP")).to_be_visible(timeout=PATIENCE)


@pytest.mark.once
def test_a_head_gives_an_area_inside_the_unit(visit: Visit) -> None:
    page = visit.sign_in("phuong.hadinh.chutich")
    visit.open("/desk/unit-work/")
    page.evaluate(OPEN_ALL)
    looked_at(visit)
    form = page.locator("form", has=page.get_by_label("Chức vụ xử lý"))
    form.get_by_label("Lĩnh vực").select_option(index=1)
    form.get_by_label("Chức vụ xử lý").select_option(index=1)
    form.get_by_label("Từ ngày").or_(form.get_by_label("Áp dụng từ ngày")).first.fill("24/11/2021")
    form.get_by_role("button", name="Giao lĩnh vực").click()
    expect(page.get_by_role("table").first).to_be_visible(timeout=PATIENCE)
    visit.open("/desk/chasing/")
    looked_at(visit)
