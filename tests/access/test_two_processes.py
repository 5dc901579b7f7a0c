"""Two web processes count wrong tries together: what one has counted, the other knows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection

from dieuhanh.demo import loader
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By

from ..office import PASSWORD

PROGRAM = """
import sys
from concurrent.futures import ThreadPoolExecutor
import django
from django.db import connections
connections.settings["default"]["NAME"] = sys.argv[1]
django.setup()
from django.test import Client
from dieuhanh.kernel.access.models import User

checked = []
real = User.check_password
def counted(user, raw):
    checked.append(raw)
    return real(user, raw)
User.check_password = counted

def guess(number):
    Client(SERVER_NAME="localhost").post("/accounts/login/", {"login": "chanhvanphong", "password": f"sai {number}"})
    connections.close_all()

print("ready", flush=True)
sys.stdin.readline()
with ThreadPoolExecutor(4) as pool:
    list(pool.map(guess, range(20)))
print(len(checked))
"""


@pytest.mark.django_db(transaction=True)
def test_forty_guesses_in_two_processes_check_five(tmp_path: Path) -> None:
    cache.clear()
    with pinned(loader.DAY):
        loader.prepare_office(By(channel="system", day=loader.DAY), password=PASSWORD)
    program = tmp_path / "guess.py"
    program.write_text(PROGRAM, encoding="utf-8")
    # The pages need no collected files here, as in the settings of the tests.
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(program), str(connection.settings_dict["NAME"])]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": environment}
    processes = [subprocess.Popen(command, **pipes) for _ in range(2)]  # type: ignore[call-overload]  # a dict of options
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    counts = [int(process.communicate(timeout=120)[0].strip()) for process in processes]
    assert sum(counts) == 5
    cache.clear()
