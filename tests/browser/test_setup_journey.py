"""A ward of 2026 from an empty database: the technician signs in with a code, brings people in from Excel, prints slips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.people import NewPerson, add_people
from dieuhanh.kernel.installation.clock import pinned, wall_day
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Plan
from dieuhanh.kernel.units.models import UnitName

from ..setup.conftest import CODE, DAY, by_of, found
from ..setup.conftest import unit as unit_of
from ..setup.test_imports import STAFF, sheet
from .conftest import Visit, on_each_screen
from .test_journey import WCAG

pytestmark = pytest.mark.needs("chromium")
OWN = "mat-khau-rieng-cua-toi"


@on_each_screen
def visit(request: pytest.FixtureRequest, server: str, chromium: Browser) -> Iterator[Visit]:
    with pinned(wall_day()):
        found()
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="vi-VN")
    found_visit = Visit(context, server)
    yield found_visit
    context.close()
    assert [c for c in found_visit.complaints if not any(words in c for words in found_visit.asked_for)] == []


def looked_at(visit: Visit) -> None:
    """By axe, and for fitting its width."""
    visit.page.wait_for_load_state("networkidle")
    results = Axe().run(visit.page, options=WCAG)
    assert [f"{v['id']} {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]] == [], visit.page.url
    assert not visit.scrolls_sideways(), visit.page.url
    assert visit.page.get_by_text("Chạy thử").first.is_visible()


@pytest.mark.once  # what it brings in is tested on both databases in tests/setup
def test_from_the_first_code_to_the_slips(visit: Visit, tmp_path: Path) -> None:
    visit.open("/")
    looked_at(visit)
    page = visit.open("/desk/")
    looked_at(visit)
    page.get_by_label("Tên đăng nhập").fill("kythuat")
    page.get_by_label("Mật khẩu").fill(CODE.upper())
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/accounts/password/change/")
    looked_at(visit)
    for label in ("Mật khẩu mới", "Nhập lại mật khẩu mới"):
        page.get_by_label(label, exact=True).fill(OWN)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    page.wait_for_url("**/desk/units/")
    bad, good = tmp_path / "sai.xlsx", tmp_path / "đúng.xlsx"
    bad.write_bytes(sheet(STAFF, ["An", "Phòng lạ", "Chuyên viên", "vua"]))
    good.write_bytes(sheet(STAFF, ["Nguyễn Văn An", "Phòng VH-XH", "Chuyên viên"]))
    visit.open("/desk/people/import/")
    looked_at(visit)
    for file, words in ((bad, "Chưa nhập: 2 lỗi"), (good, "1 dòng đều đúng")):
        page.get_by_label("Tệp Excel (.xlsx)").set_input_files(file)
        page.get_by_role("button", name="Xem trước").click()
        page.get_by_text(words).wait_for()
        looked_at(visit)
    page.get_by_role("button", name="Nhập 1 dòng").click()
    page.get_by_text("Đã nhập 1 dòng").wait_for()
    looked_at(visit)
    person, unit = Person.objects.get(name="Nguyễn Văn An"), UnitName.objects.get(short_name="Phòng VH-XH")
    holding = person.holdings.get()
    people = [f"/desk/people/{person.pk}/", f"/desk/people/{person.pk}/code/", f"/desk/posts/{holding.pk}/end/"]
    for path in ("/desk/people/", f"/desk/people/?unit={unit.unit_id}", "/desk/units/import/", *people):
        visit.open(path)
        looked_at(visit)
    _print_slips(visit, unit.unit_id)


PLAN = """ỦY BAN NHÂN DÂN
PHƯỜNG THANH XUÂN
Số: 12/KH-UBND
Thanh Xuân, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Nhiệm vụ trọng tâm năm 2026
I. Kinh tế, ngân sách
1. Phòng Kinh tế, Hạ tầng và Đô thị rà soát các nguồn thu trên địa bàn, hoàn thành trước ngày 20 tháng 12 năm 2026.
II. Văn hóa - xã hội
1. Phòng Văn hóa - Xã hội chủ trì, phối hợp với Trạm Y tế phường khám sức khỏe người cao tuổi, hoàn thành trước ngày 30 tháng 11 năm 2026.
III. Quốc phòng - an ninh
1. Ban Chỉ huy Quân sự phường tổ chức huấn luyện dân quân, xong trong tháng 11 năm 2026.
"""


def test_the_wards_own_plan_from_the_text_to_the_public(visit: Visit) -> None:
    """The clerk's text, the chairman's command page with the ward's own areas, the preview, the press, and what a citizen reads."""
    with pinned(wall_day()):
        office, committee = unit_of("Văn phòng HĐND và UBND phường"), unit_of("UBND phường Thanh Xuân")
        people = [
            NewPerson("Trần Thị Lãnh Đạo", "lanhdao", "Chủ tịch UBND phường", committee, "leader"),
            NewPerson("Lê Văn Phòng", "vanphong", "Chánh Văn phòng", office, "office"),
        ]
        add_people(by_of("kythuat"), people=people, from_day=DAY, password=CODE)
        load_text(by_of("vanphong"), data=PLAN.encode(), name="ke-hoach.txt", issue=True)
    page = visit.open("/desk/")
    page.get_by_label("Tên đăng nhập").fill("Lanhdao")
    page.get_by_label("Mật khẩu").fill(CODE)
    page.get_by_role("button", name="Đăng nhập").click()
    for label in ("Mật khẩu mới", "Nhập lại mật khẩu mới"):
        page.get_by_label(label, exact=True).fill(OWN)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    page.wait_for_url("**/desk/")
    looked_at(visit)
    for area in ("Kinh tế, ngân sách", "Văn hóa - xã hội", "Quốc phòng - an ninh", "7 lĩnh vực"):
        assert page.get_by_text(area).first.is_visible()
    visit.open(f"/desk/publication/plans/{Plan.objects.get().pk}/")
    looked_at(visit)
    page.get_by_role("button", name="Công khai đúng trang dưới đây, 2 nhiệm vụ").click()
    page.wait_for_url("**/desk/publication/")
    page.wait_for_timeout(1200)  # a public page is old for a second at most
    visit.open("/")
    looked_at(visit)
    assert page.get_by_text("1 nhiệm vụ của kế hoạch không công khai").is_visible()
    visit.open("/ke-hoach/")
    looked_at(visit)


def _print_slips(visit: Visit, unit: int) -> None:
    page = visit.open(f"/desk/units/{unit}/slips/")
    looked_at(visit)
    page.get_by_role("button", name="Cấp mã và lập phiếu").click()
    page.locator(".slip").wait_for()
    looked_at(visit)
    page.emulate_media(media="print")
    assert page.locator(".slip .one-time").last.is_visible()
    assert not page.locator(".no-print").is_visible()


def test_with_nothing_set_up_every_page_says_one_thing(server: str, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 780}, locale="vi-VN")
    page = context.new_page()
    for path in ("/", "/desk/people/", "/accounts/login/"):
        answer = page.goto(f"{server}{path}")
        assert answer is not None
        assert answer.status == 503
        assert page.locator("h1").inner_text() == "Hệ thống chưa được thiết lập"
        assert page.locator("main code").inner_text() == ".venv/bin/dieuhanh setup"
    assert Axe().run(page, options=WCAG).response["violations"] == []
    context.close()
