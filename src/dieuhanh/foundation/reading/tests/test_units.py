"""Who leads, who works with them, and where an unnamed unit is taken from (rules of marking, section 7)."""

import pytest

from dieuhanh.foundation.reading import read
from dieuhanh.foundation.reading.model import Task


def task(text: str) -> Task:
    return read(text).tasks[-1]


def names(units: tuple[object, ...]) -> list[str]:
    return [u.text for u in units]  # type: ignore[attr-defined]  # UnitMention


@pytest.mark.parametrize(
    ("subject", "units"),
    [
        ("Sở Y tế", ["Sở Y tế"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        (
            "Phòng Tài chính - Kế hoạch, Chi cục Thuế và Kho bạc Nhà nước quận",
            ["Phòng Tài chính - Kế hoạch", "Chi cục Thuế", "Kho bạc Nhà nước quận"],
        ),
        ("Các sở, ban, ngành và UBND xã, phường", ["Các sở, ban, ngành", "UBND xã, phường"]),
        ("Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ", ["Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ"]),
        ("Ủy ban nhân dân các Quận, Huyện, Thị xã", ["Ủy ban nhân dân các Quận, Huyện, Thị xã"]),
        ("Chủ tịch UBND các tỉnh: Lào Cai, Yên Bái, Sơn La", ["Chủ tịch UBND các tỉnh: Lào Cai, Yên Bái, Sơn La"]),
        ("Bộ Công Thương (Cục Hóa chất), Bộ Y tế", ["Bộ Công Thương (Cục Hóa chất)", "Bộ Y tế"]),
        ("Thanh tra quận", ["Thanh tra quận"]),
        ("Chủ tịch UBND Quận, Huyện, Thị xã", ["Chủ tịch UBND Quận, Huyện, Thị xã"]),
        ("Ban Chỉ đạo chuyển đổi số quận", ["Ban Chỉ đạo chuyển đổi số quận"]),
        ("Ban Quản lý dự án đầu tư xây dựng quận", ["Ban Quản lý dự án đầu tư xây dựng quận"]),
        ("Văn phòng HĐND và UBND quận", ["Văn phòng HĐND và UBND quận"]),
        ("Các cơ quan, tổ chức có liên quan", ["Các cơ quan, tổ chức có liên quan"]),
    ],
)
def test_lists_are_parted_and_collectives_stay_whole(subject: str, units: list[str]) -> None:
    found = task(f"1. {subject} rà soát danh mục tài sản công.")
    assert names(found.lead) == units
    assert found.head_verb == "rà soát"
    assert not any(u.inherited for u in found.lead)


def test_partners() -> None:
    found = task(
        "1. Sở Y tế chủ trì, phối hợp với Công an tỉnh, Sở Tài chính và các cơ quan liên quan kiểm tra giá thuốc."
    )
    assert names(found.lead) == ["Sở Y tế"]
    assert names(found.coop) == ["Công an tỉnh", "Sở Tài chính", "các cơ quan liên quan"]


def test_units_that_are_directed_or_receive_are_no_partners() -> None:
    found = task("1. Sở Y tế chỉ đạo các bệnh viện mua thuốc, gửi Sở Tài chính kết quả.")
    assert found.coop == ()
    assert names(found.lead) == ["Sở Y tế"]


def test_unit_of_the_heading_is_inherited() -> None:
    found = task("1. Đề nghị Hội Phụ nữ tỉnh\na) Vận động hội viên tham gia.\nb) Hướng dẫn phân loại rác.")
    assert [(u.text, u.inherited) for u in found.lead] == [("Hội Phụ nữ tỉnh", True)]


def test_lead_in_passes_unit_and_partners_to_its_items() -> None:
    found = task(
        "1. Về giá\nSở Công Thương chủ trì, phối hợp với các địa phương:\n- Kiểm tra giá xăng.\n- Bình ổn giá gạo."
    )
    assert (names(found.lead), names(found.coop)) == (["Sở Công Thương"], ["các địa phương"])
    assert found.coop[0].inherited


def test_subject_of_an_earlier_clause_of_the_item() -> None:
    tasks = read("1. Sở Nội vụ rà soát biên chế; tham mưu phương án sắp xếp.\n2. Mở lớp bồi dưỡng công chức.").tasks
    assert [names(t.lead) for t in tasks] == [["Sở Nội vụ"], ["Sở Nội vụ"], []]


def test_unit_lines_hold_for_the_whole_block() -> None:
    text = (
        "1. Về dữ liệu\na) Nhiệm vụ:\n- Số hóa hồ sơ đất đai.\n- Kết nối dữ liệu dân cư.\nb) Cơ quan thực hiện:\n"
        "- Đơn vị chủ trì: Sở Tài nguyên và Môi trường.\n- Đơn vị phối hợp: Công an tỉnh, UBND xã, phường.\nc) Thời gian thực hiện: Quý III/2024."
    )
    for found in read(text).tasks:
        assert names(found.lead) == ["Sở Tài nguyên và Môi trường"]
        assert names(found.coop) == ["Công an tỉnh", "UBND xã, phường"]
        assert found.deadline is not None
        assert found.deadline.iso == "2024-Q3"


def test_in_a_line_with_one_who_leads_the_others_cooperate() -> None:
    found = task(
        "1. Về hộ tịch\n- Nội dung: Cấp bản sao trực tuyến.\n- Cơ quan thực hiện: Sở Tư pháp chủ trì tham mưu; Công an tỉnh và UBND xã triển khai."
    )
    assert (names(found.lead), names(found.coop)) == (["Sở Tư pháp"], ["Công an tỉnh", "UBND xã"])


def test_second_lead() -> None:
    found = task("1. Bộ Y tế chỉ đạo Cục Quản lý Dược chủ trì xây dựng danh mục thuốc hiếm.")
    assert names(found.lead) == ["Bộ Y tế", "Cục Quản lý Dược"]


def test_the_issuer_passes_its_order_on() -> None:
    text = "ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\nSố: 5/KH-UBND\nAn Bình, ngày 5 tháng 3 năm 2024\nKẾ HOẠCH\nPhòng cháy\n1. Ủy ban nhân dân tỉnh yêu cầu các sở kiểm tra bình chữa cháy."
    assert names(task(text).lead) == ["các sở"]


def test_units_told_by_the_announcing_sentence() -> None:
    found = task(
        "Để phòng hạn, yêu cầu UBND các xã thực hiện các việc sau:\n1. Nạo vét kênh mương.\n2. Dự trữ nước sinh hoạt."
    )
    assert [(u.text, u.inherited) for u in found.lead] == [("UBND các xã", True)]


def test_table_cells_give_units_and_time() -> None:
    text = (
        "| STT | Nội dung công việc | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian | Sản phẩm |\n|---|---|---|---|---|---|\n"
        "| 1 | Khảo sát nhu cầu học nghề | Sở Nội vụ | Hội Nông dân; UBND xã | Trước 15/6/2024 | Báo cáo |"
    )
    found = task(text)
    assert found.text == "Khảo sát nhu cầu học nghề"
    assert (names(found.lead), names(found.coop), found.product) == (
        ["Sở Nội vụ"],
        ["Hội Nông dân", "UBND xã"],
        "Báo cáo",
    )
    assert found.deadline is not None
    assert found.deadline.iso == "2024-06-15"


@pytest.mark.parametrize(
    "text",
    [
        "1. Về y tế\n- Sở Y tế: Tổ chức tiêm chủng cho người già; rà soát kho thuốc.",
        "1. Về y tế\n- Sở Y tế có trách nhiệm: a) Tổ chức tiêm chủng cho người già; b) Rà soát kho thuốc.",
        "1. Về y tế\nYêu cầu Sở Y tế:\n- Tổ chức tiêm chủng cho người già.\n- Rà soát kho thuốc.",
        "1. Về y tế\nSở Y tế có trách nhiệm:\n- Tổ chức tiêm chủng cho người già.\n- Rà soát kho thuốc.",
        "1. Sở Y tế có trách nhiệm:\na) Tổ chức tiêm chủng cho người già.\nb) Rà soát kho thuốc.",
        "1. Sở Y tế\n- Tổ chức tiêm chủng cho người già;\n- Rà soát kho thuốc.",
        "1. Sở Y tế tổ chức tiêm chủng cho người già.\n- Rà soát kho thuốc.",
    ],
)
def test_a_unit_named_once_leads_all_that_follows_it(text: str) -> None:
    tasks = read(text).tasks
    assert [(t.head_verb.lower(), names(t.lead)) for t in tasks] == [
        ("tiêm chủng", ["Sở Y tế"]),
        ("rà soát", ["Sở Y tế"]),
    ]


def test_dashes_below_an_item_speak_of_that_item_alone() -> None:
    text = (
        "1. Về đất đai\na) Sở Tư pháp đăng tải văn bản.\nb) Đo đạc lại các thửa đất công.\n"
        "- Đơn vị chủ trì: Chi cục Quản lý đất đai.\n- Đơn vị phối hợp: UBND xã.\n- Thời hạn: trước ngày 20/12/2024."
    )
    first, second = read(text).tasks
    assert (names(first.lead), first.coop, first.deadline) == (["Sở Tư pháp"], (), None)
    assert (names(second.lead), names(second.coop)) == (["Chi cục Quản lý đất đai"], ["UBND xã"])


def test_a_verb_runs_into_no_name() -> None:
    found = task("1. Về xây dựng\n- Giao Ban Quản lý chợ quận sửa chữa mái chợ.")
    assert (names(found.lead), found.head_verb) == (["Ban Quản lý chợ quận"], "sửa chữa")


def test_behind_a_unit_an_unknown_small_word_is_its_action() -> None:
    found = task("1. Về văn hóa\n- Trung tâm Văn hóa quận lồng tiếng 03 phim tài liệu.")
    assert (names(found.lead), found.head_verb) == (["Trung tâm Văn hóa quận"], "lồng tiếng")


@pytest.mark.parametrize(
    ("clause", "verb"),
    [
        (
            "Phòng Kinh tế, Hạ tầng và Đô thị chủ trì, Công an phường, các tổ dân phố phối hợp ra quân xử lý vi phạm.",
            "ra quân",
        ),
        ("Phòng Y tế chủ trì; Công an phường, các tổ dân phố phối hợp tổ chức tập huấn sơ cứu.", "tập huấn"),
        ("Phòng Y tế chủ trì, có sự phối hợp của Công an phường và các tổ dân phố, kiểm tra nhà thuốc.", "kiểm tra"),
        ("Phòng Y tế chủ trì kiểm tra nhà thuốc, có sự phối hợp của Công an phường, các tổ dân phố.", "kiểm tra"),
        (
            "Phòng Y tế chủ trì kiểm tra nhà thuốc, Công an phường và các tổ dân phố cùng phối hợp thực hiện.",
            "kiểm tra",
        ),
        ("Giao Phòng Y tế chủ trì, Công an phường, các tổ dân phố tham gia phối hợp kiểm tra nhà thuốc.", "kiểm tra"),
        ("Giao Phòng Y tế chủ trì, Công an phường, các tổ dân phố phối hợp thực hiện: kiểm tra nhà thuốc.", "kiểm tra"),
        ("Giao Phòng Y tế chủ trì, Công an phường, các tổ dân phố phối hợp: kiểm tra nhà thuốc.", "kiểm tra"),
        ("Kiểm tra nhà thuốc: Phòng Y tế chủ trì; Công an phường, các tổ dân phố phối hợp.", "Kiểm tra"),
        ("Kiểm tra nhà thuốc. Phòng Y tế chủ trì, Công an phường, các tổ dân phố phối hợp.", "Kiểm tra"),
        ("Phòng Y tế chủ trì kiểm tra nhà thuốc; Công an phường, các tổ dân phố phối hợp.", "kiểm tra"),
    ],
)
def test_partners_named_before_the_word_that_makes_them_so(clause: str, verb: str) -> None:
    (found,) = read(f"1. Về đô thị\n- {clause}").tasks
    assert found.head_verb == verb
    assert names(found.lead) == ["Phòng Kinh tế, Hạ tầng và Đô thị" if verb == "ra quân" else "Phòng Y tế"]
    assert names(found.coop) == ["Công an phường", "các tổ dân phố"]


def test_a_list_that_only_ends_in_cooperation_parts_its_names() -> None:
    found = task("1. Về an ninh\n- Công an phường chủ trì, các tổ dân phố, Đoàn Thanh niên phối hợp tuần tra ban đêm.")
    assert names(found.coop) == ["các tổ dân phố", "Đoàn Thanh niên"]


def test_who_takes_part_in_a_thing_is_no_partner() -> None:
    assert names(task("1. Về xã hội\n- Xây dựng mạng lưới cộng tác viên với sự tham gia của Hội Phụ nữ.").coop) == []


def test_a_date_behind_who_does_the_work_is_the_work_s() -> None:
    found = task(
        "1. Về xã hội\n- Rà soát hộ nghèo: Phòng Y tế chủ trì, Công an phường phối hợp, xong trước ngày 05/4/2024."
    )
    assert (found.text, found.deadline and found.deadline.iso) == ("Rà soát hộ nghèo", "2024-04-05")


def test_a_heading_with_the_partner_before_cooperates_gives_it_to_the_items_below() -> None:
    found = task("1. Phòng Y tế chủ trì, Công an phường phối hợp:\n- Kiểm tra nhà thuốc.")
    assert (names(found.lead), names(found.coop)) == (["Phòng Y tế"], ["Công an phường"])
