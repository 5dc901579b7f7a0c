"""The same on PostgreSQL: a dump under one snapshot, put back in one transaction, refused in clear words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dieuhanh.config import places
from dieuhanh.config.places import Database, address
from dieuhanh.kernel.backups import postgresql
from dieuhanh.kernel.backups.checking import check
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.making import make
from dieuhanh.kernel.backups.restoring import restore

from ..homes import environment
from .conftest import dieuhanh

pytestmark = pytest.mark.only("postgresql")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture
def server() -> Database:
    return places.database()


@pytest.fixture
def databases(server: Database) -> Iterator[tuple[Database, Database]]:
    """Two empty ones: for the installation, and for what comes back."""
    names = [f"dieuhanh_saoluu_{WORKER}_{number}" for number in (1, 2)]
    with postgresql.connected(server, autocommit=True) as line:
        for name in names:
            line.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            line.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        yield replace(server, name=names[0]), replace(server, name=names[1])
        for name in names:
            line.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def home(databases: tuple[Database, Database], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "nhà"
    (place / "run").mkdir(parents=True)
    at_home(monkeypatch, place, databases[0])
    command = [sys.executable, "-m", "dieuhanh.faces.cli.prepare", "database"]
    settings = environment(place, DIEUHANH_DATABASE_URL=address(databases[0]))
    subprocess.run(command, env=settings, check=True, capture_output=True, timeout=120)
    return place


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    (tmp_path / "ổ sao lưu").mkdir()
    return tmp_path / "ổ sao lưu"


def at_home(monkeypatch: pytest.MonkeyPatch, place: Path, database: Database) -> None:
    monkeypatch.setenv("DIEUHANH_HOME", str(place))
    monkeypatch.setenv("DIEUHANH_DATABASE_URL", address(database))


def tables(database: Database) -> set[str]:
    with postgresql.connected(database) as line:
        return postgresql.tables_of(lambda sql: line.execute(sql).fetchall())


def test_saved_checked_and_put_back(
    databases: tuple[Database, Database], home: Path, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(disk, None)
    assert check(made.path, None).fault is None
    new = tmp_path / "máy mới"
    done = dieuhanh("restore", str(made.path), home=new, DIEUHANH_DATABASE_URL=address(databases[1]))
    assert done.returncode == 0, done.stderr
    verified = dieuhanh("verify", home=new, DIEUHANH_DATABASE_URL=address(databases[1]))
    assert verified.returncode == 0, verified.stdout
    anchor = dieuhanh("verify", "--anchor", home=new, DIEUHANH_DATABASE_URL=address(databases[1]))
    assert anchor.stdout.strip() == f"{made.manifest.seq}:{made.manifest.hash}"
    at_home(monkeypatch, new, databases[1])
    with pytest.raises(BackupError, match=r"đã có bảng|đã có tệp"):
        restore(made.path, None, anyway=True)


def test_no_session_goes_in(databases: tuple[Database, Database], home: Path, disk: Path) -> None:
    with postgresql.connected(databases[0]) as line:
        line.execute("INSERT INTO django_session VALUES ('phiendangmo', 'x', now())")
    assert b"phiendangmo" not in make(disk, None).path.read_bytes()


def test_a_fault_leaves_the_empty_database_empty(
    databases: tuple[Database, Database], home: Path, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgresql.connected(databases[0]) as line:
        line.execute("ALTER TABLE journal_act DISABLE TRIGGER USER")
        line.execute("UPDATE journal_act SET reason = 'khác' WHERE id = 2")
        line.execute("ALTER TABLE journal_act ENABLE TRIGGER USER")
    made = make(disk, None)
    assert "lượt ghi số 2" in (check(made.path, None).fault or "")
    at_home(monkeypatch, tmp_path / "máy mới", databases[1])
    with pytest.raises(BackupError, match="--anyway"):
        restore(made.path, None, anyway=False)
    assert tables(databases[1]) == set()
    assert restore(made.path, None, anyway=True).fault


def test_killed_in_the_middle_there_is_nothing_and_the_next_try_works(
    databases: tuple[Database, Database], home: Path, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, new = make(disk, None), tmp_path / "máy mới"
    settings = environment(new, DIEUHANH_DATABASE_URL=address(databases[1]))
    command = [sys.executable, "-m", "dieuhanh.faces.cli", "restore", str(made.path)]
    with subprocess.Popen(command, env=settings, start_new_session=True) as working:
        while not (new / ".restoring" / "moving").exists():
            assert working.poll() is None
            time.sleep(0.0005)
        time.sleep(0.05)  # into pg_restore
        os.killpg(working.pid, signal.SIGKILL)
    until = time.monotonic() + 20
    while tables(databases[1]) and time.monotonic() < until:
        time.sleep(0.1)
    assert tables(databases[1]) == set()
    at_home(monkeypatch, new, databases[1])
    assert restore(made.path, None, anyway=False).fault is None


def test_programs_older_than_the_server_are_refused_with_the_package(
    databases: tuple[Database, Database], home: Path, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "bin" / "pg_dump"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6'\n")
    old.chmod(0o755)
    monkeypatch.setattr(postgresql, "DEBIAN", tmp_path / "không có")
    monkeypatch.setenv("PATH", str(old.parent))
    with pytest.raises(BackupError, match=r"chỉ có bản 9 .*apt install postgresql-client-\d+"):
        make(disk, None)
    old.unlink()
    with pytest.raises(BackupError, match=r"không có pg_dump .*apt install postgresql-client-\d+"):
        make(disk, None)
    assert list(disk.iterdir()) == []


def test_a_user_who_may_make_no_database_is_told_what_to_run(
    databases: tuple[Database, Database], home: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, name = make(disk, None), f"thuong_{WORKER}"
    with postgresql.connected(databases[0], autocommit=True) as line:
        line.execute(f"DROP ROLE IF EXISTS {name}")
        line.execute(f"CREATE ROLE {name} LOGIN")
        try:
            at_home(monkeypatch, home, replace(databases[0], user=name))
            with pytest.raises(BackupError, match=r"ALTER ROLE .* CREATEDB"):
                check(made.path, None)
        finally:
            line.execute(f"DROP ROLE {name}")


def test_another_kind_of_database_is_told(
    databases: tuple[Database, Database], home: Path, disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(disk, None)
    monkeypatch.setenv("DIEUHANH_HOME", str(tmp_path / "máy mới"))
    monkeypatch.delenv("DIEUHANH_DATABASE_URL")
    with pytest.raises(BackupError, match="PostgreSQL, nơi khôi phục dùng SQLite"):
        restore(made.path, None, anyway=False)
    with pytest.raises(BackupError, match="hãy đặt DIEUHANH_DATABASE_URL"):
        check(made.path, None)
