"""When a task is due, and dates that say something else (rules of marking, section 8)."""

import pytest

from dieuhanh.foundation.reading import read
from dieuhanh.foundation.reading.model import Deadline


def due(clause: str) -> Deadline | None:
    (task,) = read(f"1. Về y tế\n- {clause}").tasks
    return task.deadline


@pytest.mark.parametrize(
    ("clause", "text", "kind", "iso"),
    [
        (
            "Mua sắm thuốc trước ngày 05 tháng 4 năm 2024.",
            "trước ngày 05 tháng 4 năm 2024",
            "before_date",
            "2024-04-05",
        ),
        (
            "Mua sắm thuốc, hoàn thành chậm nhất trước ngày 05/4/2024.",
            "chậm nhất trước ngày 05/4/2024",
            "before_date",
            "2024-04-05",
        ),
        ("Mua sắm thuốc vào ngày 05/4/2024.", "vào ngày 05/4/2024", "on_date", "2024-04-05"),
        ("Mua sắm thuốc trong tháng 4 năm 2024.", "trong tháng 4 năm 2024", "month", "2024-04"),
        ("Mua sắm thuốc trong quý II năm 2024.", "trong quý II năm 2024", "period", "2024-Q2"),
        ("Mua sắm thuốc xong trong năm 2024.", "trong năm 2024", "year", "2024"),
        (
            "Mua sắm thuốc từ ngày 01/4/2024 đến ngày 20/4/2024.",
            "từ ngày 01/4/2024 đến ngày 20/4/2024",
            "period",
            "2024-04-01/2024-04-20",
        ),
        (
            "Mua sắm thuốc trong các ngày 10 và 11/12/2024.",
            "trong các ngày 10 và 11/12/2024",
            "period",
            "2024-12-10/2024-12-11",
        ),
        (
            "Mua sắm thuốc từ tháng 10 đến hết tháng 11 năm 2024.",
            "từ tháng 10 đến hết tháng 11 năm 2024",
            "period",
            "2024-10/2024-11",
        ),
        (
            "Mua sắm thuốc từ ngày 20/12 đến ngày 10/01/2025.",
            "từ ngày 20/12 đến ngày 10/01/2025",
            "period",
            "2024-12-20/2025-01-10",
        ),
        (
            "Mua sắm thuốc từ nay đến hết ngày 30/11/2024.",
            "từ nay đến hết ngày 30/11/2024",
            "before_date",
            "2024-11-30",
        ),
        ("Báo cáo số thuốc tồn kho trước ngày 20 hằng tháng.", "trước ngày 20 hằng tháng", "recurring", "XXXX-XX-20"),
        (
            "Kiểm kê kho thuốc trước ngày 25 tháng 12 hằng năm.",
            "trước ngày 25 tháng 12 hằng năm",
            "recurring",
            "XXXX-12-25",
        ),
        ("Định kỳ hằng quý kiểm kê kho thuốc.", "Định kỳ hằng quý", "recurring", "quarterly"),
        ("Phòng Y tế hằng tuần kiểm kê kho thuốc.", "hằng tuần", "recurring", "weekly"),
        ("Định kỳ kiểm kê kho thuốc.", "Định kỳ", "recurring", "periodic"),
        ("Tháng 5 năm 2024: kiểm kê kho thuốc.", "Tháng 5 năm 2024", "month", "2024-05"),
    ],
)
def test_in_the_clause(clause: str, text: str, kind: str, iso: str) -> None:
    found = due(clause)
    assert found is not None
    assert (found.text, found.type, found.iso) == (text, kind, iso)


@pytest.mark.parametrize(
    "clause",
    [
        "Triển khai Nghị quyết số 12/NQ-HĐND ngày 05/4/2024 của HĐND tỉnh.",
        "Thực hiện Đề án y tế cơ sở giai đoạn 2021 - 2025.",
        "Phấn đấu hoàn thành chỉ tiêu năm 2024.",
        "Tổ chức kỷ niệm 30 năm ngày thành lập bệnh viện.",
        "Mua sắm thuốc kịp thời.",
        "Khắc phục thiệt hại do đợt mưa lũ từ ngày 16-22/11/2024.",
        "Tổng hợp số liệu từ ngày 01/01/2024 đến ngày 30/6/2024.",
    ],
)
def test_dates_of_documents_periods_and_objects_are_no_deadlines(clause: str) -> None:
    assert due(clause) is None


@pytest.mark.parametrize(
    ("line", "kind", "iso"),
    [
        ("Thường xuyên", "ongoing", None),
        ("Theo lộ trình của Bộ Y tế", "relative", None),
        ("Năm 2024 và các năm tiếp theo", "open_period", "2024/.."),
        ("Quý IV/2024", "period", "2024-Q4"),
        ("Giai đoạn 2024 - 2026", "period", "2024/2026"),
        ("Hằng năm", "recurring", "yearly"),
        ("Quý IV/2024 - Quý II/2025", "period", "2024-Q4/2025-Q2"),
        ("từ ngày 15/10/2024 đến ngày 30/11/2024", "period", "2024-10-15/2024-11-30"),
        ("15/10/2024 - 30/11/2024", "period", "2024-10-15/2024-11-30"),
        ("trong các ngày 10 và 11/12/2024", "period", "2024-12-10/2024-12-11"),
        ("từ tháng 10 đến hết tháng 11 năm 2024", "period", "2024-10/2024-11"),
        ("từ ngày 15/10/2024 đến hết tháng 11/2024", "month", "2024-11"),
        ("từ ngày 15/10/2024", "open_period", "2024-10-15/.."),
    ],
)
def test_the_whole_value_of_a_time_line(line: str, kind: str, iso: str | None) -> None:
    (task,) = read(f"1. Về y tế\n- Nội dung: Kiểm kê kho thuốc.\n- Thời gian thực hiện: {line}.").tasks
    assert task.deadline is not None
    assert (task.deadline.text, task.deadline.type, task.deadline.iso) == (line, kind, iso)


def test_a_date_in_one_clause_does_not_pass_to_the_next() -> None:
    tasks = read("1. Về y tế\n- Mua thuốc trước ngày 05/4/2024; lắp đặt kho lạnh.").tasks
    assert [t.deadline.iso if t.deadline else None for t in tasks] == ["2024-04-05", None]


def test_a_following_sentence_that_only_sets_the_date_belongs_to_the_task() -> None:
    (task,) = read("1. Về y tế\n- Lập các báo cáo kho. Các báo cáo trên gửi Sở Y tế trước ngày 05/4/2024.").tasks
    assert task.deadline is not None
    assert task.text.endswith("05/4/2024")


def test_an_impossible_day_is_no_deadline() -> None:
    assert due("Mua sắm thuốc trước ngày 45/4/2024.") is None


def test_a_date_behind_the_product_is_the_task_s() -> None:
    found = due("Sửa chữa trạm; sản phẩm: biên bản, hoàn thành trước ngày 05/4/2024.")
    assert found is not None
    assert found.iso == "2024-04-05"


def test_done_on_a_day_without_a_preposition() -> None:
    from dieuhanh.foundation.reading.reader import read as read_text

    for words in (", hoàn thành ngày 30/11/2021", "; hoàn thành ngày 30/11/2021", ", xong ngày 30/11/2021"):
        (task,) = read_text(f"KẾ HOẠCH\nII. NHIỆM VỤ\n1. Y tế\na) Phòng Y tế kiểm tra các nhà thuốc{words}.\n").tasks
        assert task.deadline is not None
        assert task.deadline.iso == "2021-11-30"
