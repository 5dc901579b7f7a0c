"""A text stamped secret is recognised however the stamp was typed; a text about secrets is not."""

import unicodedata

import pytest

from dieuhanh.kernel.documents.secrecy import secrecy_stamp


@pytest.mark.parametrize(
    "stamp",
    [
        "MẬT",
        "TỐI MẬT",
        "TUYỆT MẬT",
        "Tối mật",
        "[ MẬT ]",
        "T Ố I   M Ậ T",
        "Độ mật: Tuyệt mật",
        "**MẬT**",
        "TỐI MẬT - HỎA TỐC",
        "МẬТ",
        unicodedata.normalize("NFD", "TỐI MẬT"),
        "\u200bMẬT\u200b",
    ],
)
def test_a_stamp_on_a_line_of_its_own(stamp: str) -> None:
    assert secrecy_stamp(f"ỦY BAN NHÂN DÂN\n{stamp}\nKẾ HOẠCH") is not None


def test_a_stamp_in_a_cell_of_the_letterhead() -> None:
    found = secrecy_stamp("UBND QUẬN | CỘNG HÒA\nSố: 12/KH-UBND | TỐI MẬT")
    assert found == (2, "TỐI MẬT")


@pytest.mark.parametrize(
    "line",
    [
        "Công tác bảo vệ bí mật nhà nước",
        "Tăng cường bảo mật.",
        "BÍ MẬT",
        "Danh mục văn bản mật",
        "MẮT",
        "MẶT TRẬN TỔ QUỐC",
        "MẤT",
        "KHẨN",
    ],
)
def test_words_about_secrets_are_no_stamp(line: str) -> None:
    assert secrecy_stamp(f"Kế hoạch\n{line}\n") is None
