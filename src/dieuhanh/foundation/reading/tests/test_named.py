import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.reading.named import find_places, find_projects

PIECES = st.sampled_from(
    [
        "Đề án ",
        "“",
        "”",
        "dự án",
        ": ",
        "; ",
        "các ",
        "phường ",
        "Ba Đình",
        "Kế hoạch ",
        "trồng cây",
        "\n",
        ", ",
        " và ",
        "hồ ",
        "trường ",
        "THCS ",
        "số 1/KH-UBND",
    ]
)


@given(st.text() | st.lists(PIECES).map("".join), st.sampled_from(["NFC", "NFD"]))
def test_every_name_is_a_slice_of_any_text(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)  # type: ignore[arg-type]  # the sampled names are the two forms
    for found in (find_projects(text, 0), find_places(text, 0)):
        end = 0
        for n in found:
            assert n.text == text[n.start : n.end] != ""
            assert n.start >= end
            end = n.end


def projects(text: str) -> list[str]:
    return [n.text for n in find_projects(text, 0)]


def places(text: str) -> list[str]:
    return [n.text for n in find_places(text, 0)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thực hiện Đề án “Phố đi bộ an toàn” năm 2022", "Đề án “Phố đi bộ an toàn”"),
        (
            "theo Chương trình mục tiêu quốc gia nước sạch giai đoạn 2026 - 2030.",
            "Chương trình mục tiêu quốc gia nước sạch giai đoạn 2026 - 2030",
        ),
        ("ủng hộ Quỹ Vì trẻ thơ và tiêm vắc xin", "Quỹ Vì trẻ thơ"),
        ('phát động "Chiến dịch Mùa hè" từ tháng 6', "Chiến dịch Mùa hè"),
        ("triển khai Đề án 30 theo quy định", "Đề án 30"),
        (
            "làm Kế hoạch kiểm tra bếp ăn trường học năm 2022 trên địa bàn",
            "Kế hoạch kiểm tra bếp ăn trường học năm 2022",
        ),
    ],
)
def test_a_project_is_kind_word_and_name(text: str, name: str) -> None:
    assert projects(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "theo Kế hoạch này",
        "Đề án được duyệt",
        "Kế hoạch số 5/KH-UBND",
        "các chương trình, dự án",
        "Luật Quy hoạch đô thị",
        "dự án Luật Dược",
    ],
)
def test_shorthand_documents_and_kinds_are_no_projects(text: str) -> None:
    assert projects(text) == []


def test_a_list_of_projects_names_each_with_or_without_the_kind_word() -> None:
    text = "đối với các dự án: Dự án Cải tạo chợ Mơ; xây dựng cầu vượt số 2; dự án mở ngõ 5. Chủ động đối thoại."
    assert [(n.kind, n.text) for n in find_projects(text, 0)] == [
        ("dự án", "Dự án Cải tạo chợ Mơ"),
        ("dự án", "xây dựng cầu vượt số 2"),
        ("dự án", "dự án mở ngõ 5"),
    ]


def test_only_the_first_mention_counts() -> None:
    assert len(projects("Quỹ Vì trẻ thơ; lại nói Quỹ Vì trẻ thơ.")) == 1


def test_the_title_is_not_the_body() -> None:
    text = "UBND XÃ HÒA\nSố: 1/KH-UBND\nKẾ HOẠCH\nTRIỂN KHAI ĐỀ ÁN “PHỐ XANH”\nThực hiện Đề án “Phố xanh”, xã làm:"
    assert [n.start for n in find_projects(text)] == [text.index("Đề án “Phố")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("cải tạo đường Láng Trung quanh hồ Sen, phường Hòa Bình", ["đường Láng Trung", "hồ Sen", "phường Hòa Bình"]),
        ("03 phường: Tân Mai, Hòa Bình, Láng Trung hoàn thành", ["Tân Mai", "Hòa Bình", "Láng Trung"]),
        ("các tỉnh Lào Cai, Yên Bái và Lai Châu", ["tỉnh Lào Cai", "Yên Bái", "Lai Châu"]),
        ("công nhận trường THCS Lê Lai và Mầm non Hoa Sen", ["trường THCS Lê Lai", "Mầm non Hoa Sen"]),
        ("tại Thành phố Hồ Chí Minh và quận 3", ["Thành phố Hồ Chí Minh", "quận 3"]),
        ("tu bổ di tích lịch sử Gò Thờ", ["di tích lịch sử Gò Thờ"]),
    ],
)
def test_places_are_type_and_name(text: str, names: list[str]) -> None:
    assert places(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "UBND phường Hòa Bình báo cáo",
        "Công an quận Ba Đình",
        "yêu cầu Bộ Y tế",
        "Chủ tịch Hồ Chí Minh",
        "cấp tỉnh Đảng viên",
        "Bảo hiểm xã Hội",
    ],
)
def test_names_of_units_and_people_are_no_places(text: str) -> None:
    assert places(text) == []


def test_a_place_with_and_without_its_kind_word_is_one() -> None:
    assert places("quận Ba Đình; trên địa bàn Quận Ba Đình") == ["quận Ba Đình"]
