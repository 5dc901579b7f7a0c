"""The short name of a task, from whole clauses as the reader gives them."""

import pytest

from dieuhanh.foundation.reading import read
from dieuhanh.kernel.plans.titles import title_of

TEXT = """II. NHIỆM VỤ
1. Phát triển kinh tế
a) {clause}.
b) Phòng Kinh tế kiểm tra các chợ.
"""


@pytest.mark.parametrize(
    ("clause", "title"),
    [
        (
            "Phòng Y tế chủ trì, phối hợp với Công an quận kiểm tra các bếp ăn tập thể, hoàn thành trước ngày 30 tháng 11 năm 2021",
            "Kiểm tra các bếp ăn tập thể",
        ),
        (
            "Đề nghị Chi cục Thuế quận rà soát các khoản nợ thuế, xong trong tháng 11 năm 2021",
            "Rà soát các khoản nợ thuế",
        ),
        ("Ban Quản lý dự án đầu tư xây dựng quận xây dựng tiến độ từng công trình", "Xây dựng tiến độ từng công trình"),
        ("Trước ngày 15/11/2021, Phòng Nội vụ rà soát chức danh công chức", "Rà soát chức danh công chức"),
        ("Phòng Y tế kiểm tra các chợ, thời gian từ ngày 15/10 đến ngày 30/11/2026", "Kiểm tra các chợ"),
        ("Tiếp tục rà soát các hộ kinh doanh", "Rà soát các hộ kinh doanh"),
    ],
)
def test_from_the_verb_on_without_the_deadline(clause: str, title: str) -> None:
    assert title_of(read(TEXT.format(clause=clause)).tasks[0]) == title
