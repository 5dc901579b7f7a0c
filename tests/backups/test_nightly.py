"""One good backup a night without anybody doing anything; what a night cannot do is known, and nothing good is ever let go for it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from dieuhanh.kernel.backups import keeping, nightly, setting
from dieuhanh.kernel.backups.checking import check
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.keeping import Failed, Good, Record, Trouble
from dieuhanh.kernel.backups.key import make_key
from dieuhanh.kernel.backups.making import make
from dieuhanh.kernel.backups.naming import Archive, archives, name_for
from dieuhanh.kernel.backups.words import remedy, trouble_in_words

from ..starting import free_port, started
from .conftest import dieuhanh, state_of

pytestmark = pytest.mark.once

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 9 o'clock in Hà Nội


def of(days: list[float], identity: str = "0" * 8) -> list[Archive]:
    """Archives so many days old."""
    made = [NOW - timedelta(days=age) for age in days]
    return [Archive(Path(f"{age}"), identity, at) for age, at in zip(days, made, strict=True)]


def ages(paths: set[Path]) -> list[float]:
    return sorted(float(path.name) for path in paths)


def test_seven_days_and_four_weeks_stay() -> None:
    stay = ages(keeping.staying(of([*range(60)]), lambda _: True))
    assert stay[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert len(stay) == 7 + 2  # two of the four weeks are among the days
    assert {(NOW - timedelta(days=age)).isocalendar()[1] for age in stay} == {48, 47, 46, 45}


def test_of_several_a_day_the_last_stays() -> None:
    assert ages(keeping.staying(of([0, 0.05, 0.1, 1, 1.01]), lambda _: True)) == [0, 1]


def test_a_long_absence_costs_no_backup() -> None:
    assert ages(keeping.staying(of([200, 201, 202]), lambda _: True)) == [200, 201, 202]


def _among(sound: set[Path], archive: Archive) -> bool:
    return archive.path in sound


def test_the_last_good_one_stays_whatever_came_after_it() -> None:
    found = of([*range(50)])
    for good_age in (0, 3, 11, 49):
        sound = {archive.path for archive in found if float(archive.path.name) >= good_age}
        assert Path(f"{good_age}") in keeping.staying(found, partial(_among, sound))
    assert keeping.staying(found, lambda _: False) == {archive.path for archive in found}


def test_only_archives_of_this_installation_are_counted(tmp_path: Path) -> None:
    for name in (
        name_for("1a2b3c4d", NOW),
        name_for("ffffffff", NOW),
        "dieuhanh-1a2b3c4d-20210231T000000Z.backup",
        "thư.docx",
    ):
        (tmp_path / name).touch()
    assert [archive.path.name for archive in archives(tmp_path, "1a2b3c4d")] == [name_for("1a2b3c4d", NOW)]


def test_due_once_a_night_and_again_after_a_missed_one(home: Path, disk: Path) -> None:
    chosen = setting.keep(disk, None)
    assert nightly.is_due(chosen, NOW, "1a2b3c4d")

    def made(at: datetime) -> None:
        keeping.keep(Record((Good(at.isoformat(), str(disk / "x"), 1, 1, identity="1a2b3c4d"),)))

    made(NOW - timedelta(hours=7, minutes=59))  # 1:01 in Hà Nội
    assert not nightly.is_due(chosen, NOW, "1a2b3c4d")
    assert nightly.is_due(chosen, NOW + timedelta(hours=17), "1a2b3c4d")  # the next 2 o'clock
    made(NOW - timedelta(hours=8, minutes=1))  # 0:59: the night before
    assert nightly.is_due(chosen, NOW, "1a2b3c4d")
    made(NOW + timedelta(days=30))  # the clock went back
    assert nightly.is_due(chosen, NOW, "1a2b3c4d")
    keeping.keep(Record((), Failed((NOW - timedelta(hours=1)).isoformat(), "đầy")))
    assert not nightly.is_due(chosen, NOW, "1a2b3c4d")
    assert nightly.is_due(chosen, NOW + timedelta(hours=2), "1a2b3c4d")


def test_another_folder_gets_its_first_backup_at_once(home: Path, disk: Path, tmp_path: Path) -> None:
    done = dieuhanh("backup", "--every-night", "--to", str(disk), home=home)
    assert done.returncode == 0, done.stderr
    assert "khôi phục thử thành công" in done.stdout
    assert not nightly.is_due(setting.keep(disk, None), datetime.now(UTC), nightly.identity_here())
    (tmp_path / "ổ mới").mkdir()
    assert nightly.is_due(setting.keep(tmp_path / "ổ mới", None), datetime.now(UTC), nightly.identity_here())


def test_a_night_lets_old_ones_go_and_touches_nothing_else(home: Path, disk: Path) -> None:
    first = make(disk, None)
    data, identity = first.path.read_bytes(), first.path.name.split("-")[1]
    now = datetime.now(UTC)
    for age in range(1, 60):
        (disk / name_for(identity, now - timedelta(days=age))).write_bytes(data)
    (disk / name_for("ffffffff", now - timedelta(days=99))).write_bytes(data)
    (disk / "ảnh.jpg").write_bytes(b"x")
    good = nightly.make_good(setting.keep(disk, None), now)
    left = archives(disk, identity)
    assert 8 <= len(left) <= 11
    assert left[0].path == Path(good.file)
    assert (disk / "ảnh.jpg").exists()
    assert (disk / name_for("ffffffff", now - timedelta(days=99))).exists()


def test_a_night_that_fails_lets_nothing_go_and_says_why(home: Path, disk: Path) -> None:
    good = nightly.make_good(setting.keep(disk, None), datetime.now(UTC) - timedelta(days=1))
    before = state_of(disk)
    (home / "demo.sqlite3").write_bytes(b"x" * 8192)
    with pytest.raises(BackupError):
        nightly.make_good(setting.keep(disk, None), datetime.now(UTC))
    assert state_of(disk) == before
    found = keeping.record()
    assert found.good == (good,)
    assert found.failed is not None
    assert "hỏng" in found.failed.words


def test_a_system_that_is_not_whole_is_saved_once_and_counts_as_no_good_backup(home: Path, disk: Path) -> None:
    chosen = setting.keep(disk, None)
    good = nightly.make_good(chosen, datetime.now(UTC))
    with closing(sqlite3.connect(home / "demo.sqlite3")) as line:
        line.execute("DROP TRIGGER dieuhanh_journal_act_update")
        line.commit()
    for _ in range(3):
        with pytest.raises(BackupError, match="không đạt: NHẬT KÝ BỊ HỎNG"):
            nightly.make_good(chosen, datetime.now(UTC))
    assert keeping.record().good == (good,)
    assert len(list(disk.iterdir())) == 2


def test_a_spoiled_kept_file_lets_no_older_backup_go(home: Path, disk: Path) -> None:
    """An older one may still hold what is spoiled here."""
    now = datetime.now(UTC)
    identity = make(disk, None).path.name.split("-")[1]
    older = disk / name_for(identity, now - timedelta(days=300))
    older.write_bytes(b"")
    next((home / "files").glob("??/*")).unlink()
    good = nightly.make_good(setting.keep(disk, None), now)
    assert older.exists()
    assert "1 tệp gốc" in good.spoiled
    assert keeping.status(now, nightly.identity_here()).trouble == Trouble.SPOILED


def test_what_the_technician_is_told(home: Path, disk: Path) -> None:
    now = datetime.now(UTC)
    assert keeping.status(now, nightly.identity_here()).trouble == Trouble.NO_FOLDER
    chosen = setting.keep(disk, None)
    assert keeping.status(now, nightly.identity_here()).trouble == Trouble.NONE_YET
    good = nightly.make_good(chosen, now)
    assert keeping.status(now, nightly.identity_here()).trouble is None
    assert keeping.status(now + timedelta(hours=35), nightly.identity_here()).trouble is None
    late = keeping.status(now + timedelta(hours=37, minutes=1), nightly.identity_here())
    assert late.trouble == Trouble.OLD
    assert "37 giờ" in trouble_in_words(late)
    Path(good.file).write_bytes(b"")
    assert keeping.status(now, nightly.identity_here()).trouble == Trouble.CHANGED
    Path(good.file).unlink()
    assert keeping.status(now, nightly.identity_here()).trouble == Trouble.GONE
    keeping.file().write_text("[")
    assert keeping.status(now, nightly.identity_here()).trouble == Trouble.NONE_YET
    setting.file().write_text("{")
    assert keeping.status(now, nightly.identity_here()).trouble == Trouble.UNREADABLE


def test_a_backup_of_another_database_is_none_of_this_one(home: Path, disk: Path) -> None:
    """What stands here after `start-for-real` is saved at once, whatever the trial's nights have kept."""
    chosen, now = setting.keep(disk, None), datetime.now(UTC)
    trial = nightly.make_good(chosen, now)
    assert not nightly.is_due(chosen, now, trial.identity)
    assert nightly.is_due(chosen, now, "ffffffff")
    told = keeping.status(now, "ffffffff")
    assert (told.trouble, told.good) == (Trouble.NONE_YET, None)
    keeping.keep(keeping.record().with_good(replace(trial, identity="ffffffff")))
    assert keeping.status(now, "ffffffff").trouble is None
    assert not nightly.is_due(chosen, now, trial.identity)  # a demo and an office of one folder take no turns


