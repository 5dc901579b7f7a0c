"""A backup is made while people work, and what comes out of it is what stood in the database at one moment."""

from __future__ import annotations

import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dieuhanh.kernel.backups import making, setting
from dieuhanh.kernel.backups.checking import check
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.key import make_key
from dieuhanh.kernel.backups.making import Made, make

from ..homes import environment
from .conftest import dieuhanh, keep_large_file, state_of

pytestmark = pytest.mark.once

# An act with a kept file, again and again.
PEOPLE_WORK = """
import sys, django
django.setup()
from dieuhanh.kernel.files.actions import store
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
for number in range(100_000):
    with pinned():
        store(By(channel="system"), data=f"van ban {number}".encode() * 2000, name=f"{number}.txt")
    print(number, flush=True)
"""


def test_a_backup_tells_where_it_lies_and_what_it_holds(home: Path, disk: Path) -> None:
    done = dieuhanh("backup", "--to", str(disk), home=home)
    assert done.returncode == 0, done.stderr
    (file,) = disk.iterdir()
    assert str(file) in done.stdout
    with sqlite3.connect(home / "demo.sqlite3") as database:
        (tasks,) = database.execute("SELECT count(*) FROM plans_task").fetchone()
    assert f"{tasks} nhiệm vụ" in done.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    checked = dieuhanh("check-backup", str(file), home=home)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "Bản sao lưu tốt" in checked.stdout
    anchor = dieuhanh("verify", "--anchor", home=home).stdout.strip()
    assert anchor in done.stdout
    assert anchor in checked.stdout


def test_no_key_password_or_session_goes_in(home: Path, disk: Path) -> None:
    """Whoever finds a backup can open no session with it, neither one that is open nor one signed by our key."""
    (home / "secret.key").write_text("bi-mat-cua-may-nay")
    (home / "run" / "salt").write_text("muoi-cua-hom-nay")
    program = (
        "import django; django.setup()\nfrom django.contrib.sessions.backends.db import SessionStore\n"
        "s = SessionStore(); s['who'] = 'phien-dang-mo'; s.create(); print(s.session_key)"
    )
    settings = environment(home, DJANGO_SETTINGS_MODULE="dieuhanh.config.settings")
    session = subprocess.check_output([sys.executable, "-c", program], env=settings, text=True).strip()
    words = [session, "bi-mat-cua-may-nay", "muoi-cua-hom-nay", (home / "run" / "demo-password").read_text().strip()]
    assert session.encode() in b"".join(path.read_bytes() for path in home.glob("*.sqlite3*"))
    data = make(disk, None).path.read_bytes()
    assert [word for word in words if word.encode() in data] == []


def test_backups_made_while_people_write_are_each_of_one_moment(home: Path, disk: Path) -> None:
    settings = environment(home, DJANGO_SETTINGS_MODULE="dieuhanh.config.settings")
    with subprocess.Popen([sys.executable, "-c", PEOPLE_WORK], env=settings, stdout=subprocess.PIPE, text=True) as work:
        assert work.stdout is not None
        made: list[Made] = []
        for _ in range(4):
            for _ in range(15):
                assert work.stdout.readline()
            made.append(make(disk, None))
        assert work.poll() is None  # nobody was kept from writing
        work.kill()
    counts = [one.manifest.counts["files"] for one in made]
    assert counts == sorted(set(counts))
    for one in made:
        assert len(one.manifest.members) == one.manifest.counts["files"] + 1
        assert check(one.path, None).fault is None


def test_an_encrypted_backup_needs_its_key(home: Path, disk: Path, tmp_path: Path) -> None:
    key, other = tmp_path / "khóa", tmp_path / "khóa khác"
    for file in (key, other):
        assert dieuhanh("backup-key", str(file), home=home).returncode == 0
    assert key.stat().st_mode & 0o777 == 0o600
    assert dieuhanh("backup", "--to", str(disk), "--key", str(key), home=home).returncode == 0
    (file,) = disk.iterdir()
    assert "SQLite format 3" not in file.read_bytes().decode("latin-1")
    assert dieuhanh("check-backup", str(file), "--key", str(key), home=home).returncode == 0
    wrong = dieuhanh("check-backup", str(file), "--key", str(other), home=home)
    assert (wrong.returncode, "sai khóa" in wrong.stderr) == (2, True)
    none = dieuhanh("check-backup", str(file), home=home)
    assert (none.returncode, "--key" in none.stderr) == (2, True)


