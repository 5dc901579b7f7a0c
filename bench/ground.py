"""A database that goes away: SQLite in a temporary folder, or a PostgreSQL cluster of its own behind a unix socket."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def home() -> Iterator[Path]:
    """DIEUHANH_HOME in a temporary folder; set before Django reads its settings."""
    folder = Path(tempfile.mkdtemp(prefix="dieuhanh-bench-"))
    before = os.environ.get("DIEUHANH_HOME")
    os.environ["DIEUHANH_HOME"] = str(folder)
    try:
        yield folder
    finally:
        os.environ.pop("DIEUHANH_HOME")
        if before is not None:
            os.environ["DIEUHANH_HOME"] = before
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(vendor: str) -> Iterator[None]:
    """An empty database with our tables, and Django set up on it. One a process: Django is set up once."""
    with home():
        if vendor == "sqlite":
            _prepared()
            yield
            return
        with _cluster() as socket:
            os.environ["DIEUHANH_DATABASE_URL"] = f"postgresql://postgres@/postgres?host={socket}"
            try:
                _prepared()
                yield
            finally:
                from django.db import connections

                connections.close_all()
                os.environ.pop("DIEUHANH_DATABASE_URL")


def _prepared() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "dieuhanh.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


@contextmanager
def _cluster() -> Iterator[Path]:
    tools = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    if tools is None:
        raise SystemExit("bench: PostgreSQL is not installed here (apt install postgresql-15)")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    control = [*as_user, str(tools / "pg_ctl"), "-D", str(data), "-w"]
    try:
        subprocess.run(
            [*as_user, str(tools / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        options = f"-k '{folder}' -c listen_addresses=''"
        subprocess.run(
            [*control, "-o", options, "-l", str(folder / "log"), "start"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        yield folder
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)