def test_a_failure_of_another_database_holds_up_nothing(home: Path, disk: Path) -> None:
    chosen, failed = setting.keep(disk, None), Failed(NOW.isoformat(), "không đạt", identity="1a2b3c4d")
    keeping.keep(Record((), failed))
    assert not nightly.is_due(chosen, NOW, "1a2b3c4d")
    assert nightly.is_due(chosen, NOW, "ffffffff")
    assert keeping.status(NOW, "ffffffff").failed is None


def test_a_record_that_names_no_database_counts_for_none(home: Path, disk: Path) -> None:
    """As an earlier release wrote it."""
    setting.keep(disk, None)
    keeping.file().write_text('{"good": {"at": "2026-11-24T01:00:00+00:00", "file": "x", "size": 1, "seq": 1}}')
    assert keeping.status(NOW, nightly.identity_here()).trouble == Trouble.NONE_YET


def test_a_backup_made_by_hand_counts_once_it_has_been_checked(home: Path, disk: Path, tmp_path: Path) -> None:
    setting.keep(disk, None)
    assert dieuhanh("backup", home=home).returncode == 0
    assert keeping.status(datetime.now(UTC), nightly.identity_here()).trouble == Trouble.NONE_YET
    (file,) = disk.iterdir()
    checked = dieuhanh("check-backup", str(file), home=home)
    assert (checked.returncode, "bản tốt gần nhất" in checked.stdout) == (0, True), checked.stderr
    found = keeping.status(datetime.now(UTC), nightly.identity_here())
    assert (found.trouble, found.good and found.good.file) == (None, str(file))
    (tmp_path / "nơi khác").mkdir()
    other = make(tmp_path / "nơi khác", None).path  # not where the nights keep theirs
    assert "bản tốt gần nhất" not in dieuhanh("check-backup", str(other), home=home).stdout
    assert keeping.record().good_of(nightly.identity_here()) == found.good


