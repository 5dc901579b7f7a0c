"""A task from its giving to its confirmation, each step in the browser of the person whose turn it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from dieuhanh.foundation.formats.tests.made import pdf_of
from dieuhanh.kernel.plans.models import State, Task
from dieuhanh.kernel.units.models import UnitName

from .conftest import Visit
from .test_journey import WCAG

pytestmark = pytest.mark.needs("chromium")
OFFICE, HEAD, OFFICER = "chanhvanphong", "phuong.hadinh.chutich", "phuong.hadinh.canbo"
PDF = pdf_of(
    ["Biên bản kiểm tra các điểm rác tồn, ngày 20 tháng 10 năm 2021: đã dọn bốn điểm, còn hai điểm chờ xe."] * 3
)


def looked_at(visit: Visit, name: str, within: str | None = None) -> None:
    """By axe, and for fitting its width. `within`: what lies over the page is looked at alone."""
    visit.page.wait_for_load_state("networkidle")
    if folder := os.environ.get("DIEUHANH_SCREENSHOTS"):
        width = visit.page.evaluate("window.innerWidth")
        visit.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    results = Axe().run(visit.page, within, options=WCAG)
    assert [f"{v['id']} {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]] == [], visit.page.url
    assert not visit.scrolls_sideways(), visit.page.url


def turn(visit: Visit, username: str, task: Task) -> None:
    """The next person sits down and opens the task."""
    visit.context.clear_cookies()
    visit.sign_in(username)
    visit.open(f"/desk/tasks/{task.pk}/")


def choose(visit: Visit, word: str) -> None:
    """One of the other things to do."""
    visit.page.locator("details.presses summary").click()
    visit.page.locator("details.presses").get_by_role("link", name=word).click()
    visit.page.wait_for_load_state("networkidle")


def send(visit: Visit, word: str) -> None:
    visit.page.get_by_role("main").get_by_role("button", name=word).click()
    visit.page.wait_for_load_state("networkidle")


@pytest.fixture
def task(demo: str) -> Task:
    """An open one that a single unit leads and nobody has reported on, in the quarter that the demo has played."""
    quiet = Task.objects.filter(phase="open", percent=0, questions=None, extensions=None, parts=None, parent=None)
    return quiet.filter(state__in=[State.ISSUED, State.RUNNING], lead__isnull=False).earliest("pk")


def test_from_given_to_confirmed(visit: Visit, task: Task, tmp_path: Path) -> None:
    visit.asked_for.append("422")
    page = visit.page
    give(visit, task)
    turn(visit, HEAD, task)
    looked_at(visit, "to-receive")
    send(visit, "Tiếp nhận")
    report(visit, task, tmp_path)
    turn(visit, HEAD, task)
    looked_at(visit, "to-agree")
    send(visit, "Đồng ý, gửi Văn phòng")
    turn(visit, OFFICE, task)
    looked_at(visit, "to-confirm")
    send(visit, "Xác nhận hoàn thành")
    page.locator("details.presses summary").click()
    looked_at(visit, "confirmed", "details.presses")
    assert Task.objects.get(pk=task.pk).state == State.DONE


def give(visit: Visit, task: Task) -> None:
    """The office gives the task to a ward."""
    page = visit.page
    turn(visit, OFFICE, task)
    page.locator("details.presses summary").click()
    looked_at(visit, "office", "details.presses")
    page.locator("details.presses summary").click()
    choose(visit, "Đổi đơn vị thực hiện")
    ward = UnitName.objects.get(name="UBND phường Hạ Đình").unit_id
    page.get_by_label("Chủ trì").select_option(str(ward))
    page.get_by_role("group", name="Phối hợp").get_by_label("UBND phường Hạ Đình").uncheck()
    page.get_by_label("Lý do điều chỉnh").fill("Việc ở địa bàn phường")
    looked_at(visit, "units")
    send(visit, "Đổi đơn vị thực hiện")
    page.wait_for_url(f"**/desk/tasks/{task.pk}/")


def report(visit: Visit, task: Task, folder: Path) -> None:
    """The officer types 140 %, is told, goes on from what was typed; then reports it done with a document and a file."""
    page = visit.page
    turn(visit, OFFICER, task)
    page.get_by_role("link", name="Cập nhật tiến độ").click()
    page.get_by_label("Tiến độ (%)").fill("140")
    page.get_by_label("Nội dung thực hiện").fill("Đã làm bốn ngõ")
    send(visit, "Cập nhật tiến độ")
    assert page.get_by_text("Tiến độ 140% không có; hãy ghi từ 0 đến 100").is_visible()
    assert page.get_by_label("Nội dung thực hiện").input_value() == "Đã làm bốn ngõ"
    looked_at(visit, "refused")
    page.get_by_label("Tiến độ (%)").fill("40")
    send(visit, "Cập nhật tiến độ")
    page.wait_for_url(f"**/desk/tasks/{task.pk}/")
    assert page.get_by_role("heading", name="Kết quả thực hiện: 40%").is_visible()
    choose(visit, "Báo cáo hoàn thành")
    page.get_by_label("Kết quả thực hiện").fill("Đã làm đủ các ngõ")
    page.get_by_label("Số, ký hiệu văn bản kết quả").fill("12/BC-UBND")
    page.get_by_label("Ngày văn bản").fill("24/11/2021")
    kept = folder / "bien-ban.pdf"
    kept.write_bytes(PDF)
    page.get_by_label("Tài liệu kèm theo").set_input_files(kept)
    looked_at(visit, "done")
    send(visit, "Báo cáo hoàn thành")
    page.wait_for_url(f"**/desk/tasks/{task.pk}/")
    assert page.get_by_role("link", name="bien-ban.pdf", exact=True).is_visible()
