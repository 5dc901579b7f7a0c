"""A place that goes away: a data folder, a database in it or a PostgreSQL cluster of its own, and none of the shell's settings."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dieuhanh.config import places

OWNER = "postgres"
# Whoever measures in the shell of a running office must not write into its database: a journal forgets nothing.
OF_THE_SHELL = (
    "DIEUHANH_HOME",
    "DIEUHANH_DATABASE_URL",
    "DIEUHANH_PUBLIC_URL",
    "DIEUHANH_TRUSTED_HOPS",
    "DJANGO_SETTINGS_MODULE",
    "DEMO",
    "PORT",
)

EARLY = {"DIEUHANH_DEMO_DAY": "2021-10-06"}  # where nothing is measured, the demo need not have played its quarter


@contextmanager
def home() -> Iterator[Path]:
    """An empty data folder; made before Django reads its settings."""
    folder = Path(tempfile.mkdtemp(prefix="dieuhanh-bench-"))
    before = dict(os.environ)
    for name in (*OF_THE_SHELL, *(name for name in before if name.startswith("GRANIAN_"))):
        os.environ.pop(name, None)
    os.environ["DIEUHANH_HOME"] = str(folder)
    try:
        yield folder
    finally:
        os.environ.clear()
        os.environ.update(before)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def place(vendor: str) -> Iterator[Path]:
    """`home()`, with the address of an empty database of this kind."""
    with home() as folder:
        if vendor == "sqlite":
            yield folder
            return
        with _cluster() as socket:
            os.environ["DIEUHANH_DATABASE_URL"] = f"postgresql://{OWNER}@/{OWNER}?host={socket}"
            yield folder


@contextmanager
def database(vendor: str) -> Iterator[None]:
    """An empty database with our tables, and Django set up on it. One a process: Django is set up once."""
    with place(vendor):
        os.environ["DJANGO_SETTINGS_MODULE"] = "dieuhanh.config.settings"
        import django
        from django.core.management import call_command
        from django.db import connections

        django.setup()
        try:
            if vendor == "sqlite":
                lay_tables(places.sqlite_file(demo=places.wants_demo()))
            call_command("migrate", verbosity=0, interactive=False)
            call_command("createcachetable", verbosity=0)
            yield
        finally:
            connections.close_all()


def lay_tables(file: Path) -> None:
    """Tables that somebody has ready: the tests, so that not each of a dozen benches makes the same ones."""
    if ready := os.environ.get("BENCH_TABLES"):
        shutil.copyfile(ready, file)


def postgresql_programs() -> Path | None:
    """The folder of the newest server installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def _cluster() -> Iterator[Path]:
    """The server as Debian sets it, but for the address: commits reach the disk, which is part of what an act costs."""
    programs = postgresql_programs()
    if programs is None:
        raise SystemExit("bench: PostgreSQL is not installed here (apt install postgresql-15)")
    folder = Path(tempfile.mkdtemp(prefix="dh-pg-", dir="/tmp"))  # short: a socket's path has 107 bytes at most
    data = folder / "data"
    as_owner = ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []  # PostgreSQL refuses to run as root
    control = [*as_owner, str(programs / "pg_ctl"), "-D", str(data), "-s", "-w"]
    try:
        if as_owner:
            shutil.chown(folder, OWNER)
        made = ["-D", str(data), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        _run([*as_owner, str(programs / "initdb"), *made], folder)
        _run([*control, "-o", f"-k {folder} -c listen_addresses=''", "-l", str(folder / "log"), "start"], folder)
        yield folder
    finally:
        if (data / "postmaster.pid").exists():
            subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], folder: Path) -> None:
    """Its output goes into a file: the server that `pg_ctl` leaves running would hold a pipe open."""
    with (folder / "words").open("w+", encoding="utf-8") as words:
        done = subprocess.run(command, cwd=folder, stdout=words, stderr=subprocess.STDOUT, timeout=120, check=False)
        if done.returncode:
            words.seek(0)
            raise SystemExit(f"bench: PostgreSQL was not started: {' '.join(words.read().split())[-300:]}")
