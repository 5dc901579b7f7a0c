"""A person starts the system: the first time, again, after a crash, on a taken port, on a disk that refuses."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from dieuhanh.config import places
from dieuhanh.faces.cli import stamp
from dieuhanh.faces.cli.companions import WORKERS
from tests.homes import EARLY
from tests.starting import Started, free_port, refused, started

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("start")]


@pytest.fixture(scope="module")
def ready_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a demo made by a first start; its name has a space and Vietnamese letters."""
    home = tmp_path_factory.mktemp("start") / "nhà mới"
    with started(home, free_port()) as run:
        run.wait_for_page()
        run.wait_for_words("Mật khẩu chung")
        assert run.stop() == 0
        assert "refused" not in run.words()  # granian's word for a worker that had to be killed
    return home


def test_first_start_tells_the_address_and_the_accounts(ready_home: Path) -> None:
    words = (ready_home.parent / f"{ready_home.name}.log").read_text(encoding="utf-8")
    password = ready_home / "run" / "demo-password"
    assert "http://127.0.0.1:" in words
    assert "chanhvanphong" in words
    assert password.read_text(encoding="ascii").strip() in words
    assert password.stat().st_mode & 0o777 == 0o600
    assert (ready_home / "demo.sqlite3").stat().st_mode & 0o077 == 0
    assert not list(ready_home.glob("*.building*"))


def test_a_first_start_killed_half_way_leaves_no_half_made_demo(tmp_path: Path) -> None:
    home = tmp_path / "nhà"
    with started(home, free_port(), **EARLY) as run:
        run.wait_for_words("Đang chuẩn bị")
        building = home / "demo.sqlite3.building"
        while not (building.exists() and building.stat().st_size):
            assert run.process.poll() is None, run.words()
            time.sleep(0.01)
    assert not (home / "demo.sqlite3").exists()
    with started(home, free_port(), **EARLY) as run:
        run.wait_for_page()
    assert not building.exists()


def test_second_start_prepares_nothing(ready_home: Path) -> None:
    made = (ready_home / "demo.sqlite3").stat().st_ino
    with started(ready_home, free_port()) as run:
        run.wait_for_page()
        run.wait_for_words("Mật khẩu chung")
        assert "Đang chuẩn bị" not in run.words()
        run.stop(signal.SIGTERM)
        assert run.group() == []
    assert (ready_home / "demo.sqlite3").stat().st_ino == made


