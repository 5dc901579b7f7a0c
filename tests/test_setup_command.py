"""`dieuhanh setup` and what follows it at the keyboard of the server, run as a technician runs them."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dieuhanh.foundation.sheets import Heading, Page, write

from .homes import copy_home
from .starting import free_port, started

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("setup")]
SETUP = ["setup", "--yes"]
WARD = [*SETUP, "--level", "phuong", "--place", "00367"]


def dieuhanh(home: Path, *arguments: str, **more: str) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DEMO", "DI", "DJ"))}
    done = subprocess.run(
        [sys.executable, "-m", "dieuhanh.faces.cli", *arguments],
        env={**environment, "DIEUHANH_HOME": str(home), **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


def asked(file: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(sql).fetchall()


def test_an_office_is_set_up_once_and_its_technician_told_once(tmp_path: Path) -> None:
    code, words = dieuhanh(tmp_path, *WARD)
    assert code == 0, words
    assert "make start DEMO=no" in words.splitlines()[-1]
    assert f"Thư mục dữ liệu: {tmp_path}\n" in words
    assert f"Cơ sở dữ liệu: SQLite, {tmp_path / 'office.sqlite3'}" in words
    assert re.search(r"Mật khẩu: +[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}\n", words)
    office = tmp_path / "office.sqlite3"
    assert office.stat().st_mode & 0o077 == 0
    assert not (tmp_path / "demo.sqlite3").exists()
    assert not list(tmp_path.glob("*.building*"))
    assert asked(office, "SELECT kind, name, code, level, trial FROM installation_installation") == [
        ("office", "UBND phường Thanh Xuân", "00367", "phuong", 1)
    ]
    code, words = dieuhanh(tmp_path, *WARD)
    assert code == 2
    assert "đã được thiết lập" in words
    code, words = dieuhanh(tmp_path, "new-code", "kythuat")
    assert code == 0
    assert re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", words)
    assert dieuhanh(tmp_path, "new-code", "khong-co")[0] == 2
    assert dieuhanh(tmp_path, "verify")[0] == 0


def test_the_folder_of_the_nightly_backup_is_asked_for(tmp_path: Path) -> None:
    disk = tmp_path / "ổ ngoài"
    disk.mkdir()
    code, words = dieuhanh(tmp_path / "nhà", *WARD, "--backups", str(disk))
    assert code == 0, words
    assert f"Mỗi đêm máy chủ sao lưu vào {disk}" in words
    code, words = dieuhanh(tmp_path / "nhà", "backup")
    assert code == 0, words
    assert len(list(disk.iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (SETUP, "thiếu --level"),
        ([*SETUP, "--level", "xa"], "thiếu --place"),
        ([*SETUP, "--level", "phuong", "--place", "tan"], "nơi, hãy ghi mã:"),
        ([*SETUP, "--level", "xa", "--place", "khong co o dau"], "không có trong danh mục"),
        ([*SETUP, "--level", "xa", "--place", "00367"], "không có trong danh mục"),
        ([*WARD, "--username", "Kỹ Thuật"], "chỉ nhận chữ thường không dấu"),
        ([*WARD, "--structure", "/khong/co.txt"], "không đọc được tệp"),
        ([*WARD, "--backups", "/khong/co"], "không có thư mục /khong/co"),
        ([*WARD, "--name", "x" * 201], "dài 201 ký tự"),
        (["setup", "--level", "lang"], "lang"),
    ],
)
def test_what_is_missing_or_wrong_is_named(tmp_path: Path, arguments: list[str], told: str) -> None:
    code, words = dieuhanh(tmp_path, *arguments)
    assert code == 2
    assert told in words
    assert "Traceback" not in words


def test_a_structure_is_written_edited_and_taken(tmp_path: Path) -> None:
    text = tmp_path / "cơ cấu.txt"
    code, words = dieuhanh(tmp_path, "setup", "--level", "xa", "--place", "00376", "--write-structure", str(text))
    assert (code, text.exists()) == (0, True), words
    assert not (tmp_path / "office.sqlite3").exists()
    text.write_text(
        text.read_text(encoding="utf-8").replace("Trạm Y tế xã Sóc Sơn", "Trạm Y tế số 1"), encoding="utf-8"
    )
    code, words = dieuhanh(tmp_path, *SETUP, "--level", "xa", "--place", "00376", "--structure", str(text))
    assert code == 0, words
    names = asked(tmp_path / "office.sqlite3", "SELECT name FROM units_unitname WHERE name LIKE 'Trạm Y tế%'")
    assert names == [("Trạm Y tế số 1",)]
    assert dieuhanh(tmp_path, "setup", "--level", "xa", "--place", "00376", "--write-structure", str(text))[0] == 2


@pytest.mark.parametrize(("level", "place"), [("xa", "00376"), ("tinh", "01"), ("so", "Sở Nội vụ")])
def test_a_structure_is_written_before_anybody_says_for_which_place(tmp_path: Path, level: str, place: str) -> None:
    opened, named = tmp_path / "mẫu.txt", tmp_path / "tên.txt"
    code, words = dieuhanh(tmp_path, "setup", "--yes", "--level", level, "--write-structure", str(opened))
    assert code == 0, words
    assert f"setup --level {level} --structure" in words
    assert "{tên}" in opened.read_text(encoding="utf-8")
    dieuhanh(tmp_path, "setup", "--level", level, "--place", place, "--write-structure", str(named))
    code, words = dieuhanh(tmp_path, *SETUP, "--level", level, "--place", place, "--structure", str(opened))
    assert code == 0, words
    names = {str(name) for (name,) in asked(tmp_path / "office.sqlite3", "SELECT name FROM units_unitname")}
    assert not [name for name in names if "{" in name]
    wanted = named.read_text(encoding="utf-8").partition("[lĩnh vực]")[0].partition("[đơn vị]")[2]
    assert names == {line.split("|")[0].strip() for line in wanted.splitlines() if "|" in line and "#" not in line}


def test_a_server_of_other_data_that_waits_to_be_set_up_is_named(made_static: Path, tmp_path: Path) -> None:
    port = free_port()
    copy_home(made_static, tmp_path / "nhà khác")
    with started(tmp_path / "nhà khác", port, DEMO="no") as run:
        run.wait_for_words("Địa chỉ")
        code, words = dieuhanh(tmp_path / "nhà", *WARD, PORT=str(port))
    assert (code, f"cổng {port} dùng dữ liệu khác" in words) == (0, True), words


def test_a_demo_is_never_set_up_as_an_office(tmp_path: Path) -> None:
    file = tmp_path / "minh-hoa.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE django_migrations (app TEXT, name TEXT)")
        connection.execute("INSERT INTO django_migrations VALUES ('journal', '0001_initial')")
        connection.execute("CREATE TABLE installation_installation (kind TEXT, day TEXT)")
        connection.execute("INSERT INTO installation_installation VALUES ('demo', '2021-11-24')")
    code, words = dieuhanh(tmp_path, *WARD, DIEUHANH_DATABASE_URL=f"sqlite://{file}")
    assert code == 2
    assert "là bản minh họa" in words


@pytest.mark.parametrize(
    "command", ["setup", "new-code", "import-units", "import-people", "load", "read", "verify", "start"]
)
def test_help_is_vietnamese(tmp_path: Path, command: str) -> None:
    code, words = dieuhanh(tmp_path, command, "--help")
    assert code == 0
    assert re.search(r"[ăâđêôơưạảấầ]", words)


def test_units_and_people_are_imported_at_the_keyboard(tmp_path: Path) -> None:
    assert "chưa có cơ sở dữ liệu" in dieuhanh(tmp_path, "import-people", "x.xlsx")[1]
    assert dieuhanh(tmp_path, *WARD)[0] == 0
    template, good, bad = (tmp_path / name for name in ("mẫu.xlsx", "đúng.xlsx", "sai.xlsx"))
    code, words = dieuhanh(tmp_path, "import-people", "--template", str(template))
    assert (code, template.read_bytes()[:2]) == (0, b"PK"), words
    titles = [Heading("Họ và tên"), Heading("Đơn vị"), Heading("Chức vụ")]
    good.write_bytes(write(Page("A", titles, [("Nguyễn Văn An", "Văn phòng", "Chuyên viên")])))
    bad.write_bytes(
        write(Page("A", titles, [("Ba", "Văn phòng", "Chuyên viên"), ("Bốn [/]", "Phòng lạ", "Chuyên viên")]))
    )
    count = "SELECT count(*) FROM access_person"
    code, words = dieuhanh(tmp_path, "import-people", str(bad), "--yes")
    assert code == 1
    assert "Trang tính “A”, dòng 3, cột B (Đơn vị): không có đơn vị «Phòng lạ»" in words
    assert asked(tmp_path / "office.sqlite3", count) == [(1,)]
    assert dieuhanh(tmp_path, "import-people", str(good))[0] == 2  # nobody at a terminal said yes
    code, words = dieuhanh(tmp_path, "import-people", str(good), "--yes", "--as", "kythuat")
    assert (code, "Đã nhập 1 người dùng" in words) == (0, True), words
    assert asked(tmp_path / "office.sqlite3", count) == [(2,)]
    for arguments in (["import-people"], ["import-units", str(tmp_path / "không có")], ["import-units", __file__]):
        code, words = dieuhanh(tmp_path, *arguments)
        assert (code, "Traceback" in words) == (2, False), words


def test_an_office_is_founded_from_its_own_list_in_excel(tmp_path: Path) -> None:
    titles = [Heading(title) for title in ("Tên đơn vị", "Loại", "Trực thuộc")]
    rows = [
        ("Phường Mẫu", "phường", None),
        ("UBND phường", "ủy ban nhân dân", "Phường Mẫu"),
        ("Đội A", "phòng, ban", "UBND phường"),
    ]
    good, bad = tmp_path / "đúng.xlsx", tmp_path / "sai.xlsx"
    good.write_bytes(write(Page("A", titles, rows)))
    bad.write_bytes(write(Page("A", titles, [*rows, ("Đội B", "đội", "Sở lạ")])))
    code, words = dieuhanh(tmp_path, *WARD, "--structure", str(bad))
    assert (code, "dòng 5, cột C (Trực thuộc): không có đơn vị «Sở lạ»" in words) == (2, True), words
    assert not (tmp_path / "office.sqlite3").exists()
    code, words = dieuhanh(tmp_path, *WARD, "--structure", str(good))
    assert (code, "3 đơn vị, 7 lĩnh vực" in words) == (0, True), words
    above = "SELECT b.name FROM units_unitparent p JOIN units_unitname b ON b.unit_id = p.parent_id ORDER BY p.id"
    assert asked(tmp_path / "office.sqlite3", above) == [("Phường Mẫu",), ("UBND phường",)]