def test_only_an_archive_without_a_key_is_told_to_have_none(home: Path, disk: Path, tmp_path: Path) -> None:
    """Also where the key is the one of the nights and nobody names it."""
    key = tmp_path / "khóa"
    assert dieuhanh("backup", "--to", str(disk), home=home).returncode == 0
    (plain,) = disk.iterdir()
    assert "không có khóa" in dieuhanh("check-backup", str(plain), home=home).stdout
    assert dieuhanh("backup-key", str(key), home=home).returncode == 0
    assert dieuhanh("backup", "--every-night", "--to", str(disk), "--key", str(key), home=home).returncode == 0
    (locked,) = set(disk.iterdir()) - {plain}
    told = dieuhanh("check-backup", str(locked), home=home)
    assert told.returncode == 0, told.stderr
    assert "không có khóa" not in told.stdout


def test_a_key_is_never_overwritten_and_anything_else_is_no_key(home: Path, disk: Path, tmp_path: Path) -> None:
    key = tmp_path / "khóa"
    make_key(key)
    before = key.read_text()
    with pytest.raises(BackupError, match="đã có tệp này"):
        make_key(key)
    assert key.read_text() == before
    for words in (b"", b"matkhau", b"\xff" * 64, before.strip().encode()[:-2], b"zz" * 32):
        key.write_bytes(words)
        with pytest.raises(BackupError, match="không phải tệp khóa"):
            make(disk, key)
    assert list(disk.iterdir()) == []


def test_a_folder_that_is_not_there_is_named_and_not_made(home: Path, tmp_path: Path) -> None:
    done = dieuhanh("backup", "--to", str(tmp_path / "ổ chưa gắn"), home=home)
    assert done.returncode == 2
    assert "ổ chưa gắn" in done.stderr
    assert "gắn ổ đĩa" in done.stderr
    assert not (tmp_path / "ổ chưa gắn").exists()
    assert "--to" in dieuhanh("backup", home=home).stderr


