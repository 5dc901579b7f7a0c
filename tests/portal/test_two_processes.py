"""Two server processes: every hit counted once, a killed one loses a flush at most, and neither shows what another has withdrawn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from dieuhanh.config import places
from dieuhanh.demo import loader
from dieuhanh.faces.portal.models import VisitDay
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.publishing import publish_plan, usual_areas
from dieuhanh.kernel.publication.actions import withdraw
from dieuhanh.kernel.publication.models import Publication

from ..office import PASSWORD, PLAN

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
import django
from django.conf import settings
from django.db import connections
connections.settings["default"]["NAME"] = sys.argv[1]
settings.VISITS_FLUSH_SECONDS = 0.2
django.setup()
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

# Each worker has one handler, as under the web server: its pages and its counter are its own.
handler = WSGIHandler()
make = RequestFactory()

def opened(number, path="/"):
    agent = f"Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Firefox/{number % 50}"
    answer = handler.get_response(make.get(path, HTTP_USER_AGENT=agent, HTTP_HOST="localhost"))
    return answer.status_code

def many(count):
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(opened, range(count)))
    return codes.count(200)

print("ready", flush=True)
for line in sys.stdin:
    verb, value = line.split()
    print(many(int(value)) if verb == "open" else opened(0, value), flush=True)
"""


class Worker:
    def __init__(self, program: Path) -> None:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        # The settings of the tests choose a place of their own; two workers of one server share theirs.
        environment["PYTEST_XDIST_WORKER"] = "shared"
        self.process = subprocess.Popen(
            [sys.executable, str(program), str(connection.settings_dict["NAME"])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert self._said() == "ready"

    def _said(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def tell(self, words: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def ask(self, words: str) -> int:
        self.tell(words)
        return int(self._said())

    def answer(self) -> int:
        return int(self._said())

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


@pytest.fixture
def public() -> Iterator[Publication]:
    with pinned(loader.DAY):
        loader.prepare_office(By(channel="system", day=loader.DAY), password=PASSWORD)
        chief = viewer_for("chanhvanphong", today()).by(channel="cli")
        plan = load_text(chief, data=PLAN.encode(), name="a.txt", issue=True)
        leader = viewer_for("chutich", today()).by(channel="cli")
        yield publish_plan(leader, plan=plan, areas=usual_areas(plan))


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Callable[[], Worker]]:
    program = tmp_path / "worker.py"
    program.write_text(PROGRAM, encoding="utf-8")
    made: list[Worker] = []

    def make() -> Worker:
        made.append(Worker(program))
        return made[-1]

    yield make
    for each in made:
        each.kill()


def counted() -> VisitDay:
    return VisitDay.objects.filter(day=loader.DAY).first() or VisitDay(day=loader.DAY)


def wait_for(found: Callable[[], bool], seconds: float = 15.0) -> bool:
    until = time.monotonic() + seconds
    while not found() and time.monotonic() < until:
        time.sleep(0.05)
    return found()


def test_every_hit_of_two_processes_is_counted_once(public: Publication, worker: Callable[[], Worker]) -> None:
    workers = [worker(), worker()]
    for each in workers:
        each.tell("open 500")
    assert sum(each.answer() for each in workers) == 1000
    assert wait_for(lambda: counted().hits == 1000), counted().hits
    time.sleep(0.5)
    assert (counted().hits, counted().visitors, counted().visits) == (1000, 50, 50)


def test_a_killed_process_loses_one_flush_at_most(public: Publication, worker: Callable[[], Worker]) -> None:
    first, other = worker(), worker()
    assert first.ask("open 300") == 300
    assert wait_for(lambda: counted().hits == 300)
    first.tell("open 2000")
    time.sleep(0.3)
    first.kill()
    kept = counted().hits
    assert 300 <= kept <= 2300
    assert other.ask("open 100") == 100
    assert wait_for(lambda: counted().hits == kept + 100), (kept, counted().hits)


def test_no_process_shows_what_was_withdrawn(public: Publication, worker: Callable[[], Worker]) -> None:
    """Each has the page in memory; a second after the act none gives it any more."""
    workers = [worker(), worker()]
    page = f"/ke-hoach/{public.slug}/"
    assert [each.ask(f"get {page}") for each in workers] == [200, 200]
    withdraw(viewer_for("chutich", today()).by(channel="cli"), publication=public)
    begun = time.monotonic()
    assert wait_for(lambda: [each.ask(f"get {page}") for each in workers] == [404, 404], 5.0)
    assert time.monotonic() - begun < 2.0


def test_the_salt_lies_in_the_run_folder_alone(public: Publication, worker: Callable[[], Worker]) -> None:
    assert worker().ask("open 1") == 1
    assert wait_for(lambda: counted().hits == 1)
    assert [file.name for file in places.home().rglob("*.salt")] == ["visits-2021-11-24.salt"]
