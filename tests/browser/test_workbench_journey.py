"""A text becomes tasks: what is doubtful is mended and accepted by keys, words are chosen in the text, nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest
from playwright.sync_api import Browser, Page, expect

from dieuhanh.demo import loader
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Draft, Plan, PlanState, Settled, Task, Typed

from ..office import PLAN
from .conftest import Visit
from .test_direction_journey import PATIENCE, looked_at

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]


@pytest.fixture
def drafted(demo: str) -> Plan:
    with pinned(loader.DAY):
        by = viewer_for("chanhvanphong", today()).by(channel="cli")
        return load_text(by, data=PLAN.encode(), name="ke-hoach.txt")


def opened(page: Page) -> str:
    """The number of the task whose draft is open, its form there."""
    expect(page.locator("details.draft[open] form.body")).to_be_visible(timeout=PATIENCE)
    return page.locator("details.draft[open] > summary .count").inner_text()


def test_from_a_draft_to_given_tasks_by_keys(visit: Visit, drafted: Plan) -> None:
    page = visit.sign_in("chanhvanphong")
    visit.open(f"/desk/plans/{drafted.pk}/workbench/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Còn 4 nhiệm vụ dự kiến cần xem lại trước khi giao")
    assert opened(page) == "1.01"
    looked_at(visit)
    form = page.locator("details.draft[open] form.body")
    form.get_by_label("Ngày cuối cùng").fill("30/11/2021")
    form.get_by_role("button", name="Chấp nhận").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Còn 3 "), timeout=PATIENCE)
    expect(page.locator("details.draft[open] > summary .count")).to_have_text("0.01", timeout=PATIENCE)
    opened(page)
    page.keyboard.press("x")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Còn 2 "), timeout=PATIENCE)
    expect(page.locator("details.draft[open] > summary .count")).to_have_text("1.02", timeout=PATIENCE)
    opened(page)
    page.keyboard.press("j")
    expect(page.locator("details.draft[open] > summary .count")).to_have_text("2.01", timeout=PATIENCE)
    page.keyboard.press("k")
    expect(page.locator("details.draft[open] > summary .count")).to_have_text("1.02", timeout=PATIENCE)
    page.locator("#use-keys").uncheck(force=True) if page.locator("#use-keys").is_visible() else None
    looked_at(visit)
    page.get_by_role("button", name=re.compile("Chấp nhận tất cả 2")).click()
    expect(page.get_by_role("button", name="Giao 3 nhiệm vụ")).to_be_enabled(timeout=PATIENCE)
    looked_at(visit)
    visit.open(f"/desk/plans/{drafted.pk}/by-unit/")
    looked_at(visit)
    visit.open(f"/desk/plans/{drafted.pk}/workbench/")
    page.get_by_role("button", name="Giao 3 nhiệm vụ").click()
    page.wait_for_url("**/desk/documents/*/")
    drafted.refresh_from_db()
    assert drafted.state == PlanState.ISSUED
    assert Task.objects.filter(plan=drafted).count() == 3


def choose(page: Page, words: str) -> None:
    """As a pointer does: the words are selected where they stand in the text."""
    found = page.evaluate(
        """words => {
            const text = document.getElementById('bench-text');
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(words);
                if (at < 0) continue;
                getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
                text.dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
                return true;
            }
            return false;
        }""",
        words,
    )
    assert found


def test_words_chosen_in_the_text(visit: Visit, drafted: Plan) -> None:
    page = visit.sign_in("chanhvanphong")
    assert drafted.document is not None
    text = drafted.document.text
    visit.open(f"/desk/plans/{drafted.pk}/workbench/")
    opened(page)
    words = "rà soát nguồn thu còn lại"
    choose(page, words)
    page.get_by_text("Đổi đoạn văn bản của nhiệm vụ").click()
    expect(page.locator("details.draft[open] [name=words]")).to_have_value(words, timeout=PATIENCE)
    page.get_by_role("button", name="Dùng các chữ đã chọn").click()
    expect(page.locator(".m-now").first).to_have_text(re.compile(words), timeout=PATIENCE)
    task = Task.objects.get(plan=drafted, code="1.01")
    assert text[task.start : task.end] == words
    choose(page, "sắp xếp chức danh công chức phường")
    page.get_by_role("button", name="Thêm nhiệm vụ từ các chữ đã chọn").click()
    expect(page.locator("#doubtful details.draft")).to_have_count(3, timeout=PATIENCE)
    added = Draft.objects.get(plan=drafted, origin="added").task
    assert added is not None
    assert text[added.start : added.end] == "sắp xếp chức danh công chức phường"
    assert page.locator(f'#bench-text [data-d="{added.draft.pk}"]').count() > 0
    looked_at(visit)


def test_what_is_typed_survives_a_closed_browser(visit: Visit, drafted: Plan) -> None:
    page = visit.sign_in("chanhvanphong")
    visit.open(f"/desk/plans/{drafted.pk}/workbench/")
    opened(page)
    page.locator("details.draft[open]").get_by_label("Nội dung nhiệm vụ").fill("Rà soát nguồn thu, đang gõ dở")
    expect(page.locator("[data-kept-words]")).to_contain_text("Đã giữ bản đang gõ lúc", timeout=PATIENCE)
    assert Typed.objects.count() == 1
    page.close()
    visit.page = page = visit.context.new_page()
    visit.open(f"/desk/plans/{drafted.pk}/workbench/")
    expect(page.get_by_label("Nội dung nhiệm vụ")).to_have_value("Rà soát nguồn thu, đang gõ dở")
    looked_at(visit)
    page.get_by_role("button", name="Bỏ bản đang gõ").click()
    expect(page.get_by_text("Bạn đã gõ dở")).to_have_count(0, timeout=PATIENCE)


def test_the_sign_in_runs_out_while_one_types(visit: Visit, drafted: Plan) -> None:
    page = visit.sign_in("chanhvanphong")
    visit.open(f"/desk/plans/{drafted.pk}/workbench/")
    opened(page)
    cookies = cast("list[SetCookieParam]", visit.context.cookies())
    visit.context.clear_cookies()
    visit.asked_for += ["403", "net::"]
    page.locator("details.draft[open]").get_by_label("Nội dung nhiệm vụ").fill("Gõ khi đã hết phiên")
    expect(page.locator("#bench-trouble")).to_contain_text("Phiên đăng nhập đã hết", timeout=PATIENCE)
    looked_at(visit)
    visit.context.add_cookies(cookies)  # signed in again on another page
    expect(page.locator("[data-kept-words]")).to_contain_text("Đã giữ bản đang gõ lúc", timeout=PATIENCE)
    expect(page.locator("#bench-trouble")).to_be_hidden()
    assert Typed.objects.get().values["title"] == "Gõ khi đã hết phiên"


@pytest.fixture
def second(chromium: Browser, demo: str) -> Iterator[Visit]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    yield Visit(context, demo)
    context.close()


def test_two_browsers_on_one_draft(visit: Visit, second: Visit, drafted: Plan) -> None:
    address = f"/desk/plans/{drafted.pk}/workbench/"
    mine, theirs = visit.sign_in("chanhvanphong"), second.sign_in("chutich")
    visit.open(address)
    opened(mine)
    second.open(address)
    opened(theirs)
    theirs.locator("details.draft[open]").get_by_label("Sản phẩm").fill("Báo cáo của chủ tịch")
    theirs.get_by_role("button", name="Lưu, xem lại sau").click()
    expect(theirs.locator("#bench-said")).to_contain_text("Còn 4", timeout=PATIENCE)
    visit.asked_for.append("422")
    mine.locator("details.draft[open]").get_by_label("Sản phẩm").fill("Báo cáo của văn phòng")
    mine.get_by_role("button", name="Lưu, xem lại sau").click()
    expect(mine.get_by_text("đã thay đổi từ khi bạn mở")).to_be_visible(timeout=PATIENCE)
    expect(mine.get_by_label("Sản phẩm")).to_have_value("Báo cáo của văn phòng")
    expect(mine.locator("dl.facts dd").filter(has_text="Báo cáo của chủ tịch")).to_be_visible()
    looked_at(visit)
    assert Task.objects.get(plan=drafted, code="1.01").product == "Báo cáo của chủ tịch"
    mine.get_by_role("button", name="Lưu nội dung của tôi").click()
    expect(mine.get_by_text("đã thay đổi từ khi bạn mở")).to_have_count(0, timeout=PATIENCE)
    assert Task.objects.get(plan=drafted, code="1.01").product == "Báo cáo của văn phòng"
    assert Draft.objects.get(plan=drafted, task__code="1.01").settled == Settled.OPEN
