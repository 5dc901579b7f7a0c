import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.foundation.reading import read
from dieuhanh.foundation.reading.letterhead import clutter, read_meta
from dieuhanh.foundation.reading.model import Meta

LETTER = """UBND QUẬN BA ĐÌNH
PHÒNG VĂN HÓA
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 21/KH-VH
Ba Đình, ngày 02 tháng 3 năm 2022
VĂN BẢN MINH HỌA, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ
KẾ HOẠCH
MỞ PHỐ SÁCH MÙA XUÂN
Căn cứ Kế hoạch số 9/KH-UBND, phòng đặt ra việc sau:
1. Dựng gian hàng./.
Nơi nhận:
- Như trên;
TM. PHÒNG
TRƯỞNG PHÒNG
"""
LINES = st.sampled_from(
    [
        "KẾ HOẠCH",
        "Số: 1/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "UBND XÃ",
        "Nơi nhận:",
        "TM. UBND",
        "PHỤ LỤC",
        "việc./.",
        "",
        " ",
    ]
)


@given(st.text() | st.lists(LINES).map("\n".join), st.sampled_from(["NFC", "NFD"]))
def test_any_text_has_a_scope_inside_it(text: str, form: str) -> None:
    text = unicodedata.normalize(form, text)  # type: ignore[arg-type]  # the sampled names are the two forms
    _, (start, end) = read_meta(text)
    assert 0 <= start <= end <= len(text)
    for low, high in clutter(text):
        assert 0 <= low < high <= len(text)


def test_a_letterhead_is_read_whole() -> None:
    meta, (start, end) = read_meta(LETTER)
    assert meta == Meta(
        "kế hoạch", "21/KH-VH", "2022-03-02", "Phòng Văn hóa quận Ba Đình", "Ba Đình", "MỞ PHỐ SÁCH MÙA XUÂN"
    )
    assert LETTER[start:end].startswith("Căn cứ")
    assert LETTER[start:end].endswith("Dựng gian hàng")


def test_decomposed_text_says_the_same() -> None:
    text = unicodedata.normalize("NFD", LETTER)
    meta, (start, end) = read_meta(text)
    assert meta == read_meta(LETTER)[0]
    assert unicodedata.normalize("NFC", text[start:end]) == LETTER[slice(*read_meta(LETTER)[1])]


def test_blank_numbers_and_days_stay_unknown() -> None:
    meta, _ = read_meta("UBND XÃ HÒA\nSố: /KH-UBND\nHòa, ngày tháng năm 2022\nKẾ HOẠCH\nTRỒNG CÂY\nViệc")
    assert (meta.symbol, meta.date, meta.issuer) == (None, None, "UBND xã Hòa")


def test_a_party_office_takes_the_name_above_it() -> None:
    meta, _ = read_meta(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nVĂN PHÒNG\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 3-TB/VPTW\nTHÔNG BÁO\nVỀ HỌP\nSáng nay"
    )
    assert (meta.issuer, meta.symbol, meta.kind) == ("Văn phòng Trung ương Đảng", "3-TB/VPTW", "thông báo")


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "UBND TỈNH X\nSố: 1/QĐ-UBND\nQUYẾT ĐỊNH\nVỀ CHỢ\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X\nCăn cứ",
            "Chủ tịch Ủy ban nhân dân tỉnh X",
        ),
        ("Chỉ thị về chợ\nĐể chợ sạch, Giám đốc Sở Công Thương chỉ thị:\n1. Quét chợ.", "Giám đốc Sở Công Thương"),
        ("Thông báo họp\nSáng nay họp.\nVăn phòng Chính phủ xin thông báo để các bộ biết.", "Văn phòng Chính phủ"),
    ],
)
def test_the_body_named_in_the_text_is_the_issuer(text: str, issuer: str) -> None:
    assert read_meta(text)[0].issuer == issuer


def test_a_web_page_loses_counter_and_slogan() -> None:
    text = "Thống kê truy cập\nBA ĐÌNH XANH TƯƠI\nQUẬN BA ĐÌNH RA SỨC HOÀN THÀNH VIỆC CUỐI NĂM\nQuận đặt ra 3 việc./."
    meta, (start, end) = read_meta(text)
    assert meta == Meta(title="QUẬN BA ĐÌNH RA SỨC HOÀN THÀNH VIỆC CUỐI NĂM")
    assert text[start:end] == "Quận đặt ra 3 việc"


