"""`dieuhanh read`: a table for people, JSON for programs, one clear line for a file that cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = """ỦY BAN NHÂN DÂN
QUẬN MINH HỌA
Số: 12/KH-UBND
KẾ HOẠCH
Nhiệm vụ quý IV năm 2021
II. NHIỆM VỤ
1. Phát triển kinh tế
a) Chi cục Thuế quận rà soát các khoản nợ thuế, hoàn thành trước ngày 30 tháng 11 năm 2021.
b) Phòng Kinh tế chủ trì, phối hợp với Công an quận kiểm tra các chợ.
"""


def dieuhanh(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dieuhanh.faces.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch quý IV.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_table_shows_each_task_with_its_units_and_deadline(plan: Path) -> None:
    done = dieuhanh("read", str(plan))
    assert done.returncode == 0
    assert "2 nhiệm vụ" in done.stdout
    assert "12/KH-UBND" in done.stdout
    assert "Chi cục Thuế quận" in done.stdout
    assert "Phát triển kinh tế" in done.stdout


def test_json_has_the_layers_of_the_format_with_exact_offsets(plan: Path) -> None:
    got = json.loads(dieuhanh("read", str(plan), "--json").stdout)
    assert set(got) >= {"meta", "headings", "tasks", "targets", "citations", "projects", "places"}
    assert got["tasks"][0]["deadline"]["iso"] == "2021-11-30"
    for task in got["tasks"]:
        assert TEXT[task["start"] : task["end"]] == task["text"]


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\n\t",
    "binary.bin": bytes(range(256)) * 64,
    "picture.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 200,
    "legacy.txt": "Kế hoạch".encode("cp1258", "replace") + b"\xe9\xff\xfe",
    "large.txt": b"a" * 50_000_000,
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_file_that_cannot_be_read_is_one_clear_line(tmp_path: Path, name: str, options: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(BAD[name])
    refused(dieuhanh("read", str(path), *options), str(path))


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    refused(dieuhanh("read", str(tmp_path)), "thư mục")
    refused(dieuhanh("read", str(tmp_path / "không có.txt")), "không có tệp")


def refused(done: subprocess.CompletedProcess[str], words: str) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("dieuhanh: ")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_stamped_text_is_read_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "mat.txt"
    path.write_text("MẬT\nKẾ HOẠCH\n1. Phòng Y tế báo cáo trước ngày 20/11/2021.\n", encoding="utf-8")
    done = dieuhanh("read", str(path))
    assert done.returncode == 0
    assert "dòng 1 đóng dấu «MẬT»" in done.stderr
