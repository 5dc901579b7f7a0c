"""What must be true before anything is started: the port, the folder, the database. Every probe has an end."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from dieuhanh.config import commands, places
from dieuhanh.faces.cli.building import beside
from dieuhanh.faces.cli.failure import Failure

HOST = "127.0.0.1"  # loopback only: who serves a network puts a proxy before it
PORT_PATIENCE = 3.0  # seconds; a server that has just been stopped may still be closing its port
PROBE_TIMEOUT = 2.0

LIBRARIES = {
    "account",
    "auth",
    "contenttypes",
    "django_tasks_database",
    "sessions",
}  # apps of others whose tables are part of ours

REASONS = {
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EISDIR: "đó là một thư mục",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.EEXIST: "đường dẫn đi qua một tệp, không phải thư mục",
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a database says of itself: applied migrations ("app.name"), its kind ("office", "demo", "" where nobody has
    entered anything yet), and whether tables of another program lie in it."""

    applied: frozenset[str]
    kind: str
    foreign: bool


def port_wanted() -> int:
    text = os.environ.get("PORT", "").strip() or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise Failure(f"PORT={text} không phải số cổng (1 đến 65535)")
    return int(text)


def _bind_error(port: int) -> OSError | None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error
    return None


def wait_for_port(port: int, patience: float = PORT_PATIENCE) -> None:
    until = time.monotonic() + patience
    while error := _bind_error(port):
        if error.errno != errno.EADDRINUSE:
            raise Failure(f"không mở được cổng {port}: {REASONS.get(error.errno or 0, error.strerror)}")
        if time.monotonic() > until:
            raise Failure(
                f"cổng {port} đang có chương trình khác dùng; hãy chọn cổng khác: "
                f"«{commands.start(office=not places.wants_demo(), port=_free_near(port))}»"
            )
        time.sleep(0.05)


def _free_near(port: int) -> int:
    candidates = (8100, 8200, 8300, *range(port + 1, min(port + 50, 65536)))
    return next((other for other in candidates if other != port and _bind_error(other) is None), 8100)


def says_not_set_up(port: int) -> bool:
    """Does a server of ours answer there that nobody has set it up?"""
    line = HTTPConnection(HOST, port, timeout=PROBE_TIMEOUT)
    try:
        line.request("GET", "/")
        answer = line.getresponse()
        return answer.status == 503 and b"dieuhanh setup" in answer.read(100_000)
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def prepare_folders() -> None:
    folder = places.run_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Failure(f"không ghi được vào thư mục {folder}: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    return REASONS.get(error.errno or 0, error.strerror or str(error))


def look(database: places.Database) -> Found | None:
    """None where there is no database yet (a SQLite file that can be made). Refuses what could not be written later."""
    return _look_at_sqlite(Path(database.name)) if database.vendor == "sqlite" else _look_at_postgresql(database)


def _look_at_sqlite(path: Path) -> Found | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            beside(path).open("ab").close()
            return None
        path.open("r+b").close()
    except OSError as error:
        raise Failure(f"không ghi được tệp cơ sở dữ liệu {path}: {_reason(error)}") from error
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=rw", uri=True, timeout=10, isolation_level=None)
        try:
            # Proves that it can be written, and finishes what a crash has left in the write-ahead log.
            connection.execute("BEGIN IMMEDIATE")
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            return _asked(tables, lambda sql: connection.execute(sql).fetchall())
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise Failure(f"không ghi được tệp cơ sở dữ liệu {path}: {_sqlite_reason(error)}") from error


def _sqlite_reason(error: sqlite3.Error) -> str:
    words = str(error)
    if "readonly" in words or "unable to open" in words:
        return "không có quyền ghi vào tệp hoặc thư mục chứa tệp"
    if "not a database" in words or "malformed" in words:
        return "tệp hỏng hoặc không phải cơ sở dữ liệu SQLite"
    return "chương trình khác đang khóa tệp" if "locked" in words else words


def _look_at_postgresql(database: places.Database) -> Found:
    import psycopg  # only who uses PostgreSQL waits for its driver
    from psycopg.conninfo import make_conninfo

    settings = {"dbname": database.name, "user": database.user, "password": database.password}
    settings |= {"host": database.host, "port": database.port, "connect_timeout": "10"}
    try:
        address = make_conninfo("", **{key: value for key, value in settings.items() if value})
        with psycopg.connect(address) as connection:
            rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))")
            tables = {name for (name,) in rows}
            return _asked(tables, lambda sql: connection.execute(sql).fetchall())
    except psycopg.Error as error:
        first = (str(error).strip().splitlines() or ["không rõ"])[0]
        remedy = f"; hãy tạo trước: «createdb {database.name}»" if "does not exist" in first else ""
        raise Failure(f"không dùng được cơ sở dữ liệu PostgreSQL «{database.name}»: {first}{remedy}") from error


def _asked(tables: set[str], ask: Callable[[str], list[tuple[str, ...]]]) -> Found:
    applied = ask("SELECT app, name FROM django_migrations") if "django_migrations" in tables else []
    kinds = ask("SELECT kind FROM installation_installation") if "installation_installation" in tables else []
    ours = {folder.parent.name for folder in places.PACKAGE.glob("*/*/migrations")} | LIBRARIES
    foreign = bool(tables) and (not applied or not {app for app, _ in applied} <= ours)
    return Found(frozenset(f"{app}.{name}" for app, name in applied), kinds[0][0] if kinds else "", foreign)


def agree(database: places.Database, found: Found) -> None:
    """An office's database is never shown as a demo, a demo never taken for an office's, other people's tables left alone."""
    name = f"cơ sở dữ liệu {database.name}"
    if found.kind == "office" and places.wants_demo():
        raise Failure(f"{name} là của cơ quan, không phải bản minh họa; hãy chạy «{commands.start(office=True)}»")
    if found.kind == "demo" and not places.wants_demo():
        raise Failure(
            f"{name} là bản minh họa, không dùng cho cơ quan được; hãy bỏ DEMO=no hoặc chọn cơ sở dữ liệu khác"
        )
    if found.foreign and not found.kind:
        raise Failure(f"{name} chứa bảng của phần mềm khác; hãy dùng một cơ sở dữ liệu trống")
