"""A second start to its first page, beside a bare project with one view and no query under the same server. Goal: at most 2.5 x."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.ground import EARLY, place
from bench.measured import Measured
from dieuhanh.faces.cli.supervise import THREADS, WORKERS

FIRST_WAIT, WAIT = 120.0, 30.0  # seconds for the start that makes the database, and for every later one
STOP_WAIT = 20.0
BARE_VIEW = "\nfrom django.http import HttpResponse\nfrom django.urls import path\n\nurlpatterns = [path('', lambda request: HttpResponse('bare'))]\n"
# As the supervisor starts its server.
SERVER = ["--interface", "wsgi", "--host", "127.0.0.1", "--no-ws", "--log-level", "warning"]
SERVER += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--respawn-failed-workers"]
SERVER += ["--workers-kill-timeout", "3"]
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy of the shell has no business here


@dataclass(frozen=True, slots=True)
class Start:
    """What is started where; `{port}` in the command becomes a free one."""

    command: list[str]
    folder: Path
    settings: dict[str, str]


def run(quick: bool, database: str) -> Measured:
    with place(database) as folder:
        ours = Start([sys.executable, "-m", "dieuhanh.faces.cli.start"], folder, EARLY if quick else {})
        bare = _bare_project(folder / "bare")
        # Not measured: the first start makes the database, and both write their byte code.
        seconds_first = _first_page(ours, FIRST_WAIT)
        _first_page(bare, WAIT)
        times: dict[bool, list[float]] = {True: [], False: []}
        for number in range(1 if quick else 7):
            for is_ours in (True, False) if number % 2 else (False, True):
                times[is_ours].append(_first_page(ours if is_ours else bare, WAIT))
    more = {"first_start_seconds": round(seconds_first, 1)}
    ours_median, bare_median = statistics.median(times[True]), statistics.median(times[False])
    return Measured("first-page", ours_median, bare_median, database=database, goal=2.5, more=more)


def _bare_project(folder: Path) -> Start:
    folder.mkdir()
    subprocess.run([sys.executable, "-m", "django", "startproject", "bare", str(folder)], check=True)
    (folder / "bare" / "urls.py").write_text(BARE_VIEW, encoding="utf-8")
    command = [sys.executable, "-m", "granian", *SERVER, "--port", "{port}", "bare.wsgi:application"]
    return Start(command, folder, {"DJANGO_SETTINGS_MODULE": "bare.settings"})


def _first_page(start: Start, patience: float) -> float:
    """Seconds from the start of the process to the first page."""
    port = free_port()
    words = start.folder / "server.log"
    with words.open("w", encoding="utf-8") as log:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [part.format(port=port) for part in start.command],
            cwd=start.folder,
            env={**os.environ, "PORT": str(port), **start.settings},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            while not answers(port):
                if process.poll() is not None or time.perf_counter() - begun > patience:
                    said = " ".join(words.read_text(encoding="utf-8").split())
                    raise SystemExit(f"bench: no page after {time.perf_counter() - begun:.0f} s: {said[-300:]}")
                time.sleep(0.01)
            return time.perf_counter() - begun
        finally:
            stop(process)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def stop(process: subprocess.Popen[bytes]) -> None:
    """Politely to the first process alone (a worker of granian told twice may hang); what is left of its group is killed."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(STOP_WAIT)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def answers(port: int) -> bool:
    try:
        with DIRECT.open(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:  # refused, reset, or a page of error
        return False
