"""`dieuhanh doctor` finds what is wrong with a machine and says how to mend it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dieuhanh.faces.cli.lock import differing
from dieuhanh.kernel.backups import keeping, setting
from dieuhanh.kernel.backups.keeping import Failed, Record
from dieuhanh.kernel.backups.making import make

from .conftest import dieuhanh, state_of

pytestmark = pytest.mark.once


@pytest.fixture
def well(home: Path) -> Path:
    """As a start leaves it."""
    for path in (home, home / "files", home / "demo.sqlite3"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    (home / "secret.key").chmod(0o600)
    return home


def said(home: Path, **environment: str) -> tuple[int, str]:
    done = dieuhanh("doctor", home=home, **environment)
    assert done.stderr == ""
    return done.returncode, done.stdout


def line_of(words: str, check: str, mark: str) -> str:
    return next(line for line in words.splitlines() if line.startswith(mark) and f" {check}: " in line)


def test_a_sound_machine_has_nothing_to_mend_and_is_left_as_it_was(well: Path) -> None:
    before = state_of(well)
    code, words = said(well)
    assert code == 0, words
    assert "LỖI" not in words
    for check in (
        "Python",
        "Gói cài đặt",
        "Cơ sở dữ liệu",
        "Bảng dữ liệu",
        "Khóa chống sửa",
        "Nhật ký",
        "Ngày của đơn vị",
    ):
        assert line_of(words, check, "đạt")
    assert "--every-night" in words  # a demo may go without backups, and is told so
    assert state_of(well) == before


def test_an_empty_place_is_told_what_to_run_and_nothing_is_made(tmp_path: Path) -> None:
    code, words = said(tmp_path / "chưa có")
    assert code == 1
    assert "make start" in words
    assert not (tmp_path / "chưa có").exists()


def test_before_the_first_start_it_says_what_it_could_not_look_at(home: Path, disk: Path) -> None:
    """As after a restore: the database is there, nobody has opened the product on it yet."""
    file = make(disk, None).path
    new = home.parent / "máy mới"
    assert dieuhanh("restore", str(file), home=new).returncode == 0
    words = said(new)[1]
    assert "Chưa xem được: Bảng dữ liệu, Khóa chống sửa, Nhật ký, Ngày của đơn vị, Sao lưu" in words
    assert "Không có lỗi" not in words
    assert "make start" in words.splitlines()[-2]


def test_room_is_told_in_units_for_people(well: Path) -> None:
    assert re.search(r"còn trống \d{1,3}(,\d)? (GB|MB)\b|còn trống \d\.\d{3} GB", said(well)[1])


BROKEN = {
    "Khóa chống sửa": ["DROP TRIGGER dieuhanh_journal_act_update"],
    "Nhật ký": ["UPDATE journal_head SET seq = 2"],
    "Bảng dữ liệu": ["DELETE FROM django_migrations WHERE app = 'plans'"],
    "Ngày của đơn vị": ["UPDATE units_unitname SET from_day = '2021-12-01' WHERE id = 7"],
}


@pytest.mark.parametrize("check", BROKEN)
def test_what_is_broken_in_the_database_is_named_with_its_remedy(well: Path, check: str) -> None:
    with closing(sqlite3.connect(well / "demo.sqlite3")) as line:
        for statement in BROKEN[check]:
            line.execute(statement)
        line.commit()
    code, words = said(well)
    assert code == 1
    assert line_of(words, check, "LỖI")
    assert "→" in words


def test_a_key_that_others_can_read_is_a_fault(well: Path) -> None:
    (well / "secret.key").chmod(0o644)
    code, words = said(well)
    assert (code, "chmod 600" in words) == (1, True)
    (well / "secret.key").write_text("ngan")
    (well / "secret.key").chmod(0o600)
    assert "quá ngắn" in said(well)[1]


def test_a_database_that_is_none_hides_no_other_check(well: Path) -> None:
    (well / "demo.sqlite3").write_text("thư" * 1000)
    code, words = said(well)
    assert code == 1
    assert "không phải cơ sở dữ liệu SQLite" in line_of(words, "Cơ sở dữ liệu", "LỖI")
    assert line_of(words, "Sao lưu", "lưu ý")


def test_an_address_of_another_kind_is_told(well: Path) -> None:
    code, words = said(well, DIEUHANH_DATABASE_URL="mysql://x@y/z")
    assert (code, "mysql" in words) == (1, True)


def test_an_office_without_backups_and_a_failed_night_are_told(well: Path, disk: Path) -> None:
    assert line_of(said(well, DEMO="no")[1], "Sao lưu", "LỖI")
    setting.keep(disk, None)
    keeping.keep(Record((), Failed(datetime.now(UTC).isoformat(), "ổ đĩa đã đầy")))
    code, words = said(well)
    assert code == 1
    assert "chưa có bản sao lưu" in line_of(words, "Sao lưu", "LỖI")
    assert "ổ đĩa đã đầy" in words
    assert "cùng ổ đĩa" in words


def test_each_package_that_differs_from_the_lock_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(
        "django==1.0 \\\n    --hash=x\nthieu-that==1.0 \\\nchi-windows==1.0 ; sys_platform == 'win32' \\\n# click==0\n"
    )
    found = list(differing(lock))
    assert len(found) == 2
    assert found[0].startswith("django là 5.2")
    assert found[1] == "thiếu thieu-that 1.0"
