"""`make start`, `dieuhanh start`: checks, prepares what is missing, then stands above the web server. Imports no Django."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from dieuhanh.config import locks, mail, places
from dieuhanh.faces.cli import stamp, start_checks
from dieuhanh.faces.cli.building import beside, remove
from dieuhanh.faces.cli.failure import Failure
from dieuhanh.faces.cli.start_accounts import announce
from dieuhanh.faces.cli.supervise import Bell, Server, run_child

LOCK_PATIENCE = 120.0  # seconds; a first preparation takes a few


def main() -> None:
    try:
        _start()
    except (Failure, places.BadAddress) as failure:
        print(f"dieuhanh: {failure}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:  # before the bell was hung up
        sys.exit(0)


def _start() -> None:
    os.umask(0o077)  # the data are the office's, not every account's of the machine
    os.environ["DJANGO_SETTINGS_MODULE"] = (
        "dieuhanh.config.settings"  # whatever the shell has left from another project
    )
    database = places.database()
    mail.server()  # a wrong address of the mail server is told here, and not by every process that reads it
    port = start_checks.port_wanted()
    start_checks.wait_for_port(port)
    start_checks.prepare_folders()
    bell = Bell()
    with _alone(bell):
        if not bell.stop:
            _prepare(database, bell)
    if not bell.stop:
        Server(port, bell).keep_alive(when_ready=lambda: announce(port, set_up=_is_set_up(database)))


def _is_set_up(database: places.Database) -> bool:
    found = start_checks.look(database)
    return found is not None and bool(found.kind)


@contextmanager
def _alone(bell: Bell) -> Iterator[None]:
    """Two starts of one folder prepare one after the other; the lock goes with the process that holds it."""
    until = time.monotonic() + LOCK_PATIENCE
    with ExitStack() as held:
        while not bell.stop:
            with suppress(BlockingIOError):
                held.enter_context(locks.hold(locks.PREPARE))
                break
            if time.monotonic() > until:
                file = places.run_dir() / locks.PREPARE
                raise Failure(f"một lần chạy khác giữ {file} quá {LOCK_PATIENCE:g} giây; hãy dừng nó rồi chạy lại")
            bell.wait(0.2)
        yield


def _prepare(database: places.Database, bell: Bell) -> None:
    found = start_checks.look(database)
    if found:
        start_checks.agree(database, found)
    database_file, static_file = stamp.database_stamp_file(database), stamp.static_stamp_file()
    static = stamp.static_stamp()
    steps = []
    if not found or not stamp.holds(database_file, stamp.database_stamp(found.applied)):
        steps.append("database")
    if not stamp.holds(static_file, static) or not (places.home() / "static").is_dir():
        steps.append("static")
    if not steps:
        return
    print("Đang chuẩn bị dữ liệu, lần đầu mất khoảng nửa phút…", flush=True)
    aside = "database" in steps and database.vendor == "sqlite" and not (found and found.kind)
    _run_steps(steps, Path(database.name) if aside else None, bell)
    if "static" in steps:
        static_file.write_text(static, encoding="ascii")
    made = start_checks.look(database)
    if made:
        database_file.write_text(stamp.database_stamp(made.applied), encoding="ascii")


def _run_steps(steps: list[str], target: Path | None, bell: Bell) -> None:
    """With a target, the database is built beside it and takes its place when it is whole."""
    environment = dict(os.environ)
    building = beside(target) if target else None
    if building:
        remove(building)
        environment["DIEUHANH_DATABASE_URL"] = places.address(places.Database("sqlite", str(building)))
    code = run_child([sys.executable, "-m", "dieuhanh.faces.cli.prepare", *steps], environment, bell)
    if code:
        raise Failure(f"chuẩn bị dữ liệu không xong (mã {code}); nguyên nhân ở các dòng trên")
    if building and target:
        for left in ("-wal", "-shm"):  # of an empty file that stood here: a log must not be played into the new one
            target.with_name(f"{target.name}{left}").unlink(missing_ok=True)
        building.replace(target)
        remove(building)


if __name__ == "__main__":
    main()
