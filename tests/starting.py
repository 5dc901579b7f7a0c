"""A start of the system as a person runs it, watched from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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
        given = {key: value for key, value in os.environ.items() if not key.startswith(("DEMO", "DIEUHANH"))}
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

    def running(self, words: str) -> list[int]:
        """The processes of the group whose command ends in these words, oldest first; one that is just ending has none any more."""
        return [pid for pid in self.group() if _command(pid).endswith(words)]

    def web(self) -> list[int]:
        """Granian's master and its workers: what is neither the supervisor nor beside it. A process that has just been forked counts
        until it says what it is."""
        beside = {self.process.pid, *self.running(" work"), *self.running(" tick")}
        return [pid for pid in self.group() if pid not in beside]

    def wait_until(self, found: Callable[[], object]) -> None:
        until = time.monotonic() + PATIENCE
        while not found():
            assert time.monotonic() < until, self.words()
            time.sleep(0.05)

    def group(self) -> list[int]:
        """By /proc. The processes of the group, oldest first: supervisor, granian's master, its workers, then what runs beside."""
        return sorted(int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if self._in_group(stat))

    def _in_group(self, stat: Path) -> bool:
        try:
            state, _, group = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # it has ended meanwhile
            return False
        return group == str(self.process.pid) and state != "Z"


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


@contextmanager
def started(home: Path, port: int, **environment: str) -> Iterator[Started]:
    run = Started(home, port, **environment)
    try:
        yield run
    finally:
        run.stop(signal.SIGKILL)


def refused(home: Path, port: int, **environment: str) -> str:
    """The one line of a start that cannot go on."""
    run = Started(home, port, **environment)
    assert run.process.wait(30) == 2
    lines = run.words().strip().splitlines()
    assert len(lines) == 1, run.words()
    return lines[0]
