"""Ready homes: made once in a run of the tests, as a first start or a set-up makes them, and copied for each test."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dieuhanh.config import places
from dieuhanh.faces.cli import stamp, start_checks

EARLY = {"DIEUHANH_DEMO_DAY": "2021-10-06"}  # for demos of which any will do: a whole quarter takes long to play


def environment(home: Path, **more: str) -> dict[str, str]:
    given = {key: value for key, value in os.environ.items() if not key.startswith(("DEMO", "DIEUHANH", "DJANGO"))}
    return {**given, "DIEUHANH_HOME": str(home), **more}


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """By the first worker that asks; the others wait for it."""
    base = factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    place = base / "nhà gốc" / name
    with (base / f"{name}.lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            draft = place.with_name(f"{name} đang làm")
            (draft / "run").mkdir(parents=True)
            make(draft)
            draft.rename(place)
    return place


def prepare(home: Path, *steps: str, **more: str) -> None:
    """As the child of a start does it."""
    command = [sys.executable, "-m", "dieuhanh.faces.cli.prepare", *steps]
    subprocess.run(command, env=environment(home, **more), check=True, capture_output=True, timeout=120)


def copy_home(made: Path, home: Path) -> Path:
    """With the stamps of a start that has prepared it: they name the place, so they are written for each copy."""
    shutil.copytree(made, home, dirs_exist_ok=True)
    (home / "run" / stamp.static_stamp_file().name).write_text(stamp.static_stamp(), encoding="ascii")
    for file in home.glob("*.sqlite3"):
        database = places.Database("sqlite", str(file.resolve()))
        found = start_checks.look(database)
        assert found
        kept = home / "run" / stamp.database_stamp_file(database).name
        kept.write_text(stamp.database_stamp(found.applied), encoding="ascii")
    return home


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A real installation of the demo, in the first days of its quarter."""

    def make(home: Path) -> None:
        if migrated_file.exists():  # no run on SQLite may have made it yet
            shutil.copyfile(migrated_file, home / "demo.sqlite3")
        prepare(home, "database", "static", **EARLY)

    return made_once(tmp_path_factory, "demo", make)


@pytest.fixture(scope="session")
def made_static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where nothing is prepared but the files of the pages."""
    return made_once(tmp_path_factory, "static", lambda home: prepare(home, "static"))
