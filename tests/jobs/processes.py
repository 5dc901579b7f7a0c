"""Workers, tickers and reapers as processes of their own, on the database of the test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

PATIENCE = 120.0
LEASE = 5.0

PROGRAM = """
import sys, time
from pathlib import Path
from django.conf import settings
import django
from django.db import connections
what, name, file = sys.argv[1:]
database = connections.settings["default"]
database["NAME"] = name
if database["ENGINE"].endswith("sqlite3"):
    database["OPTIONS"]["timeout"] = 1
else:
    database["OPTIONS"]["options"] = "-c lock_timeout=1s"
settings.JOBS_LEASE_SECONDS, settings.JOBS_BEAT_SECONDS, settings.JOBS_POLL_SECONDS = HELD_FOR, 0.5, 0.1
settings.JOBS_AGAIN_SECONDS = 0.1
django.setup()
from dieuhanh.kernel.jobs import duties, store, ticker
from dieuhanh.kernel.jobs.worker import Worker
from tests.jobs import tried

def write_and_hang(tick):
    tried.write_area(tick.by(), number=1)
    Path(file).touch()
    time.sleep(600)

if what == "work":
    worker = Worker()
    worker.listen()
    worker.run()
elif what == "hang":
    duties.daily("tests.hang", write_and_hang, words="")
    ticker.tick()
else:
    Path(file).touch()
    while not Path(file).with_suffix(".go").exists():
        time.sleep(0.001)
    print(store.reap())
""".replace("HELD_FOR", str(LEASE))


def wait_for(found: Callable[[], object], words: Callable[[], str] = str) -> None:
    until = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < until, f"waited in vain\n{words()}"
        time.sleep(0.05)


class Process:
    """Its words go into a file: a pipe that nobody reads would hold it up."""

    def __init__(self, folder: Path, what: str, file: Path | None = None) -> None:
        program = folder / "program.py"
        program.write_text(PROGRAM, encoding="utf-8")
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTEST_XDIST_WORKER": "shared",
        }
        self.log = folder / f"{what}-{time.monotonic_ns()}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(program), what, str(connection.settings_dict["NAME"]), str(file or "-")],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
            )
        self.pid = self.process.pid

    def words(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def alive(self) -> bool:
        return self.process.poll() is None

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def ended(self) -> int:
        return self.process.wait(PATIENCE)
