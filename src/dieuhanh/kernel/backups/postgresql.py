"""PostgreSQL through its own programs: a dump under an exported snapshot, and putting it back in one transaction."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dieuhanh.config.places import Database
from dieuhanh.kernel.backups.errors import BackupError
from dieuhanh.kernel.backups.facts import PASSING, Ask, Facts, facts

if TYPE_CHECKING:
    import psycopg

DEBIAN = Path("/usr/lib/postgresql")


@contextmanager
def connected(database: Database, *, autocommit: bool = False) -> Iterator[psycopg.Connection]:
    """Without the product's time limits: a snapshot stays open as long as its dump takes."""
    import psycopg  # only who uses PostgreSQL waits for its driver

    wanted = {"dbname": database.name, "user": database.user, "password": database.password}
    wanted |= {"host": database.host, "port": database.port, "connect_timeout": "10"}
    try:
        with psycopg.connect(
            **{key: value for key, value in wanted.items() if value},  # type: ignore[arg-type]  # all of them are texts
            autocommit=autocommit,
        ) as line:
            yield line
    except psycopg.Error as error:
        first = (str(error).strip().splitlines() or ["không rõ"])[0]
        raise BackupError(f"không dùng được cơ sở dữ liệu PostgreSQL «{database.name}»: {first}") from error


def tables_of(ask: Ask) -> set[str]:
    return {name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))")}


def dump(database: Database, into: Path) -> Facts:
    """The dump and what the database said of itself, both of one moment, while people write."""
    with connected(database) as line:
        program = program_for(line, "pg_dump")
        line.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        (snapshot,) = line.execute("SELECT pg_export_snapshot()").fetchone() or ("",)

        def ask(sql: str) -> list[tuple[object, ...]]:
            return line.execute(sql).fetchall()

        found = facts(ask, tables_of(ask))
        options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        left_out = [f"--exclude-table-data={table}" for table in PASSING]
        _run([program, *options, *left_out, f"--file={into}"], database)
    return found


def put_back(database: Database, dumped: Path) -> None:
    """All of it or nothing: a restore that is killed leaves the database as empty as it was."""
    with connected(database) as line:
        program = program_for(line, "pg_restore")
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run([program, *options, f"--dbname={database.name}", str(dumped)], database)


def program_for(line: psycopg.Connection, name: str) -> str:
    """A program that is not older than the server; of those that are there, the one nearest to it."""
    wanted = line.info.server_version // 10000
    on_path = shutil.which(name)
    found = {_major(path): str(path) for path in (*([Path(on_path)] if on_path else []), *DEBIAN.glob(f"*/bin/{name}"))}
    fit = [major for major in found if major >= wanted]
    if fit:
        return found[min(fit)]
    newest = f"chỉ có bản {max(found)}" if found and max(found) else "không có"
    raise BackupError(
        f"máy chủ PostgreSQL là bản {wanted}, máy này {newest} {name} dùng được; "
        f"hãy cài gói postgresql-client-{wanted} (apt install postgresql-client-{wanted})"
    )


def _major(program: Path) -> int:
    try:
        said = subprocess.run(
            [str(program), "--version"], capture_output=True, text=True, timeout=20, check=False
        ).stdout
    except OSError:
        return 0
    number = re.search(r"(\d+)", said)
    return int(number.group(1)) if number else 0


def _run(command: list[str], database: Database) -> None:
    """The password goes through the environment: a command line is everybody's to read."""
    given = {"PGHOST": database.host, "PGPORT": database.port, "PGUSER": database.user, "PGPASSWORD": database.password}
    own = {name: value for name, value in given.items() if value} | {"PGDATABASE": database.name, "LC_ALL": "C.UTF-8"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    done = subprocess.run(command, env={**kept, **own}, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"mã {done.returncode}"]
        raise BackupError(f"{Path(command[0]).name}: {lines[0]}")


def not_allowed() -> type[Exception]:
    import psycopg

    return psycopg.errors.InsufficientPrivilege


def clear(database: Database) -> None:
    """Only where we have just put something into an empty database that turned out not to be whole."""
    with connected(database) as line:
        for (name,) in line.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))"
        ).fetchall():
            line.execute(f'DROP TABLE "{name}" CASCADE')
        line.execute("DROP FUNCTION IF EXISTS dieuhanh_refuse()")