def test_triggers_of_an_older_release_are_laid_again(
    ready_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an older release's start has left: its own trigger texts, and the stamp it wrote."""
    database, name = ready_home / "demo.sqlite3", "dieuhanh_journal_seal_update"
    with closing(sqlite3.connect(database)) as line:
        (ours,) = line.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
        line.execute(f"DROP TRIGGER {name}")
        line.execute(ours.replace("nhật ký không sửa được", "cũ"))
        line.commit()
    older = tmp_path / "triggers.py"
    older.write_text(places.TRIGGERS.read_text(encoding="utf-8").replace("nhật ký không sửa được", "cũ"))
    monkeypatch.setattr(places, "TRIGGERS", older)
    (kept,) = (ready_home / "run").glob("prepared-*")
    kept.write_text(f"{stamp.migrations_wanted()} {kept.read_text().split()[1]}")
    with started(ready_home, free_port()) as run:
        run.wait_for_page()
        assert "Đang chuẩn bị" in run.words()
    with closing(sqlite3.connect(database)) as line:
        assert line.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone() == (ours,)


def test_starts_after_everything_was_killed(ready_home: Path) -> None:
    port = free_port()
    with started(ready_home, port) as run:
        run.wait_for_page()
    with started(ready_home, port) as run:
        run.wait_for_page()
        assert "Đang chuẩn bị" not in run.words()


def test_a_web_server_that_dies_is_replaced(ready_home: Path) -> None:
    with started(ready_home, free_port()) as run:
        run.wait_for_page()
        run.wait_for_words("Mật khẩu chung")
        wait_for_companions(run)
        before, beside = run.web(), {*run.running(" work"), *run.running(" tick")}
        os.kill(before[0], signal.SIGKILL)
        run.wait_for_words("Máy chủ web đã dừng")
        run.wait_for_page()
        assert not set(before) & set(run.group())
        assert beside <= set(run.group()), "work goes on while the web server is started again"


def wait_for_companions(run: Started) -> None:
    run.wait_until(lambda: len(run.running(" work")) == WORKERS and len(run.running(" tick")) == 1)


def test_workers_and_ticker_run_beside_the_web_server_and_are_replaced(ready_home: Path) -> None:
    with started(ready_home, free_port()) as run:
        run.wait_for_page()
        wait_for_companions(run)
        web, victims = run.web(), [run.running(" work")[0], *run.running(" tick")]
        for victim in victims:
            os.kill(victim, signal.SIGKILL)
        run.wait_for_words("Tiến trình xử lý công việc nền đã dừng")
        run.wait_for_words("Tiến trình định kỳ đã dừng")
        run.wait_until(lambda: not set(victims) & set(run.group()))
        wait_for_companions(run)
        run.wait_until(lambda: run.status() == 200)
        assert set(web) <= set(run.group())
        run.wait_until(lambda: ("jobs.forget",) in duties_done(ready_home))
        assert run.stop(signal.SIGTERM) == 0
        assert run.group() == []


def duties_done(home: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(f"file:{home / 'demo.sqlite3'}?mode=ro", uri=True)) as line:
        return line.execute("SELECT name FROM jobs_dutyrun WHERE at IS NOT NULL").fetchall()


def test_beside_a_demo_they_mean_the_demo_although_there_is_an_office(ready_home: Path, tmp_path: Path) -> None:
    """Commands mean the office's database once there is one; what runs beside a server means the server's."""
    home = tmp_path / "nhà"
    home.mkdir()
    shutil.copy2(ready_home / "demo.sqlite3", home)
    with closing(sqlite3.connect(home / "demo.sqlite3")) as line:
        line.execute("DELETE FROM jobs_dutyrun")
        line.commit()
    (home / "office.sqlite3").touch()
    with started(home, free_port()) as run:
        run.wait_for_page()
        run.wait_until(lambda: ("jobs.forget",) in duties_done(home))
    assert (home / "office.sqlite3").stat().st_size == 0


def test_no_server_outlives_its_supervisor(ready_home: Path) -> None:
    with started(ready_home, free_port()) as run:
        run.wait_for_page()
        wait_for_companions(run)
        os.kill(run.process.pid, signal.SIGKILL)
        run.process.wait(5)
        run.wait_until(lambda: not run.group())


def test_a_taken_port_is_named_and_another_suggested(ready_home: Path) -> None:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        line.listen()
        port = line.getsockname()[1]
        words = refused(ready_home, port)
    assert f"cổng {port} đang có chương trình khác dùng" in words
    assert "make start PORT=" in words


def test_a_port_that_is_no_number_is_refused(ready_home: Path) -> None:
    assert "PORT=tám không phải số cổng" in refused(ready_home, 0, PORT="tám")


def test_a_database_below_a_file_is_refused_with_the_reason(ready_home: Path) -> None:
    """The way through a file is closed to root as well, whom no permission stops."""
    (ready_home / "một tệp").touch()
    database = ready_home / "một tệp" / "dữ liệu.sqlite3"
    words = refused(ready_home, free_port(), DIEUHANH_DATABASE_URL=f"sqlite://{database}")
    assert str(database) in words
    assert "không phải thư mục" in words


def test_a_file_that_is_no_database_is_refused(ready_home: Path) -> None:
    database = ready_home / "thư.sqlite3"
    database.write_text("Kính gửi: các đơn vị. " * 100, encoding="utf-8")
    words = refused(ready_home, free_port(), DIEUHANH_DATABASE_URL=f"sqlite://{database}")
    assert str(database) in words
    assert "không phải cơ sở dữ liệu SQLite" in words


def test_a_demo_is_never_taken_for_an_offices_database(ready_home: Path) -> None:
    words = refused(ready_home, free_port(), DEMO="no", DIEUHANH_DATABASE_URL=f"sqlite://{ready_home / 'demo.sqlite3'}")
    assert "là bản minh họa" in words


def test_a_demo_of_another_day_needs_another_database(ready_home: Path) -> None:
    words = refused(ready_home, free_port(), DIEUHANH_DEMO_DAY="2021-12-15")
    assert "bản minh họa của ngày 2021-11-24" in words
    assert "DIEUHANH_HOME" in words
    assert "một ngày từ" in refused(ready_home, free_port(), DIEUHANH_DEMO_DAY="15/12")


def test_an_unknown_kind_of_database_is_refused(ready_home: Path) -> None:
    assert "mysql" in refused(ready_home, free_port(), DIEUHANH_DATABASE_URL="mysql://root@localhost/dieuhanh")


def test_an_office_starts_empty_with_a_file_of_its_own(tmp_path: Path) -> None:
    home = tmp_path / "nhà"
    with started(home, free_port(), DEMO="no") as run:
        run.wait_for_words("Địa chỉ")
        assert run.status() == 503  # the page that says to run `dieuhanh setup`
        assert "minh họa" not in run.words()
        assert "dieuhanh setup" in run.words()
    assert (home / "office.sqlite3").is_file()
    assert not (home / "demo.sqlite3").exists()
    with started(home, free_port(), DEMO="no") as run:
        run.wait_for_words("Địa chỉ")
        assert "Đang chuẩn bị" not in run.words()


def test_two_starts_of_one_folder_prepare_it_once(tmp_path: Path) -> None:
    home = tmp_path / "nhà"
    with started(home, free_port(), **EARLY) as first:
        first.wait_for_words("Đang chuẩn bị")
        first.log.rename(home.with_suffix(".first"))
        with started(home, free_port(), **EARLY) as second:
            second.wait_for_page()
            assert "Đang chuẩn bị" not in second.words()
            assert first.wait_for_page() == 200