def test_news_before_the_letterhead_is_not_content() -> None:
    text = "## Tin: quận mở phố sách, ai cũng vui.\n" + LETTER
    meta, (start, _) = read_meta(text)
    assert meta.symbol == "21/KH-VH"
    assert text[start:].startswith("Căn cứ")


def test_an_attachment_behind_the_signature_is_content_and_the_signature_is_clutter() -> None:
    text = LETTER + "PHỤ LỤC\nBẢNG VIỆC\n1. Mua gỗ."
    _, (start, end) = read_meta(text)
    assert text[start:end].endswith("Mua gỗ.")
    ((low, high),) = clutter(text)
    assert text[low:high].startswith("Nơi nhận:")
    assert text[high:].startswith("PHỤ LỤC")


def test_an_official_letter_has_no_kind_but_a_subject() -> None:
    text = (
        "UBND TỈNH HÒA BÌNH\nSỞ Y TẾ\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 7/SYT-VP\nV/v diệt muỗi\n"
        "Hòa Bình, ngày 05 tháng 6 năm 2020\nKính gửi: UBND các huyện\nSở đề nghị diệt muỗi."
    )
    meta, _ = read_meta(text)
    assert meta == Meta(None, "7/SYT-VP", "2020-06-05", "Sở Y tế tỉnh Hòa Bình", "Hòa Bình", "V/v diệt muỗi")


def test_a_title_ends_where_the_first_item_begins() -> None:
    text = "UBND XÃ HÒA\nSố: 1/KH-UBND\nKẾ HOẠCH\nTrồng cây mùa xuân\n(Văn bản minh họa, không có giá trị pháp lý)\nI. MỤC ĐÍCH\nCho xanh."
    meta, (start, _) = read_meta(text)
    assert meta.title == "Trồng cây mùa xuân"
    assert text[start:].startswith("I. MỤC ĐÍCH")


def test_two_columns_on_one_line() -> None:
    text = (
        "SỞ Y TẾ                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 12/BC-SYT              Hòa Bình, ngày 05 tháng 6 năm 2020\nBÁO CÁO\nVề dịch\nTrong tuần"
    )
    meta, _ = read_meta(text)
    assert (meta.issuer, meta.symbol, meta.date, meta.place) == ("Sở Y tế", "12/BC-SYT", "2020-06-05", "Hòa Bình")


BESIDE = """ỦY BAN NHÂN DÂN{gap}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHƯỜNG AN HÒA{gap}Độc lập - Tự do - Hạnh phúc
Số: 21/KH-UBND{gap}An Hòa, ngày 10 tháng 10 năm 2026
KẾ HOẠCH
Ra quân cuối năm
I. NHIỆM VỤ
1. Công an phường kiểm tra các chợ.
Nơi nhận{colon}{gap}TM. ỦY BAN NHÂN DÂN
- Phòng Văn hóa rà soát;{gap}CHỦ TỊCH
- Lưu: VT.{gap}Nguyễn Văn A
"""


@pytest.mark.parametrize("gap", [" ", "          ", "\t"])
@pytest.mark.parametrize("colon", [":", ""])
def test_two_columns_side_by_side_are_read_apart_and_give_no_work(gap: str, colon: str) -> None:
    reading = read(BESIDE.format(gap=gap, colon=colon))
    meta = reading.meta
    assert (meta.issuer, meta.place, meta.date, meta.title) == (
        "Ủy ban nhân dân phường An Hòa",
        "An Hòa",
        "2026-10-10",
        "Ra quân cuối năm",
    )
    assert [h.title for h in reading.headings] == ["NHIỆM VỤ"]
    assert [t.text for t in reading.tasks] == ["Công an phường kiểm tra các chợ"]


def test_a_number_left_blank_is_no_part_of_the_place() -> None:
    assert read(BESIDE.format(gap=" ", colon=":").replace("21/KH", "/KH")).meta.place == "An Hòa"
