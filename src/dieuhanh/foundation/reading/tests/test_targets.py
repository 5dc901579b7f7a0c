import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.reading.model import Target
from dieuhanh.foundation.reading.targets import find_targets

PIECES = st.sampled_from(
    [
        "100%",
        " 1.200 ",
        "tỷ đồng",
        " ít nhất ",
        "khoảng ",
        "đạt ",
        "03 phường",
        " m3/ngày",
        "\n",
        ", ",
        "1,5",
        "-",
        "triệu ",
        "đã ",
        "12/3",
        "ạ",
        "tăng thêm ",
    ]
)


@given(st.text() | st.lists(PIECES).map("".join), st.sampled_from(["NFC", "NFD"]))
def test_every_number_found_is_a_slice_of_any_text(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)  # type: ignore[arg-type]  # the sampled names are the two forms
    end = 0
    for t in find_targets(text):
        assert t.text == text[t.start : t.end] != ""
        assert t.start >= end
        end = t.end


def only(text: str) -> Target:
    (found,) = find_targets(text)
    return found


@pytest.mark.parametrize(
    ("text", "span", "value", "unit", "comparator"),
    [
        ("Giải ngân đạt 98% kế hoạch vốn", "98% kế hoạch vốn", 98, "%", "="),
        ("đào tạo nghề cho khoảng 2 triệu lao động trẻ", "khoảng 2 triệu lao động trẻ", 2_000_000, "lao động trẻ", "~"),
        ("mỗi trạm tối thiểu có 02 bác sĩ giỏi", "tối thiểu có 02 bác sĩ giỏi", 2, "bác sĩ giỏi", ">="),
        ("Phấn đấu thu không dưới 1.250,5 tỷ đồng", "không dưới 1.250,5 tỷ đồng", 1250.5, "tỷ đồng", ">="),
        ("Phấn đấu giảm 5 - 7% hộ nghèo", "5 - 7% hộ nghèo", 5, "%", "range"),
        ("Phấn đấu trên 95% trẻ em được tiêm", "trên 95% trẻ em", 95, "%", ">"),
        ("Chỉ đạo 04 phường: A, B, C, D hoàn thành diễn tập", "04 phường", 4, "phường", "="),
        ("trồng mới 3,5 ha rừng", "3,5 ha", 3.5, "ha", "="),
        ("Phấn đấu lực lượng đạt từ 1,5 đến 1,8% dân số", "1,5 đến 1,8% dân số", 1.5, "%", "range"),
        ("cử tuyển 80 đồng chí", "80 đồng chí", 80, "đồng chí", "="),
        ("- 100% hộ dân dùng nước sạch", "100% hộ dân dùng nước sạch", 100, "%", "="),
    ],
)
def test_what_is_to_be_reached_is_a_target(text: str, span: str, value: float, unit: str, comparator: str) -> None:
    found = only(text)
    assert (found.text, found.value, found.unit, found.comparator) == (span, value, unit, comparator)
    assert found.layer == "target"


def test_a_range_has_both_ends() -> None:
    assert only("tăng 5-7% mỗi năm").value_max == 7


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("kiểm tra kỷ cương tại 9 phường", "quantity"),
        ("cơ sở có nước thải dưới 30 m3/ngày", "quantity"),
        ("tuyến đường vào cụm 5 trường", "quantity"),
        ("lớp học nghề dưới 4 tháng", "quantity"),
        ("doanh nghiệp do Nhà nước nắm giữ, có tỷ lệ là 51% vốn góp", "quantity"),
        ("Năm qua quận đã trồng 300 cây", "baseline"),
        ("thu ngân sách chiếm 12% cả tỉnh", "baseline"),
    ],
)
def test_numbers_that_describe_are_kept_apart(text: str, layer: str) -> None:
    assert only(text).layer == layer


@pytest.mark.parametrize(
    "text",
    [
        "ngày 12 tháng 3 năm 2021",
        "Điều 5 khoản 2",
        "tỷ lệ 1/500",
        "kỷ niệm 30 năm thành lập",
        "tiêm mũi 2 cho dân",
        "quý 4 năm 2021",
        "Nghị quyết số 12/NQ-CP",
        "trẻ dưới 24 tháng tuổi",
        "Đề án 06 của quận",
        "trước ngày 15 hằng tháng",
        "Quận 3 và phường 5 làm",
        "việc khác\n4\tTổ chức họp",
        "theo Kế hoạch của BCĐ 197 Thành phố",
    ],
)
def test_dates_numbers_of_documents_ages_and_names_are_no_quantities(text: str) -> None:
    assert find_targets(text) == []


def test_the_period_stands_in_the_clause() -> None:
    assert only("Đến năm 2030, phấn đấu 90% hộ dân dùng nước sạch").period == "2030"
    assert only("hằng năm trồng 500 cây").period == "yearly"