@pytest.mark.parametrize("limit", [300_000, 20_000_000], ids=["in the copy", "in the archive"])
def test_a_full_disk_is_told_and_nothing_is_left(home: Path, disk: Path, limit: int) -> None:
    keep_large_file(home, 40_000_000)
    before = state_of(home)
    done = subprocess.run(
        [sys.executable, "-m", "dieuhanh.faces.cli", "backup", "--to", str(disk)],
        env=environment(home),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "đã đầy" in done.stderr
    assert list(disk.iterdir()) == []
    assert state_of(home) == before


def test_too_little_room_is_told_before_anything_is_written(
    home: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is as it is; the file system is asked through one function, which here answers for a small one."""
    small = shutil.disk_usage(disk)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: small)
    with pytest.raises(BackupError, match=r"cần .* MB, ổ đĩa còn 1 KB"):
        make(disk, None)
    assert list(disk.iterdir()) == []


def test_a_killed_backup_leaves_no_archive_and_the_next_one_clears_up(home: Path, disk: Path) -> None:
    keep_large_file(home, 150_000_000)
    before = state_of(home)
    command = [sys.executable, "-m", "dieuhanh.faces.cli", "backup", "--to", str(disk)]
    with subprocess.Popen(command, env=environment(home)) as working:
        while not any(path.stat().st_size > 5_000_000 for path in disk.glob(".*.draft")):
            assert working.poll() is None
            time.sleep(0.001)
        working.send_signal(signal.SIGKILL)
    (draft,) = disk.iterdir()
    assert draft.name.endswith(".draft")
    made = make(disk, None)
    assert list(disk.iterdir()) == [made.path]
    assert check(made.path, None).fault is None
    assert state_of(home) == before


def test_a_backup_reads_the_house_and_changes_nothing(home: Path, disk: Path) -> None:
    before = state_of(home)
    check(make(disk, None).path, None)
    assert state_of(home) == before


def test_two_at_once_do_not_disturb_each_other(home: Path, disk: Path) -> None:
    with making.alone(), pytest.raises(BackupError, match="đang chạy"):
        make(disk, None)
    assert {make(disk, None).path, make(disk, None).path} == set(disk.iterdir())
    assert len(list(disk.iterdir())) == 2


@pytest.mark.parametrize("how", ["gone", "altered", "a link"])
def test_a_kept_file_that_was_spoiled_before_is_named_and_the_rest_is_saved(home: Path, disk: Path, how: str) -> None:
    kept = min((home / "files").glob("??/*"))
    if how == "altered":
        kept.write_bytes(b"x" + kept.read_bytes()[1:])
    else:
        kept.unlink()
    if how == "a link":
        (home / "ngoài").write_text("không thuộc kho tệp")
        kept.symlink_to(home / "ngoài")
    done = dieuhanh("backup", "--to", str(disk), home=home)
    assert done.returncode == 1
    assert "1 tệp gốc đã mất hoặc bị sửa từ trước" in done.stdout
    (file,) = disk.iterdir()
    assert "không thuộc kho tệp" not in file.read_bytes().decode("latin-1")
    checked = dieuhanh("check-backup", str(file), home=home)
    assert checked.returncode == 1
    assert "Bản sao lưu tốt" in checked.stdout
    assert kept.name in checked.stdout


def test_the_setting_belongs_to_the_machine_and_names_a_folder_that_can_be_written(home: Path, disk: Path) -> None:
    setting.keep(disk, None)
    assert setting.read() == setting.Setting(str(disk), "")
    assert str(home).encode() not in make(disk, None).path.read_bytes()
    with pytest.raises(BackupError, match="không có thư mục"):
        setting.keep(disk / "sai", None)
    assert setting.read() == setting.Setting(str(disk), "")
    setting.file().write_text("{")
    assert "--every-night" in dieuhanh("backup", home=home).stderr


def test_the_terminal_speaks_of_times_in_hanoi(home: Path, disk: Path) -> None:
    """Whatever zone the machine runs in."""
    made = dieuhanh("backup", "--to", str(disk), home=home, TZ="UTC")
    (file,) = disk.iterdir()
    at = datetime.strptime(file.name.split("-")[2], "%Y%m%dT%H%M%SZ.backup").replace(tzinfo=UTC)
    told = f"{at + timedelta(hours=7):%H:%M ngày %d/%m/%Y}"
    assert told in made.stdout
    assert told in dieuhanh("check-backup", str(file), home=home, TZ="UTC").stdout
    assert told in dieuhanh("restore", str(file), home=home.parent / "nhà mới", TZ="UTC").stdout


DESTROYED = """
import django
django.setup()
from dieuhanh.kernel.files.actions import destroy, store
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import today
with pinned():
    by = viewer_for("chanhvanphong", today()).by()
    for name in ("huy", "mat"):
        file = store(by, data=name.encode(), name=name + ".txt")
        if name == "huy":
            destroy(by, file=file, apart=StoredFile.objects.none())
        print(file.sha256)
"""


def test_a_destroyed_file_is_missed_by_nobody_and_a_lost_one_is(home: Path, disk: Path) -> None:
    settings = environment(home, DJANGO_SETTINGS_MODULE="dieuhanh.config.settings")
    destroyed, lost = subprocess.check_output([sys.executable, "-c", DESTROYED], env=settings, text=True).split()
    assert not (home / "files" / destroyed[:2] / destroyed).exists()
    made = make(disk, None)
    assert made.manifest.damaged == []
    assert f"files/{destroyed[:2]}/{destroyed}" not in made.manifest.members
    assert check(made.path, None).fault is None
    assert dieuhanh("verify", home=home).returncode == 0
    (home / "files" / lost[:2] / lost).unlink()
    assert "mat.txt" in (spoiled := dieuhanh("verify", home=home)).stdout + spoiled.stderr
    assert make(disk, None).manifest.damaged == [f"files/{lost[:2]}/{lost}"]
