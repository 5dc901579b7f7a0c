"""A second start to its first page, beside a bare project with one view and no query under the same server. Goal: at most 2.5 x."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.ground import home
from bench.measured import Measured

WAIT = 60.0  # seconds for one start
BARE_VIEW = "\nfrom django.http import HttpResponse\nfrom django.urls import path\n\nurlpatterns = [path('', lambda request: HttpResponse('bare'))]\n"
SERVER = ["--interface", "wsgi", "--host", "127.0.0.1", "--workers", "2"]


def run(quick: bool, database: str) -> Measured:
    with home() as folder:
        bare = _bare_project(folder)
        ours = [sys.executable, "-m", "dieuhanh.faces.cli.start"]
        _first_page(ours, folder, {})  # the first start makes the database; it is not what is measured
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(1 if quick else 5):
            times[0].append(_first_page(ours, folder, {}))
            times[1].append(_first_page(bare, folder / "bare", {"DJANGO_SETTINGS_MODULE": "bare.settings"}))
    return Measured("first-page", statistics.median(times[0]), statistics.median(times[1]), goal=2.5)


def _bare_project(folder: Path) -> list[str]:
    place = folder / "bare"
    place.mkdir()
    subprocess.run([sys.executable, "-m", "django", "startproject", "bare", str(place)], check=True)
    (place / "bare" / "urls.py").write_text(BARE_VIEW, encoding="utf-8")
    return [sys.executable, "-m", "granian", *SERVER, "--port", "{port}", "bare.wsgi:application"]


def _first_page(command: list[str], folder: Path, more: dict[str, str]) -> float:
    """Seconds from the start of the process to the first page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), **more}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [part.format(port=port) for part in command],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - begun > WAIT:
                raise SystemExit(f"bench: the server did not answer: {command}")
            time.sleep(0.01)
        return time.perf_counter() - begun
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(20)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
