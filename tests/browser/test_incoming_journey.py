"""The office brings documents in: one by file, one by paste, several at once, and drops a draft that nobody wants."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from dieuhanh.kernel.documents.models import Arrival
from dieuhanh.kernel.plans.models import Plan

from ..office import PASSWORD
from ..plans.incoming.files import ADDRESS, as_word, numbered, work
from ..plans.incoming.test_one_file import NOTE
from .conftest import Visit
from .test_journey import WCAG

pytestmark = pytest.mark.needs("chromium")


def looked_at(visit: Visit) -> None:
    """By axe, and for fitting its width."""
    results = Axe().run(visit.page, options=WCAG)
    assert [f"{v['id']} {v['nodes'][0]['html'][:120]}" for v in results.response["violations"]] == [], visit.page.url
    assert not visit.scrolls_sideways(), visit.page.url


def test_a_word_file_a_pasted_note_and_several_at_once(visit: Visit, tmp_path: Path) -> None:
    files = [tmp_path / f"Kế hoạch số {n} của Ủy ban nhân dân quận.docx" for n in (71, 72, 73)]
    for number, file in zip((71, 72, 73), files, strict=True):
        file.write_bytes(as_word(numbered(number)))
    page = visit.sign_in("chanhvanphong")
    visit.open("/desk/documents/")
    looked_at(visit)
    page.get_by_role("link", name="Thêm văn bản").click()
    page.wait_for_url(f"**{ADDRESS}")
    looked_at(visit)
    page.get_by_label("Tệp văn bản").set_input_files(files[0])
    page.get_by_text("Kế hoạch số 71 của Ủy ban nhân dân quận.docx (").wait_for()
    page.get_by_role("button", name="Đọc văn bản").click()
    plan = Plan.objects.exclude(state="issued").get()
    assert page.url.rstrip("/").rsplit("/", 2)[-2] == str(plan.pk)
    looked_at(visit)
    _paste(visit)
    _several(visit, files)
    _drop(visit, plan)


def _paste(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    page.get_by_label("Hoặc dán lời văn").fill(NOTE)
    page.get_by_role("button", name="Đọc văn bản").click()
    page.get_by_role("heading", name="Bổ sung thông tin văn bản").wait_for()
    looked_at(visit)
    page.get_by_label("Ngày ban hành").fill("20/11/2021")
    page.get_by_label("Trích yếu").fill("Kết luận giao ban tuần 47")
    page.get_by_role("button", name="Lập dự thảo nhiệm vụ").click()
    page.get_by_text("Kết luận giao ban tuần 47").first.wait_for()


def _several(visit: Visit, files: list[Path]) -> None:
    """The list goes on by itself while workers read."""
    page = visit.open(ADDRESS)
    page.get_by_label("Tệp văn bản").set_input_files(files[1:])
    page.get_by_role("button", name="Đọc văn bản").click()
    page.get_by_text("Đã đọc 0/2 tệp").wait_for()
    looked_at(visit)
    work()
    page.get_by_text("Đã đọc 2/2 tệp").wait_for()
    looked_at(visit)
    assert Arrival.objects.filter(state="taken").count() == 4
    page.get_by_role("link", name="Xem bản dự thảo").first.click()
    page.get_by_role("heading", name="Kiểm tra trước khi giao").wait_for()


def _drop(visit: Visit, plan: Plan) -> None:
    page = visit.open(f"/desk/documents/{plan.document_id}/")
    page.get_by_role("link", name="Bỏ bản dự thảo").click()
    looked_at(visit)
    page.get_by_role("button", name="Bỏ bản dự thảo").click()
    page.get_by_role("link", name="Lấy lại bản dự thảo").click()
    looked_at(visit)
    page.get_by_role("button", name="Lấy lại bản dự thảo").click()
    page.wait_for_url(f"**/plans/{plan.pk}/**")


@pytest.mark.once  # no database is behind it
def test_who_was_signed_out_meanwhile_loses_no_pasted_words(visit: Visit, tmp_path: Path) -> None:
    page = visit.sign_in("chanhvanphong")
    visit.open(ADDRESS)
    page.get_by_label("Tệp văn bản").set_input_files([_written(tmp_path, 81), _written(tmp_path, 82)])
    page.get_by_role("button", name="Đọc văn bản").click()
    page.get_by_text("Đã đọc 0/2 tệp").wait_for()
    page.get_by_label("Hoặc dán lời văn").fill(NOTE)
    visit.context.clear_cookies()
    page.get_by_text("Phiên đăng nhập đã hết").wait_for()
    looked_at(visit)
    page.get_by_role("link", name="đăng nhập lại").click()
    page.get_by_label("Tên đăng nhập").fill("chanhvanphong")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(f"**{ADDRESS}")
    assert page.get_by_label("Hoặc dán lời văn").input_value() == NOTE


def _written(folder: Path, number: int) -> Path:
    file = folder / f"{number}.docx"
    file.write_bytes(as_word(numbered(number)))
    return file
