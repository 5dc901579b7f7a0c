"""A text stamped secret is recognised however the stamp was typed; a text about secrets is not."""

import time
import unicodedata

import pytest

from dieuhanh.kernel.documents.secrecy import secrecy_stamp

STAMPS = """MẬT; TỐI MẬT; TUYỆT MẬT; Tối mật; [ MẬT ]; T Ố I   M Ậ T; Độ mật: Tuyệt mật; **MẬT**; TỐI MẬT - HỎA TỐC; МẬT; TỐІ MẬT; MẬT:
MẬT - Bản số 01; Số: 181/KH-UBND MẬT; KẾ HOẠCH (MẬT); Độ mật - Mật; Dấu: MẬT; Đóng dấu MẬT; TÀI LIỆU MẬT; VĂN BẢN MẬT; MẬT MẬT; C - MẬT; A. MẬT
- Lưu: VT (Mật).; <b>MẬT</b>; <b>TỐI MẬT</b>; MAT; TOI MAT; TUYÊT MẬT; T0I MẬT; MẬT (Bản số: 01); UBND QUẬN  TUYỆT MẬT; UBND QUẬN TUYỆT MẬT
Độ mật - Tối mật; ĐỘ MẬT TỐI MẬT; Cấp độ mật: Tối mật; Dấu mật: MẬT; Loại: Mật; ĐỘ KHẨN: KHẨN, ĐỘ MẬT: MẬT; MẬT (đến ngày 31/12/2025); MẬT Số: 5/KH-UBND
BÍ MẬT NHÀ NƯỚC; ĐỘ MẬT: MẬT"""


@pytest.mark.parametrize("stamp", [s.strip() for line in STAMPS.splitlines() for s in line.split(";") if s.strip()])
def test_a_stamp_is_a_stamp(stamp: str) -> None:
    for form in (stamp, unicodedata.normalize("NFD", stamp), f"\u200b{stamp}\u200b"):
        assert secrecy_stamp(f"ỦY BAN NHÂN DÂN\n{form}\nKẾ HOẠCH") is not None


def test_a_stamp_in_a_cell_and_a_stamp_written_downwards() -> None:
    assert secrecy_stamp("UBND QUẬN | CỘNG HÒA\nSố: 12/KH-UBND | TỐI MẬT") == (2, "Số: 12/KH-UBND | TỐI MẬT")
    assert secrecy_stamp("KẾ HOẠCH\nM\nẬ\nT\n") is not None
    assert secrecy_stamp("KẾ HOẠCH\n&nbsp;MẬT\n") is not None
    assert secrecy_stamp("x" * 5000 + "  TUYỆT MẬT") is not None


@pytest.mark.parametrize(
    "line",
    [
        "Công tác bảo vệ bí mật nhà nước",
        "Tăng cường bảo mật.",
        "BẢO MẬT THÔNG TIN",
        "CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "BÍ MẬT",
        "MẬT ĐỘ DÂN CƯ",
        "MẬT KHẨU",
        "Danh mục văn bản mật của cơ quan được lập hằng năm",
        "Rà soát việc quản lý tài liệu mật tại các phòng, ban, đơn vị.",
        "MẮT",
        "MẶT TRẬN TỔ QUỐC",
        "MẤT",
        "KHẨN",
        "khu vực mật độ dân cư cao",
        "Mức độ bảo mật: cao",
        "Bật mí",
    ],
)
def test_words_about_secrets_are_no_stamp(line: str) -> None:
    assert secrecy_stamp(f"Kế hoạch\n{line}\n") is None


def test_a_long_line_costs_little() -> None:
    begun = time.perf_counter()
    for line in ("độ " * 300_000, "(" * 500_000, "mật " * 200_000 + "x", " " * 900_000, "<" * 500_000):
        secrecy_stamp(line)
    assert time.perf_counter() - begun < 30  # a guard against quadratic time, no measurement
