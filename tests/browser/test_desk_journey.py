"""A ward's head at the desk: what is new is received, one line of progress is written in place, a leader's word is answered; by keyboard too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from dieuhanh.demo import loader
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.plans.actions.asking import direct
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Task
from tests.office import PLAN

from .conftest import Visit
from .test_journey import WCAG

pytestmark = pytest.mark.needs("chromium")
HEAD = "phuong.hadinh.chutich"


def complaints(visit: Visit) -> list[str]:
    results = Axe().run(visit.page, None, options=WCAG)
    found = [f"{v['id']} {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]]
    return [*found, "scrolls sideways"] if visit.scrolls_sideways() else found


def new_task() -> Task:
    """Two plans issued this morning give the ward a task each; on the second a leader has said something."""
    office = viewer_for("chanhvanphong", today()).by(channel="cli")
    for number in ("91", "92"):
        text = PLAN.replace("01/KH", f"{number}/KH").replace("dọn các điểm rác tồn", f"dọn các điểm rác đợt {number}")
        plan = load_text(office, data=text.encode(), name=f"{number}.txt", issue=True)
    task = Task.objects.get(plan=plan, code="2.01")
    leader = viewer_for("chutich", today()).by(channel="cli")
    direct(leader, task=task, words="Báo cáo ngay khó khăn của phường", due=today() + timedelta(days=2))
    return task


def test_a_heads_morning(visit: Visit) -> None:
    with pinned(loader.DAY):
        task = new_task()
    visit.sign_in(HEAD)
    page = visit.open("/desk/mine/")
    word = page.locator(".owe li").filter(has_text="Báo cáo ngay khó khăn của phường")
    assert word.count() == 1
    assert page.locator("#s-first").is_visible()  # before all that is only due
    page.evaluate("document.querySelectorAll('.owe details').forEach(d => d.open = true)")
    assert complaints(visit) == []
    page = visit.open("/desk/mine/")
    word.locator("summary").click()
    word.get_by_label("Nội dung trả lời").fill("Phường cần thêm xe chở rác")
    word.get_by_role("button", name="Gửi trả lời").click()
    word.wait_for(state="detached")
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
