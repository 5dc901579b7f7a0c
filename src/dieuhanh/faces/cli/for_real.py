"""`dieuhanh start-for-real`: the trial's lasting part goes into a fresh database, which takes its place when it is whole.

The fresh database is made by a child process (`python -m dieuhanh.faces.cli.for_real`), to which the rows go through a pipe:
password hashes touch no file of their own. Whatever fails on the way leaves the trial as it was.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import click

from dieuhanh.config import commands, locks, places
from dieuhanh.faces.cli import start_checks
from dieuhanh.faces.cli.building import beside, remove
from dieuhanh.faces.cli.database import choose, opened
from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.work import at_work


def begin(*, into: str | None, yes: bool) -> None:
    choose()
    try:
        database = places.database()
    except places.BadAddress as error:
        raise Failure(str(error)) from error
    os.umask(0o077)
    if database.vendor == "sqlite":
        if into is not None:
            raise Failure("--into chỉ dùng với PostgreSQL")
        with _alone(), _unused(Path(database.name)):
            rows = _agreed(yes)
            archive = _in_place(Path(database.name), rows)
        words = f"Bản chạy thử được lưu tại {archive} (chỉ đọc)."
    else:
        url = _empty(into)
        _alone_on_the_server(database)
        _made(url, _agreed(yes))
        _close(database)
        words = f"Từ nay đặt DIEUHANH_DATABASE_URL là địa chỉ ở --into. Cơ sở dữ liệu «{database.name}» là bản lưu của lần chạy thử."
    click.echo(f"Đã bắt đầu dùng thật. {words}")
    click.echo(f"Mọi người đăng nhập lại bằng tên và mật khẩu đang dùng. Kiểm tra: {commands.dieuhanh('verify')}")


def _agreed(yes: bool) -> str:
    """The rows of the trial, once the person has agreed to leave the rest behind."""
    with opened():
        from dieuhanh.kernel.installation.clock import current
        from dieuhanh.kernel.setup.taking_over import refuse_what_is_no_trial, told

        office = refuse_what_is_no_trial(current())
        rows = told(office)
        found = json.loads(rows)
        click.echo(
            f"{office.name}: mang sang {len(found['units'])} đơn vị, {len(found['people'])} người, {len(found['areas'])} lĩnh vực."
        )
        click.echo("Địa chỉ thư, quy định của cơ quan và phân công lĩnh vực cũng mang sang.")
        click.echo("Văn bản, nhiệm vụ và số liệu nhập khi chạy thử không mang sang; chúng ở lại trong bản lưu.")
        if not (yes or (sys.stdin.isatty() and click.confirm("Bắt đầu dùng thật?", default=False))):
            raise Failure("chưa làm gì; thêm --yes để bắt đầu dùng thật")
        from django.db import connection

        connection.close()
    return rows


@contextmanager
def _alone() -> Iterator[None]:
    """No start of this folder prepares anything meanwhile."""
    start_checks.prepare_folders()
    try:
        lock = locks.hold(locks.PREPARE)
    except BlockingIOError as error:
        raise Failure("hệ thống đang được chuẩn bị ở nơi khác; hãy đợi rồi chạy lại") from error
    with lock:
        yield


@contextmanager
def _unused(file: Path) -> Iterator[None]:
    """A running server would go on writing into the archived file. Its open connection keeps SQLite from leaving the write-ahead log."""
    if not file.is_file():
        raise Failure(f"chưa có cơ sở dữ liệu {file}; hãy chạy «{commands.dieuhanh('setup')}» trước")
    _leave_log(file)
    yield


def _leave_log(file: Path) -> None:
    try:
        connection = sqlite3.connect(f"file:{quote(str(file))}?mode=rw", uri=True, timeout=2)
        try:
            connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        finally:
            connection.close()
    except sqlite3.Error as error:
        locked = "locked" in str(error)
        reason = (
            "máy chủ đang chạy trên cơ sở dữ liệu này; hãy dừng nó (Ctrl-C)" if locked else f"không dùng được: {error}"
        )
        raise Failure(f"{file}: {reason} rồi chạy lại" if locked else f"{file}: {reason}") from error


def _in_place(file: Path, rows: str) -> Path:
    """The archive is a second name of the same file until the fresh one takes the first: at no moment is there no database."""
    building = beside(file)
    remove(building)
    _made(places.address(places.Database("sqlite", str(building))), rows)
    _leave_log(file)  # also finds a server that was started meanwhile
    _leave_log(building)
    archive = file.parent / "archive" / f"{file.stem}-chay-thu-{datetime.now(UTC).astimezone():%Y%m%d-%H%M%S}.sqlite3"
    archive.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        os.link(file, archive)
    except OSError:  # a disk without second names
        shutil.copy2(file, archive)
    building.replace(file)
    archive.chmod(0o400)
    remove(building)
    return archive


def _made(url: str, rows: str) -> None:
    environment = {**os.environ, "DIEUHANH_DATABASE_URL": url, "DEMO": "no"}
    command = [sys.executable, "-m", "dieuhanh.faces.cli.for_real"]
    with at_work("Mở cơ sở dữ liệu mới và mang dữ liệu sang"):
        done = subprocess.run(command, env=environment, input=rows, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["không rõ nguyên nhân"])[-1]
        raise Failure(f"chưa làm gì, bản chạy thử còn nguyên: {last.removeprefix('dieuhanh: ')}")


def _empty(into: str | None) -> str:
    if not into:
        raise Failure("PostgreSQL: hãy tạo một cơ sở dữ liệu trống (createdb) rồi thêm --into postgresql://…")
    before = os.environ["DIEUHANH_DATABASE_URL"]
    os.environ["DIEUHANH_DATABASE_URL"] = into
    try:
        database = places.database()
        found = start_checks.look(database)
    except places.BadAddress as error:
        raise Failure(f"--into: {error}") from error
    finally:
        os.environ["DIEUHANH_DATABASE_URL"] = before
    if database.vendor != "postgresql" or (found and (found.kind or found.foreign)):
        raise Failure(f"--into {database.name}: phải là một cơ sở dữ liệu PostgreSQL trống")
    return into


def _alone_on_the_server(database: places.Database) -> None:
    """What somebody writes while the rows are read would be lost without a word."""
    with opened():
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            others = cursor.fetchone()[0]
        connection.close()
    if others:
        raise Failure(f"{database.name}: còn {others} kết nối đang mở; hãy dừng máy chủ (Ctrl-C) rồi chạy lại")


def _close(database: places.Database) -> None:
    """The archived trial takes no more writing."""
    with opened():
        from django.db import DatabaseError, connection

        try:
            with connection.cursor() as cursor:
                name = connection.ops.quote_name(database.name)
                cursor.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        except DatabaseError as error:
            click.echo(f"Lưu ý: chưa khóa ghi được cơ sở dữ liệu cũ ({str(error).splitlines()[0]}).", err=True)


def _child() -> None:
    """In the fresh database: its tables, then the one act."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "dieuhanh.config.settings"
    import django

    django.setup()
    from dieuhanh.faces.cli.prepare import prepare_database
    from dieuhanh.kernel.installation.clock import pinned, wall_day
    from dieuhanh.kernel.journal.actions import By
    from dieuhanh.kernel.journal.errors import ActionError
    from dieuhanh.kernel.setup.taking_over import start_for_real

    prepare_database()
    day = wall_day()
    try:
        with pinned(day):
            start_for_real(By(channel="system", reason="dieuhanh start-for-real", day=day), told=json.load(sys.stdin))
    except ActionError as error:
        print(f"dieuhanh: {error}", file=sys.stderr)
        sys.exit(2)
    from django.db import connection

    connection.close()


if __name__ == "__main__":
    _child()
