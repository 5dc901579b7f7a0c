"""kill -9 in the middle of an act: nothing of it is there, and the next writer goes on at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.units.models import Area

from .verbs import SYSTEM, make_area

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = """
import sys, time
from datetime import date
import django
from django.conf import settings
name = sys.argv[1]
from django.db import connections
connections.settings["default"]["NAME"] = name
django.setup()
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By, action, create
from dieuhanh.kernel.units.models import Area

@action("tests.hang", may=None)
def hang(by):
    create(Area(code="hang", number=77, name="dở dang", words=""))
    print("inside", flush=True)
    time.sleep(60)

with pinned(date(2021, 11, 24)):
    hang(By(channel="system"))
"""


def test_a_killed_writer_leaves_nothing_and_blocks_nobody(tmp_path: Path) -> None:
    make_area(SYSTEM, number=1)
    program = tmp_path / "hang.py"
    program.write_text(PROGRAM, encoding="utf-8")
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "dieuhanh.config.settings"}
    command = [sys.executable, str(program), str(connection.settings_dict["NAME"])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "inside\n"
        writer.send_signal(signal.SIGKILL)
    assert make_area(SYSTEM, number=2).pk
    assert set(Area.objects.values_list("number", flat=True)) == {1, 2}
    assert Act.objects.count() == 2
    assert verify().whole
