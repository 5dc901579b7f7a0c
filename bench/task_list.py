"""The first page of the task list, whole, under our server with two processes, beside a bare Django page of the same rows under the same server.

Goal: at most 1.5 x for one who sees everything, and at most 1.3 x as long over 100,000 tasks as over 10,000.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.first_page import SERVER, free_port, stop
from bench.ground import database as prepared
from bench.many_tasks import DAY, DISTRICT_HEAD, LEADER, WARD_OFFICER, add_tasks, found_province
from bench.measured import Measured

SIZES, QUICK_SIZES = (10_000, 100_000), (300, 600)
CONNECTIONS = 8
FILTERED = "/desk/tasks/?area=a1&state=over"  # one area, one state: about 6 % of the tasks at every size
# What is asked, by whom, and whether the bare page is asked the same.
ASKED = (
    ("filtered", FILTERED, LEADER, True),
    ("no filter", "/desk/tasks/", LEADER, True),
    ("search", "/desk/tasks/?q=ung+ngap", LEADER, True),
    ("nowhere", "/desk/tasks/?q=khongheco", LEADER, True),
    ("district of 29", FILTERED, DISTRICT_HEAD, False),
    ("district, no filter", "/desk/tasks/", DISTRICT_HEAD, False),
    ("ward", FILTERED, WARD_OFFICER, False),
    ("ward, no filter", "/desk/tasks/", WARD_OFFICER, False),
)
CLIENT = Path(__file__).with_name("kept_connections.py")
ROOT = CLIENT.parent.parent


@dataclass(frozen=True, slots=True)
class Asked:
    """`both`: the bare page, which knows no rights, is asked too."""

    path: str
    who: str
    both: bool


@dataclass(frozen=True, slots=True)
class Servers:
    """Ports of our server and of the bare page's; `cookies` by the name people sign in with."""

    ours: int
    bare: int
    cookies: dict[str, str]


def run(quick: bool, database: str) -> Measured:
    sizes, seconds, rounds = (QUICK_SIZES, 0.3, 0) if quick else (SIZES, 1.0, 4)
    with prepared(database):
        from django.core.management import call_command
        from django.db import connections

        from dieuhanh.kernel.installation.clock import pinned

        call_command("collectstatic", verbosity=0, interactive=False)
        by_size: dict[int, dict[str, dict[str, float]]] = {}
        with pinned(DAY):
            plan = found_province()
            cookies = {who: _signed_in(who) for who in (LEADER, DISTRICT_HEAD, WARD_OFFICER)}
        for before, size in zip((0, *sizes), sizes, strict=False):
            with pinned(DAY):
                add_tasks(plan, size - before)
            connections.close_all()
            with _servers(cookies) as servers:
                by_size[size] = {
                    name: _measure(servers, Asked(path, who, both), seconds, rounds) for name, path, who, both in ASKED
                }
    small, large = (by_size[size]["filtered"] for size in sizes)
    more = {"flat": round(large["ours_ms"] / small["ours_ms"], 2), "flat_goal": 1.3, "by_size": by_size}
    ours, bare = large["ours_ms"] / 1000, large["bare_ms"] / 1000
    return Measured("list", ours, bare, size=sizes[-1], database=database, goal=1.5, more=more)


def _signed_in(username: str) -> str:
    """The key of a session, as signing in would leave it; both servers read it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from dieuhanh.kernel.access.models import User

    user = User.objects.get(username=username)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@contextmanager
def _servers(cookies: dict[str, str]) -> Iterator[Servers]:
    with ExitStack() as stack:
        ours, bare = (stack.enter_context(_server(s)) for s in ("dieuhanh.config.settings", "bench.bare_settings"))
        yield Servers(ours, bare, cookies)


@contextmanager
def _server(settings: str) -> Iterator[int]:
    """As the supervisor starts it; the settings alone make it ours or the bare one."""
    port = free_port()
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "granian", *SERVER, "--port", str(port), "dieuhanh.config.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"bench: the server of {settings} does not answer")
            time.sleep(0.1)
        yield port
    finally:
        stop(process)


def _listens(port: int) -> bool:
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0


def _measure(servers: Servers, asked: Asked, seconds: float, rounds: int) -> dict[str, float]:
    """In turn; medians over the rounds. `ms`: the time both processes need for one answer, which is what a baseline is compared by."""
    ours: list[dict[str, Any]] = []
    bare: list[dict[str, Any]] = []
    for number in range(rounds + 1):
        for port, kept in ((servers.ours, ours), (servers.bare, bare)):
            if port == servers.ours or asked.both:
                found = _answers(port, asked.path, servers.cookies[asked.who], seconds)
                if number or not rounds:
                    kept.append(found)
    result = {f"ours_{key}": value for key, value in _medians(ours).items()}
    if asked.both:
        result |= {f"bare_{key}": value for key, value in _medians(bare).items()}
        result["ratio"] = round(result["ours_ms"] / result["bare_ms"], 2)
    return result


def _answers(port: int, path: str, cookie: str, seconds: float) -> dict[str, Any]:
    command = [sys.executable, str(CLIENT), str(port), path, cookie, str(CONNECTIONS), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"bench: {path}: {done.stderr.strip()[-300:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _medians(rounds: list[dict[str, Any]]) -> dict[str, float]:
    per_second = statistics.median(len(found["ms"]) / found["seconds"] for found in rounds)
    every = sorted(ms for found in rounds for ms in found["ms"])
    p95 = every[int(0.95 * (len(every) - 1))]
    return {"ms": round(1000 / per_second, 3), "per_second": round(per_second, 1), "p95_ms": round(p95, 1)}
