"""Notices in the browser: the bell leads to them, a press marks them, and every page of theirs can be read by all."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.notices import kinds

from ..notices.conftest import KIND, say
from ..office import PASSWORD
from .conftest import Visit
from .test_journey import WCAG

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]


def faults(visit: Visit, path: str) -> list[str]:
    """By axe, and for fitting the width."""
    visit.open(path)
    found = [f"{path}: {v['id']}" for v in Axe().run(visit.page, options=WCAG).response["violations"]]
    return [*found, *([f"{path} scrolls sideways"] if visit.scrolls_sideways() else [])]


def test_from_the_bell_to_a_calendar(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._kinds, KIND, "thử")
    with pinned():
        say("Đã giao 3 nhiệm vụ của kế hoạch số 00/KH-UBND ngày 04 tháng 10 năm 2021", "chanhvanphong", urgent=True)
        say("Họp giao ban", "chanhvanphong")
    page = visit.sign_in("chanhvanphong")
    page.locator("a.bell").click()
    page.wait_for_url("**/desk/notices/")
    assert faults(visit, "/desk/notices/") == []
    page.locator("tr", has_text="Họp giao ban").get_by_role("button").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("a.bell .count").inner_text() == "1"
    someone = Person.objects.get(user__username="phuong.hadinh.canbo")
    paths = ["settings/", "addresses/", f"addresses/{someone.pk}/"]
    assert [fault for path in paths for fault in faults(visit, f"/desk/notices/{path}")] == []
    visit.open("/desk/notices/settings/")
    page.get_by_role("button", name="Tạo địa chỉ lịch").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("dd.path").first.inner_text().startswith("/feeds/")
    assert not visit.scrolls_sideways()


def test_the_technicians_outbox(visit: Visit) -> None:
    page = visit.open("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill("kythuat")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/desk/**")
    assert faults(visit, "/desk/notices/outbox/") == []
