"""The reader beside one plain search for document numbers over the same text. Goal: at most 100 x."""

from __future__ import annotations

import random
import re

from bench.measured import Measured, in_turn

BASELINE = re.compile(r"\d+(?:/\d{4})?/[A-ZĐƯ][A-ZĐƯ-]+")
UNITS = [
    "Phòng Kinh tế",
    "Phòng Nội vụ",
    "UBND phường An Bình",
    "Công an quận",
    "Chi cục Thuế quận",
    "Phòng Quản lý đô thị",
    "Trung tâm Y tế quận",
]
WORK = [
    "rà soát các cơ sở kinh doanh",
    "kiểm tra việc niêm yết giá",
    "sửa chữa hè, đường hư hỏng",
    "thống kê hộ cần hỗ trợ",
    "tập huấn cho cán bộ tổ dân phố",
]
GROUNDS = [
    "Nghị định số 15/2018/NĐ-CP",
    "Quyết định số 22/2019/QĐ-UBND",
    "Kế hoạch số 100/KH-UBND ngày 12 tháng 4 năm 2021",
    "Luật Đất đai",
]


def official_text(items: int, seed: int = 2021) -> str:
    """A plan of made-up items in the shape of an official text."""
    dice = random.Random(seed)
    lines = ["ỦY BAN NHÂN DÂN", "QUẬN MẪU", "Số: 12/KH-UBND", "KẾ HOẠCH", "Nhiệm vụ quý IV năm 2021", "II. NHIỆM VỤ"]
    for number in range(items):
        if number % 20 == 0:
            lines.append(f"{number // 20 + 1}. Lĩnh vực thứ {number // 20 + 1}")
        lead, partner = dice.sample(UNITS, 2)
        lines.append(
            f"{'abcdeghiklmnopqrstuvx'[number % 20]}) {lead} chủ trì, phối hợp với {partner} {dice.choice(WORK)} theo {dice.choice(GROUNDS)}, "
            f"đạt ít nhất {dice.randint(50, 99)}% kế hoạch, hoàn thành trước ngày {dice.randint(1, 28)} tháng {dice.randint(10, 12)} năm 2021."
        )
    return "\n".join(lines)


def run(quick: bool, database: str) -> Measured:
    from dieuhanh.foundation.reading.reader import read

    text = official_text(20 if quick else 400)
    variants = iter(range(10_000))

    def ours() -> None:
        read(f"{text}\n{next(variants)}")  # another text each time: the letterhead is kept for the latest two

    seconds, baseline = in_turn(ours, lambda: BASELINE.findall(text), 3 if quick else 9)
    return Measured("reading", seconds, baseline, size=len(text), goal=100)
