"""An installation comes back in an empty place, whole or not at all, and never over data."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from dieuhanh.kernel.backups import making
from dieuhanh.kernel.backups.checking import check
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.making import Made, make
from dieuhanh.kernel.backups.restoring import restore

from ..homes import EARLY, environment
from ..starting import free_port, started
from .conftest import at_home, dieuhanh, keep_large_file, keep_many_files, state_of

pytestmark = pytest.mark.once


@pytest.fixture
def new_home(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "máy mới"
    at_home(monkeypatch, place)
    return place


def test_what_was_saved_comes_back_and_runs(home: Path, made: Made, tmp_path: Path) -> None:
    new = tmp_path / "máy mới"
    done = dieuhanh("restore", str(made.path), home=new)
    assert done.returncode == 0, done.stderr
    assert "đăng nhập lại" in done.stdout
    assert "make start" in done.stdout
    assert "hằng đêm đang TẮT" in done.stdout
    assert "backup --every-night --to THƯ-MỤC" in done.stdout
    assert sorted(path.name for path in new.iterdir()) == ["demo.sqlite3", "files", "run"]
    assert (new / "demo.sqlite3").stat().st_mode & 0o077 == 0
    assert dieuhanh("verify", "--anchor", home=new).stdout == dieuhanh("verify", "--anchor", home=home).stdout
    assert dieuhanh("verify", home=new).returncode == 0
    assert state_of(new / "files") == state_of(home / "files")
    with started(new, free_port()) as run:
        assert run.wait_for_page() == 200


@pytest.mark.parametrize("there", ["office.sqlite3", "demo.sqlite3", "files/ab/x"])
def test_never_over_data(made: Made, new_home: Path, there: str) -> None:
    (new_home / there).parent.mkdir(parents=True)
    (new_home / there).write_text("dữ liệu của cơ quan")
    before = state_of(new_home)
    with pytest.raises(BackupError, match="chỉ khôi phục vào chỗ trống"):
        restore(made.path, None, anyway=True)
    assert state_of(new_home) == before


def test_not_while_somebody_starts_there(made: Made, new_home: Path) -> None:
    port = free_port()
    with started(new_home, port, **EARLY) as run:
        run.wait_for_words("Đang chuẩn bị")
        with pytest.raises(BackupError, match="khởi động hoặc khôi phục khác"):
            restore(made.path, None, anyway=False)
        run.wait_for_page()


MOMENTS = {
    "while it is taken apart": ".restoring/database.sqlite3",
    "while it is proved": ".demo.sqlite3.restoring",
    "while the files move": ".restoring/moving",
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_in_the_middle_there_is_nothing_and_the_next_try_works(
    home: Path, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    digest = keep_large_file(home, 10_000_000)
    keep_many_files(home, 3000)
    made = make(disk, None)
    new = next(place for place in (tmp_path / f"máy {n}" for n in range(5)) if killed(made, place, MOMENTS[moment]))
    assert list(new.glob("*.sqlite3")) == []
    at_home(monkeypatch, new)
    assert restore(made.path, None, anyway=False).fault is None
    assert (new / "files" / digest[:2] / digest).stat().st_size == 10_000_000
    assert state_of(new / "files") == state_of(home / "files")
    assert sorted(path.name for path in new.iterdir()) == ["demo.sqlite3", "files", "run"]
    assert dieuhanh("verify", home=new).returncode == 0


def killed(made: Made, place: Path, sign: str) -> bool:
    """False where it was too quick for us."""
    command = [sys.executable, "-m", "dieuhanh.faces.cli", "restore", str(made.path)]
    with subprocess.Popen(command, env=environment(place), start_new_session=True) as working:
        while working.poll() is None and not (place / sign).exists():
            time.sleep(0.0002)
        if working.poll() is None:
            os.killpg(working.pid, signal.SIGKILL)
    return not list(place.glob("*.sqlite3"))


def test_one_changed_byte_in_any_region_of_a_real_archive(made: Made, new_home: Path) -> None:
    whole = made.path.read_bytes()
    spoiled = made.path.with_name("hỏng.backup")
    for place in [*range(0, 400, 23), *range(400, len(whole), len(whole) // 25), len(whole) - 1]:
        spoiled.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        with pytest.raises(BackupError):
            restore(spoiled, None, anyway=True)
    assert list(new_home.glob("*.sqlite3")) == []
    assert not (new_home / "files").exists()
    assert list((new_home / ".restoring").iterdir()) == []
    restore(made.path, None, anyway=False)


def test_a_cut_archive_is_told_as_such(made: Made, new_home: Path) -> None:
    cut = made.path.with_name("cụt.backup")
    cut.write_bytes(made.path.read_bytes()[:-100_000])
    done = dieuhanh("restore", str(cut), home=new_home)
    assert (done.returncode, "cắt cụt" in done.stderr) == (2, True)
    assert "cắt cụt" in dieuhanh("check-backup", str(cut), home=new_home).stderr


def test_a_file_that_is_no_backup_is_told_in_one_line(new_home: Path, tmp_path: Path) -> None:
    letter = tmp_path / "thư.backup"
    letter.write_text("Kính gửi: các đơn vị")
    for name, word in ((letter, "không phải bản sao lưu"), (tmp_path, "thư mục"), (tmp_path / "mất", "không có tệp")):
        for command in ("restore", "check-backup"):
            done = dieuhanh(command, str(name), home=new_home)
            assert done.returncode == 2
            assert word in done.stderr
            assert len(done.stderr.splitlines()) == 1


TAMPERED = {
    "lượt ghi số 2": "UPDATE journal_act SET reason = 'khác' WHERE id = 2",
    "tự chạy": "CREATE TRIGGER quyen AFTER INSERT ON access_grant BEGIN SELECT 1; END",
}


@pytest.mark.parametrize("words", TAMPERED)
def test_a_system_that_was_not_whole_is_named_and_taken_only_on_demand(
    home: Path, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    with closing(sqlite3.connect(home / "demo.sqlite3")) as line:
        name = "dieuhanh_journal_act_update"
        (laid,) = line.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
        line.execute(f"DROP TRIGGER {name}")
        line.execute(TAMPERED[words])
        line.execute(laid)
        line.commit()
    made = make(disk, None)
    checked = dieuhanh("check-backup", str(made.path), home=home)
    assert checked.returncode == 1
    assert "KHÔNG ĐẠT" in checked.stdout
    assert words in checked.stdout
    at_home(monkeypatch, tmp_path / "máy mới")
    with pytest.raises(BackupError, match="--anyway"):
        restore(made.path, None, anyway=False)
    assert not list((tmp_path / "máy mới").glob("*.sqlite3"))
    assert restore(made.path, None, anyway=True).fault


def test_an_archive_of_an_earlier_release_is_checked_as_a_start_would_take_it(
    home: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another text of a trigger, as an earlier release laid it, is no fault of the journal."""
    with closing(sqlite3.connect(home / "demo.sqlite3")) as line:
        name = "dieuhanh_journal_seal_update"
        (text,) = line.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
        line.execute(f"DROP TRIGGER {name}")
        line.execute(text.replace("nhật ký không sửa được", "cũ"))
        line.commit()
    assert "khóa chống sửa" in (check(make(disk, None).path, None).fault or "")
    monkeypatch.setattr(making, "trigger_texts", lambda: "of an earlier release")
    earlier = make(disk, None).path
    monkeypatch.undo()
    at_home(monkeypatch, home)
    assert check(earlier, None).fault is None


def test_no_room_to_put_it_back_is_told(made: Made, new_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = shutil.disk_usage(made.path.parent)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: small)
    with pytest.raises(BackupError, match="không đủ chỗ"):
        restore(made.path, None, anyway=False)
    assert not list(new_home.glob("*.sqlite3"))
