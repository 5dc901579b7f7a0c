"""A backup while the server may run (copy of the database, kept files, hashes, one file on the disk) beside copying the same bytes.

The bytes are the database and the kept files as they lie, written one after the other into one file that reaches the disk once, as a
backup does: a file each would be slower to flush, and flatter us.
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.ground import database as prepared
from bench.measured import Measured, in_turn

DAY = date(2021, 11, 24)
FILES, EACH = 240, 250_000  # 60 MB of documents
ACTS, ROWS = 250, 2000  # and a database of about half of it


def run(quick: bool, database: str) -> Measured:
    with prepared(database):
        return _measure(quick, database)


def _measure(quick: bool, database: str) -> Measured:
    from dieuhanh.config import places
    from dieuhanh.kernel.backups.key import make_key
    from dieuhanh.kernel.backups.making import make

    _fill(5 if quick else FILES, 1 if quick else ACTS)
    home = places.home()
    to, key = home / "backups", home / "key"
    to.mkdir()
    make_key(key)
    sources = _sources(database)

    def ours(with_key: Path | None) -> Callable[[], None]:
        return lambda: make(to, with_key).path.unlink()

    rounds = 1 if quick else 5
    seconds, baseline = in_turn(ours(None), lambda: _copied(sources, home / "copy"), rounds)
    encrypted, _ = in_turn(ours(key), lambda: _copied(sources, home / "copy"), rounds)
    size = sum(path.stat().st_size for path in sources)
    more = {"encrypted_seconds": encrypted, "encrypted_ratio": encrypted / baseline}
    if database == "postgresql":
        more["pg_dump_seconds"] = _of_pg_dump()
    return Measured("backup", seconds, baseline, size=size, database=database, goal=4, more=more)


def _of_pg_dump() -> float:
    """How much of ours is the server's own program."""
    from dieuhanh.config import places
    from dieuhanh.kernel.backups import postgresql

    begun = time.perf_counter()
    postgresql.dump(places.database(), places.home() / "dump again")
    return time.perf_counter() - begun


def _fill(files: int, acts: int) -> None:
    from dieuhanh.kernel.files.actions import store
    from dieuhanh.kernel.installation.clock import pinned
    from dieuhanh.kernel.journal.actions import By, action, create_many
    from dieuhanh.kernel.journal.founding import found_installation
    from dieuhanh.kernel.units.models import Unit

    @action("bench.make_units", may=None)
    def make_units(by: By) -> None:
        create_many([Unit(from_day=DAY) for _ in range(ROWS)])

    by = By(channel="system")
    with pinned(DAY):
        found_installation(by, kind="demo", name="đo tốc độ", day=DAY)
        for _ in range(acts):
            make_units(by)
        for number in range(files):
            store(by, data=secrets.token_bytes(EACH), name=f"{number}.pdf")


def _sources(database: str) -> list[Path]:
    """On PostgreSQL the database's bytes are those of its dump: a server's files cannot be copied while it runs."""
    from dieuhanh.config import places
    from dieuhanh.kernel.backups import postgresql

    kept = sorted((places.home() / "files").glob("??/*"))
    if database == "sqlite":
        return [Path(places.database().name), *kept]
    dumped = places.home() / "dump"
    postgresql.dump(places.database(), dumped)
    return [dumped, *kept]


def _copied(sources: list[Path], to: Path) -> None:
    with to.open("wb", buffering=0) as target:
        for source in sources:
            with source.open("rb", buffering=0) as content:
                shutil.copyfileobj(content, target, 1 << 20)
        os.fsync(target.fileno())
    to.unlink()
