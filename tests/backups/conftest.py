"""A real installation of the demo for each test, a folder for its backups, and the command at hand."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dieuhanh.kernel.backups.making import Made, make

from ..homes import copy_home, environment

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def dieuhanh(*words: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The command as a technician types it."""
    return subprocess.run(
        [sys.executable, "-m", "dieuhanh.faces.cli", *words],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def home(made_demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This test's own installation; backups are made of it and put back beside it."""
    place = tmp_path / "nhà"
    copy_home(made_demo, place)
    at_home(monkeypatch, place)
    return place


def at_home(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("DIEUHANH_HOME", str(place))
    monkeypatch.delenv("DIEUHANH_DATABASE_URL", raising=False)


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """The folder that backups go to."""
    folder = tmp_path / "ổ sao lưu"
    folder.mkdir()
    return folder


@pytest.fixture
def made(home: Path, disk: Path) -> Made:
    return make(disk, None)


def keep_large_file(home: Path, size: int) -> str:
    """A kept file so large that a backup of it can be watched and interrupted."""
    data = b"\0" * size
    digest = hashlib.sha256(data).hexdigest()
    (home / "files" / digest[:2]).mkdir(exist_ok=True)
    (home / "files" / digest[:2] / digest).write_bytes(data)
    with closing(sqlite3.connect(home / "demo.sqlite3")) as line:
        line.execute(
            "INSERT INTO files_storedfile (sha256, size, media_type, name, act_id) VALUES (?, ?, 'x', 'to.bin', 1)",
            [digest, size],
        )
        line.commit()
    return digest


def keep_many_files(home: Path, count: int) -> None:
    """So many that moving them can be watched."""
    with closing(sqlite3.connect(home / "demo.sqlite3")) as line:
        for number in range(count):
            data = f"van ban {number}".encode()
            digest = hashlib.sha256(data).hexdigest()
            (home / "files" / digest[:2]).mkdir(exist_ok=True)
            (home / "files" / digest[:2] / digest).write_bytes(data)
            line.execute(
                "INSERT INTO files_storedfile (sha256, size, media_type, name, act_id) VALUES (?, ?, 'x', 'nho', 1)",
                [digest, len(data)],
            )
        line.commit()


def state_of(folder: Path) -> dict[str, str]:
    """Every file below a folder by its content, but for the locks that each command takes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }
