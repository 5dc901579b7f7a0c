"""Real office files: every value checked by hand is read exactly; what is no .xlsx is refused with the way out."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dieuhanh.foundation.sheets import FileRefused, Sheet, day, read
from dieuhanh.foundation.sheets.model import Value
from dieuhanh.foundation.vietnamese.text import nfc

pytestmark = pytest.mark.needs("shared")


def gold(shared: Path, ending: str) -> list[tuple[Path, dict[str, Any]]]:
    found = []
    for path in sorted((shared / "reading" / "sheets").glob("*.gold.json")):
        file = path.with_name(path.name.replace(".gold.json", ending))
        if file.exists():
            found.append((file, json.loads(path.read_text(encoding="utf-8"))))
    return found


def written(value: Value) -> str:
    """As the gold writes values: the shortest decimal, an ISO date, text in NFC."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()[:10]
    return nfc(str(value))


def wrong(sheet: Sheet, table: dict[str, Any]) -> list[str]:
    """The cells whose value is another than the gold's; blanks collapsed, as the gold asks."""
    bad = []
    dates = {column["col"] for column in table["columns"] if column["type"] == "date"}
    for check in table["checks"]:
        value = sheet.value(check["row"], check["col"])
        found = written(day(value) if check["col"] in dates else value)
        if " ".join(found.split()) != " ".join(check["value"].split()):
            bad.append(f"{sheet.name} {check['row']},{check['col']}: {found!r} for {check['value']!r}")
    return bad


def checked(data: bytes, marked: dict[str, Any]) -> tuple[int, list[str]]:
    workbook = read(data)
    assert [sheet.name for sheet in workbook.sheets] == [sheet["name"] for sheet in marked["sheets"]]
    assert [sheet.hidden for sheet in workbook.sheets] == [sheet["hidden"] for sheet in marked["sheets"]]
    bad: list[str] = []
    count = 0
    for sheet, expected in zip(workbook.sheets, marked["sheets"], strict=True):
        assert set(expected.get("hidden_rows", [])) == sheet.hidden_rows, sheet.name
        for table in expected["tables"]:
            count += len(table["checks"])
            bad += wrong(sheet, table)
    return count, bad


def test_every_checked_value_of_the_xlsx_files_is_read_exactly(shared: Path) -> None:
    total = 0
    for file, marked in gold(shared, ".xlsx"):
        count, bad = checked(file.read_bytes(), marked)
        assert bad == [], file.name
        total += count
    assert total >= 40


def test_an_xls_is_refused_with_the_way_to_save_it(shared: Path) -> None:
    refused = []
    for file, _ in gold(shared, ".xls"):
        data = file.read_bytes()
        if data.startswith(b"PK"):
            continue
        for name in (file.name, f"{file.stem}.xlsx"):
            with pytest.raises(FileRefused, match="Lưu thành") as caught:
                read(data, name)
            assert caught.value.reason == "xls"
        refused.append(file.name)
    assert len(refused) >= 5


def test_an_xlsx_called_xls_is_told_from_a_real_one(shared: Path) -> None:
    """Its bytes are fine and read exactly; only the name lies."""
    for file, marked in gold(shared, ".xls"):
        data = file.read_bytes()
        if data.startswith(b"PK"):
            with pytest.raises(FileRefused, match=r"đổi đuôi tệp thành \.xlsx"):
                read(data, file.name)
            assert checked(data, marked)[1] == []
            return
    pytest.fail("the folder holds no such file")
