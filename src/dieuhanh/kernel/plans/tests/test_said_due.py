"""When a task is due by the words around it: the report that closes its item, and work without end."""

import pytest

from dieuhanh.foundation.reading import read
from dieuhanh.kernel.plans.said_due import SaidDue, said_dues


def said(item: str) -> list[SaidDue]:
    text = f"II. NHIỆM VỤ\n1. Về xã hội\n- {item}"
    return said_dues(text, read(text).tasks)


def days(item: str) -> list[tuple[str, str]]:
    return [(s.due.at.date().isoformat() if s.due.at else "", s.due.rule) for s in said(item)]


@pytest.mark.parametrize(
    "item",
    [
        "Phòng Văn hóa rà soát hộ nghèo năm 2026; báo cáo kết quả trước ngày 28/11/2026.",
        "Phòng Văn hóa rà soát hộ nghèo; báo cáo UBND phường trước ngày 28/11/2026.",
        "Phòng Văn hóa rà soát hộ nghèo. Báo cáo kết quả rà soát về UBND phường trước ngày 28/11/2026.",
        "Phòng Văn hóa rà soát hộ nghèo; đồng thời báo cáo kết quả thực hiện cho Chủ tịch trước ngày 28/11/2026.",
    ],
)
def test_who_reports_a_work_by_a_day_must_have_done_it_by_then(item: str) -> None:
    assert days(item) == [("2026-11-28", "tail-before"), ("2026-11-28", "before")]
    words = said(item)[0].words
    assert words.lower().startswith("báo cáo")
    assert words.endswith("trước ngày 28/11/2026")


def test_the_report_tells_of_all_clauses_of_its_item() -> None:
    item = "Phòng Văn hóa rà soát hộ nghèo; lập danh sách hộ thoát nghèo; báo cáo kết quả chậm nhất ngày 28/11/2026."
    assert days(item) == [("2026-11-29", "tail-day")] * 2 + [("2026-11-29", "day")]


@pytest.mark.parametrize(
    "item",
    [
        "Phòng Văn hóa rà soát hộ nghèo; báo cáo quyết toán quỹ trước ngày 28/11/2026.",  # another matter
        "Phòng Văn hóa rà soát hộ nghèo; Công an phường báo cáo kết quả trước ngày 28/11/2026.",  # another unit
        "Phòng Văn hóa rà soát hộ nghèo.\n- Phòng Văn hóa báo cáo kết quả trước ngày 28/11/2026.",  # another item
        "Phòng Văn hóa rà soát hộ nghèo; báo cáo kết quả trước ngày 15 hằng tháng.",  # no day to be late by
        "Phòng Văn hóa thường xuyên rà soát hộ nghèo; báo cáo kết quả trước ngày 28/11/2026.",  # without end
    ],
)
def test_no_other_report_sets_a_day(item: str) -> None:
    assert days(item)[0] == ("", "none")


def test_a_deadline_of_its_own_stays() -> None:
    item = "Phòng Văn hóa rà soát hộ nghèo trước ngày 20/11/2026; báo cáo kết quả trước ngày 28/11/2026."
    assert days(item) == [("2026-11-20", "before"), ("2026-11-28", "before")]


@pytest.mark.parametrize(
    "item",
    [
        "Công an phường thường xuyên tuần tra ban đêm.",
        "Thường xuyên rà soát hộ nghèo; đặc biệt rà soát hộ mới.",
        "Tổ chức kiểm tra thường xuyên các chợ.",
        "Kiểm tra các chợ, thực hiện thường xuyên.",
        "Kiểm tra các chợ (thường xuyên).",
    ],
)
def test_work_without_end_is_no_task_that_somebody_forgot_to_date(item: str) -> None:
    (found,) = said(item)
    assert (found.type, found.words.lower(), found.due.at) == ("ongoing", "thường xuyên", None)


@pytest.mark.parametrize(
    "item",
    [
        "Thực hiện tiết kiệm chi thường xuyên, chi hành chính.",
        "Bổ sung nhiệm vụ cho Trung tâm Giáo dục thường xuyên.",
        "Xây dựng danh mục nghề dạy nghề thường xuyên.",
    ],
)
def test_a_name_that_holds_the_word_is_no_such_work(item: str) -> None:
    assert said(item)[0].type == ""
