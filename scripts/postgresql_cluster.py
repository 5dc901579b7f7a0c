"""A PostgreSQL server of the tests' own: a new folder, a unix socket and no TCP, gone when the tests end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "postgres"
# Nothing of it must outlive the machine; tests kill processes, not the power.
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "shared_buffers": "256MB",
}


def programs() -> Path | None:
    """The folder of the newest server installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _as_owner() -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", OWNER, "--"] if os.geteuid() == 0 else []


@contextmanager
def cluster() -> Iterator[str]:
    """Yields the address for DIEUHANH_DATABASE_URL."""
    binaries = programs()
    if binaries is None:
        raise FileNotFoundError("initdb")
    folder = Path(tempfile.mkdtemp(prefix="dh-pg-", dir="/tmp"))  # short: a socket's path has 107 bytes at most
    data = folder / "data"
    control = [*_as_owner(), str(binaries / "pg_ctl"), "-D", str(data), "-s", "-w"]
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        initdb = [
            str(binaries / "initdb"),
            "-D",
            str(data),
            "-U",
            OWNER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ]
        _run([*_as_owner(), *initdb], folder)
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        _run([*control, "-l", str(folder / "log"), "-o", f"-k {folder} {options}", "start"], folder)
        _verify(folder, data)
        yield f"postgresql://{OWNER}@/dieuhanh?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            subprocess.run([*control, "-m", "immediate", "stop"], cwd=folder, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=120
    )
    if done.returncode:
        raise RuntimeError(f"{command[-1]}: {done.stderr.strip()}")


def _verify(folder: Path, data: Path) -> None:
    """Whoever finds another server behind the address would drop somebody's database."""
    import psycopg

    with psycopg.connect(host=str(folder), user=OWNER, dbname="postgres", connect_timeout=10, autocommit=True) as line:
        answer = line.execute("SHOW data_directory").fetchone()
        if answer is None or Path(answer[0]) != data:
            raise RuntimeError(f"{folder} leads to another server: {answer}")
        line.execute("CREATE DATABASE dieuhanh")
