"""A plan's own headings find the office's areas by words."""

import json
from importlib.resources import files

import pytest

from dieuhanh.kernel.plans.matching import area_words, match_area

AREAS = [
    area_words(row["number"], row["words"])
    for row in json.loads(files("dieuhanh.demo").joinpath("areas.json").read_text("utf-8"))
]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Về phát triển kinh tế", 1),
        ("ĐẦU TƯ, QUẢN LÝ ĐÔ THỊ VÀ GIẢI PHÓNG MẶT BẰNG", 2),
        ("Lĩnh vực văn hoá, xã hội", 3),
        ("Thực hiện mô hình chính quyền đô thị", 4),
        ("Các hoạt động chào mừng kỷ niệm 25 năm ngày thành lập quận", 5),
        ("Công tác phòng chống dịch bệnh COVID-19", 6),
        ("Quốc phòng, an ninh", 7),
        ("Công tác lãnh đạo, chỉ đạo; cải cách hành chính; thi đua - khen thưởng", 8),
        ("Tổ chức thực hiện", None),
        ("", None),
    ],
)
def test_a_heading_finds_its_area(title: str, number: int | None) -> None:
    assert match_area(title, AREAS) == number


def test_two_areas_that_fit_equally_leave_the_heading_for_a_person() -> None:
    areas = [area_words(1, "văn hóa"), area_words(2, "giao thông; văn thể")]
    assert match_area("văn hóa và văn thể", areas) is None


def test_a_word_inside_another_does_not_count() -> None:
    assert match_area("Hoàn thuế giá trị gia tăng", [area_words(1, "thu")]) is None
