"""A person starts the system: the first time, again, after a crash, on a taken port, on a disk that refuses."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

pytestmark = [pytest.mark.once, pytest.mark.xdist_group("start")]
PATIENCE = 90.0


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


class Started:
    """The supervisor as `make start` runs it, in a process group of its own."""

    def __init__(self, home: Path, port: int, **environment: str) -> None:
        self.port = port
        self.log = home.parent / f"{home.name}.log"
        own = {"DIEUHANH_HOME": str(home), "PORT": str(port), **environment}
        given = {key: value for key, value in os.environ.items() if key not in ("DEMO", "DIEUHANH_DATABASE_URL")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dieuhanh.faces.cli.start"],
                env={**given, **own},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def words(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def status(self) -> int | None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return None

    def wait_for_page(self) -> int:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            status = self.status()
            if status is not None and status < 500:
                return status
            assert self.process.poll() is None, self.words()
            time.sleep(0.05)
        raise AssertionError(f"no page within {PATIENCE} s\n{self.words()}")

    def wait_for_words(self, words: str) -> None:
        until = time.monotonic() + PATIENCE
        while words not in self.words():
            assert time.monotonic() < until, self.words()
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        return self.process.wait(20)

    def group(self) -> list[int]:
        """By /proc. The processes of the group, oldest first: supervisor, granian's master, its workers."""
        return sorted(int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if self._in_group(stat))

    def _in_group(self, stat: Path) -> bool:
        try:
            state, _, group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # it has ended meanwhile
            return False
        return group == str(self.process.pid) and state != "Z"


@contextmanager
def started(home: Path, port: int, **environment: str) -> Iterator[Started]:
    run = Started(home, port, **environment)
    try:
        yield run
    finally:
        run.stop(signal.SIGKILL)


@pytest.fixture(scope="module")
def ready_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a demo made by a first start; its name has a space and Vietnamese letters."""
    home = tmp_path_factory.mktemp("start") / "nhà mới"
    with started(home, free_port()) as run:
        run.wait_for_page()
        run.wait_for_words("Mật khẩu chung")
        assert run.stop() in (0, -signal.SIGINT)
    return home


def test_first_start_tells_the_address_and_the_accounts(ready_home: Path) -> None:
    words = (ready_home.parent / f"{ready_home.name}.log").read_text(encoding="utf-8")
    password = ready_home / "run" / "demo-password"
    assert "http://127.0.0.1:" in words
    assert "chanhvanphong" in words
    assert password.read_text(encoding="ascii").strip() in words
    assert password.stat().st_mode & 0o777 == 0o600
    assert not list(ready_home.glob("*.building*"))


def test_a_first_start_killed_half_way_leaves_no_half_made_demo(tmp_path: Path) -> None:
    home = tmp_path / "nhà"
    with started(home, free_port()) as run:
        run.wait_for_words("Đang chuẩn bị")
        building = home / "demo.sqlite3.building"
        while not (building.exists() and building.stat().st_size):
            assert run.process.poll() is None, run.words()
            time.sleep(0.01)
    assert not (home / "demo.sqlite3").exists()
    with started(home, free_port()) as run:
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
        before = run.group()
        os.kill(before[1], signal.SIGKILL)
        run.wait_for_words("chạy lại sau")
        run.wait_for_page()
        assert not set(before[1:]) & set(run.group())


def test_no_server_outlives_its_supervisor(ready_home: Path) -> None:
    with started(ready_home, free_port()) as run:
        run.wait_for_page()
        os.kill(run.process.pid, signal.SIGKILL)
        run.process.wait(5)
        until = time.monotonic() + 10
        while run.group():
            assert time.monotonic() < until, "orphans still run"
            time.sleep(0.05)


def refused(home: Path, port: int, **environment: str) -> str:
    """The one line of a start that cannot go on."""
    run = Started(home, port, **environment)
    assert run.process.wait(30) == 2
    lines = run.words().strip().splitlines()
    assert len(lines) == 1, run.words()
    return lines[0]


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


def test_an_unknown_kind_of_database_is_refused(ready_home: Path) -> None:
    assert "mysql" in refused(ready_home, free_port(), DIEUHANH_DATABASE_URL="mysql://root@localhost/dieuhanh")
