"""The outline: what titles the text below it, how deep, and what only looks like a title."""

import pytest

from dieuhanh.foundation.reading import read


def outline(text: str) -> list[tuple[int, str, str, bool]]:
    return [(h.level, h.marker, h.title, h.run_in) for h in read(text).headings]


def test_levels_follow_the_order_in_which_kinds_of_markers_appear() -> None:
    text = (
        "I. NHIỆM VỤ\n1. Về thu ngân sách\na) Chi cục Thuế quận\n- Rà soát nợ thuế.\n"
        "2. Về chi ngân sách\n- Kiểm soát chi.\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ theo dõi tiến độ cải cách."
    )
    assert [(level, marker) for level, marker, _, _ in outline(text)] == [
        (1, "I."),
        (2, "1."),
        (3, "a)"),
        (2, "2."),
        (1, "II."),
    ]


def test_the_outermost_marker_is_level_one_whatever_its_kind() -> None:
    assert outline("(1) Về y tế\nMua thêm giường bệnh cho trạm.\n(2) Về giáo dục\nSửa chữa lớp học xuống cấp.") == [
        (1, "(1)", "Về y tế", False),
        (1, "(2)", "Về giáo dục", False),
    ]


def test_a_lead_in_with_items_is_a_heading_without_its_colon() -> None:
    (heading,) = read(
        "1. Sở Xây dựng chủ trì, phối hợp với Sở Tài chính:\na) Thẩm định giá thuê.\nb) Công bố danh sách nhà."
    ).headings
    assert heading.title == "Sở Xây dựng chủ trì, phối hợp với Sở Tài chính"


def test_a_number_alone_takes_its_title_from_the_next_line() -> None:
    text = "KẾ HOẠCH\nLàm đẹp trường\nI. VIỆC CHÍNH\n1.\nNhững việc làm ngay\n- Dọn vệ sinh lớp học."
    assert outline(text)[1:] == [(2, "1.", "Những việc làm ngay", False)]


def test_an_article_with_a_sentence_is_the_marker_alone() -> None:
    assert outline(
        "Điều 1. Giao Sở Y tế lập danh sách.\nĐiều 2. Đối tượng áp dụng\nQuyết định này áp dụng với trạm y tế."
    ) == [
        (1, "Điều 1.", "", True),
        (1, "Điều 2.", "Đối tượng áp dụng", False),
    ]


def test_a_title_may_run_in() -> None:
    (heading,) = read("4. Về phân công: Giao Công an quận chỉ huy lực lượng trực chốt.").headings
    assert (heading.title, heading.run_in) == ("Về phân công", True)


@pytest.mark.parametrize(
    "line",
    [
        "1. Sở Y tế kiểm tra các phòng khám tư nhân trên địa bàn.",
        "- Công tác tiêm chủng",
        "a) Nhiệm vụ: Lập danh sách hộ nghèo.",
        "b) Thời gian thực hiện: tháng 3 năm 2024",
    ],
)
def test_sentences_bullets_and_labels_are_no_headings(line: str) -> None:
    assert read(f"{line}\nĐoạn văn tiếp theo.").headings == ()


def test_attachments_number_their_outline_anew() -> None:
    text = "I. NHIỆM VỤ\n1. Về đất đai\n- Đo đạc lại thửa đất.\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n1. Về y tế\n- Sửa chữa trạm y tế."
    assert [(level, marker) for level, marker, _, _ in outline(text)] == [(1, "I."), (2, "1."), (1, "1.")]


def test_group_rows_of_a_table_are_headings() -> None:
    text = "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\nI\tLĩnh vực y tế\n1\tMua sắm thiết bị xét nghiệm\tSở Y tế\tQuý II/2024"
    assert outline(text) == [(1, "I", "Lĩnh vực y tế", False)]