def test_a_backup_of_another_office_checked_here_does_not_count(home: Path, disk: Path) -> None:
    setting.keep(disk, None)
    checked = replace(check(make(disk, None).path, None), identity="ffffffff")
    (file,) = disk.iterdir()
    assert not nightly.take(file, checked, datetime.now(UTC))
    assert keeping.record().good == ()


def test_the_command_of_the_remedy_clears_the_warning(home: Path, disk: Path) -> None:
    setting.keep(disk, None)
    words = remedy(keeping.status(datetime.now(UTC), nightly.identity_here()))
    command = words.rpartition(".venv/bin/dieuhanh ")[2]
    assert dieuhanh(*command.split(), home=home).returncode == 0
    assert keeping.status(datetime.now(UTC), nightly.identity_here()).trouble is None


def test_each_trouble_has_its_words_and_its_remedy() -> None:
    good = Good("2021-11-24T00:00:00+00:00", "x", 1, 1, "1 tệp gốc đã mất")
    for trouble in Trouble:
        status = keeping.Status(None, good, None, timedelta(hours=40), None, trouble)
        assert trouble_in_words(status)
        assert remedy(status)


def test_a_missed_night_is_made_up_at_the_next_start_and_people_notice_nothing(
    home: Path, disk: Path, tmp_path: Path
) -> None:
    make_key(tmp_path / "khóa")
    setting.keep(disk, tmp_path / "khóa")
    with started(home, free_port()) as run:
        run.wait_for_page()
        until = time.monotonic() + 60
        while not keeping.record().good:
            assert time.monotonic() < until, run.words()
            assert run.status() == 200
            time.sleep(0.2)
        assert run.stop() == 0
    (file,) = disk.iterdir()
    checked = dieuhanh("check-backup", str(file), home=home)
    assert checked.returncode == 0, checked.stderr  # by the key of the setting


def test_a_demo_without_a_folder_starts_no_child(home: Path) -> None:
    with started(home, free_port()) as run:
        run.wait_for_page()
        time.sleep(4)
        assert not keeping.file().exists()
        assert not (home / "run" / "backup.lock").exists()
