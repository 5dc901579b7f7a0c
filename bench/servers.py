"""Web servers to ask, as the supervisor starts its own: ours over the demo, and bare Django projects."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.first_page import SERVER, WAIT, answers, free_port, stop
from bench.ground import EARLY, lay_tables
from bench.load import Load, load
from dieuhanh.config import places

BARE_VIEW = """
from django.http import HttpResponse
from django.urls import path

PAGE = b"x" * {size}
urlpatterns = [path("", lambda request: HttpResponse(PAGE))]
"""


def prepare_demo(folder: Path, quick: bool) -> None:
    (folder / "run").mkdir(exist_ok=True)
    if "DIEUHANH_DATABASE_URL" not in os.environ:
        lay_tables(places.sqlite_file(demo=True))
    command = [sys.executable, "-m", "dieuhanh.faces.cli.prepare", "database", "static"]
    subprocess.run(command, env={**os.environ, **(EARLY if quick else {})}, check=True, capture_output=True)


def bare_project(folder: Path, size: int) -> Path:
    """One view that answers so many bytes, behind the middleware that `startproject` names."""
    folder.mkdir()
    subprocess.run([sys.executable, "-m", "django", "startproject", "bare", str(folder)], check=True)
    (folder / "bare" / "urls.py").write_text(BARE_VIEW.format(size=size), encoding="utf-8")
    settings = folder / "bare" / "settings.py"
    words = settings.read_text(encoding="utf-8")
    words = words.replace("DEBUG = True", "DEBUG = False").replace(
        "ALLOWED_HOSTS = []", "ALLOWED_HOSTS = ['127.0.0.1']"
    )
    settings.write_text(words, encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Of the master and its workers, which are one process group."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):  # a process that has just ended
                fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
                if int(fields[2]) == self.pid:
                    ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def server(application: str, folder: Path, **settings: str) -> Iterator[Server]:
    """A server that answers `/`."""
    port = free_port()
    command = [sys.executable, "-m", "granian", *SERVER, "--port", str(port), application]
    with (folder / "server.log").open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **settings}, stdout=log, stderr=log, start_new_session=True
        )
        try:
            until = time.perf_counter() + WAIT
            while not answers(port):
                if process.poll() is not None or time.perf_counter() > until:
                    raise SystemExit(f"bench: {application} gives no page; see its log: {_end(folder)}")
                time.sleep(0.02)
            yield Server(port, process.pid)
        finally:
            stop(process)


def _end(folder: Path) -> str:
    return " ".join((folder / "server.log").read_text(encoding="utf-8").split())[-300:]


@dataclass(slots=True)
class Asked:
    """What rounds of load on one server have shown. CPU seconds tell on a busy machine too what each answer costs."""

    server: Server
    loads: list[Load] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def once(self, seconds: float) -> None:
        before = self.server.cpu_seconds()
        found = load(self.server.port, "/", seconds)
        self.loads.append(found)
        self.cpu.append((self.server.cpu_seconds() - before) / (found.per_second * seconds))

    def per_second(self) -> float:
        return statistics.median(one.per_second for one in self.loads)

    def p95_ms(self) -> float:
        return round(statistics.median(one.p95_ms for one in self.loads), 1)


def in_turn_on(ours: Server, baseline: Server, quick: bool) -> tuple[Asked, Asked]:
    """Both asked for their first page, A B A B …, after a round that is not counted: a machine that slows down slows both."""
    seconds, rounds = (0.3, 1) if quick else (1.0, 15)
    pair = Asked(ours), Asked(baseline)
    for one in pair:
        load(one.server.port, "/", seconds)
    for _ in range(rounds):
        for one in pair:
            one.once(seconds)
    return pair


def speeds(ours: Asked, baseline: Asked) -> dict[str, Any]:
    return {
        "answers_per_second": round(ours.per_second()),
        "baseline_per_second": round(baseline.per_second()),
        "p95_ms": ours.p95_ms(),
        "baseline_p95_ms": baseline.p95_ms(),
        "cpu_ratio": round(statistics.median(ours.cpu) / statistics.median(baseline.cpu), 2),
    }
