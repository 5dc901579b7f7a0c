"""An Excel file read as we read it (scanned, typed, exact decimals) beside bare calamine on the same bytes. Goal: at most 3 x."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bench.measured import Measured, in_turn


def people(rows: int) -> bytes:
    """A list such as an office sends: codes, names, telephones, days, amounts."""
    from dieuhanh.foundation.sheets import Heading, Page, write

    titles = ["STT", "Mã", "Họ và tên", "Đơn vị", "Chức vụ", "Điện thoại", "Thư điện tử", "Từ ngày", "Hệ số", "Ghi chú"]
    return write(
        Page(
            "Người",
            [Heading(title) for title in titles],
            (
                (
                    number,
                    f"{number:05}",
                    f"Nguyễn Văn {number}",
                    f"Phường {number % 11}",
                    "Chuyên viên",
                    f"0912{number:06}",
                    f"a{number}@mau.gov.vn",
                    date(2021, 1, 1) + timedelta(number % 900),
                    Decimal(number % 700) / 100,
                    None,
                )
                for number in range(1, rows + 1)
            ),
        )
    )


def run(quick: bool, database: str) -> Measured:
    from python_calamine import CalamineWorkbook

    from dieuhanh.foundation.sheets import Column, day, number, phone, read, read_table, required, text

    size = 100 if quick else 10_000
    data = people(size)
    columns: list[Column[Any]] = [
        *(required(title, text()) for title in ("Mã", "Họ và tên", "Đơn vị", "Chức vụ", "Thư điện tử")),
        required("Điện thoại", phone),
        required("Từ ngày", day),
        required("Hệ số", number),
    ]

    def bare() -> None:
        CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)

    rounds = 3 if quick else 9
    seconds, baseline = in_turn(lambda: read(data), bare, rounds)
    workbook = read(data)
    table, again = in_turn(lambda: read_table(workbook, columns), bare, rounds)
    return Measured(
        "sheets", seconds, baseline, size=size, goal=3, more={"table_seconds": table, "table_ratio": table / again}
    )
