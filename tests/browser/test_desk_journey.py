"""A ward's head at the desk: what is new is received, one line of progress is written in place, a leader's word is answered; by keyboard too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from dieuhanh.demo import loader
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.plans.actions.asking import direct
from dieuhanh.kernel.plans.models import State, Task

from .conftest import Visit
from .test_journey import WCAG

pytestmark = pytest.mark.needs("chromium")
HEAD = "phuong.hadinh.chutich"


def complaints(visit: Visit) -> list[str]:
    results = Axe().run(visit.page, None, options=WCAG)
    found = [f"{v['id']} {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]]
    return [*found, "scrolls sideways"] if visit.scrolls_sideways() else found


def task_of_the_ward() -> Task:
    """Given, with a day, to the ward alone; a leader has said something on it."""
    viewer = viewer_for(HEAD, today())
    tasks = Task.objects.filter(lead__in=viewer.scope("see_inside").units, state=State.ISSUED, due_at__isnull=False)
    task = tasks.order_by("due_order", "pk")[0]
    leader = viewer_for("chutich", today()).by(channel="cli")
    direct(leader, task=task, words="Báo cáo ngay khó khăn của phường", due=today() + timedelta(days=2))
    return task


def test_a_heads_morning(visit: Visit) -> None:
    with pinned(loader.DAY):
        task = task_of_the_ward()
    visit.sign_in(HEAD)
    page = visit.open("/desk/mine/")
    assert page.locator(".owe summary").first.inner_text().count("Báo cáo ngay khó khăn của phường") == 1
    page.evaluate("document.querySelectorAll('.owe details').forEach(d => d.open = true)")
    assert complaints(visit) == []
    page = visit.open("/desk/mine/")
    page.locator(".owe summary").first.click()
    page.get_by_label("Nội dung trả lời").first.fill("Phường cần thêm xe chở rác")
    page.get_by_role("button", name="Gửi trả lời").first.click()
    page.wait_for_url("**/desk/mine/")
    assert page.get_by_text("Báo cáo ngay khó khăn của phường").count() == 0
    page.get_by_role("button", name="Tiếp nhận tất cả").click()
    page.wait_for_url("**/desk/mine/")
    page.get_by_role("button", name="Tiếp nhận tất cả").wait_for(state="detached")
    page.locator(f"#do-{task.pk} summary").click()
    row = page.locator(f"#do-{task.pk}")
    row.get_by_label("Tiến độ").fill("140")
    row.get_by_label("Nội dung thực hiện").fill("Đã dọn ba điểm")
    row.get_by_role("button", name="Lưu tiến độ").click()
    visit.asked_for.append("422")
    page.get_by_text("tiến độ 140%").first.wait_for()
    assert page.get_by_label("Nội dung thực hiện").input_value() == "Đã dọn ba điểm"
    page.get_by_label("Tiến độ (%)").fill("40")
    page.get_by_role("button", name="Cập nhật tiến độ").click()
    page.wait_for_url("**/desk/mine/")
    assert "40%" in page.locator(f"#do-{task.pk} summary").inner_text()
    assert complaints(visit) == []


@pytest.mark.once  # how a page behaves does not hang on the database
def test_the_keys_move_from_one_to_the_next_and_can_be_switched_off(visit: Visit) -> None:
    visit.sign_in(HEAD)
    page = visit.open("/desk/mine/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    assert page.locator(".owe summary").nth(1).evaluate("row => row === document.activeElement")
    page.keyboard.press("Enter")
    assert page.locator(".owe details").nth(1).get_attribute("open") is not None
    page.evaluate(
        "document.getElementById('use-keys').click()"
    )  # the line is not shown on a telephone, which has no keys
    page = visit.open("/desk/mine/")
    page.keyboard.press("j")
    assert page.locator(".owe summary:focus").count() == 0
