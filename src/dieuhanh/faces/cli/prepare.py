"""The one child of a start that needs Django: tables, the demo, static files. `python -m dieuhanh.faces.cli.prepare database static`

The supervisor decides what is to be done; on SQLite it names a file beside the real one, on PostgreSQL the demo's last act
marks it complete, so nobody ever meets a half-made demo.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from dieuhanh.config import places


def prepare_database() -> None:
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "postgresql":
        _clear_half_made_demo()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if places.wants_demo():
        _load_demo()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _load_demo() -> None:
    from dieuhanh.demo.loader import DAY, is_complete, load_demo

    if is_complete():
        return
    with _reaching_the_disk_at_the_end():
        load_demo(_demo_password(), places.demo_day() or DAY)


@contextmanager
def _reaching_the_disk_at_the_end() -> Iterator[None]:
    """A demo that is being made has not its real name yet on SQLite: hundreds of acts need not wait for the disk, the checkpoint does."""
    from django.db import connection

    def synchronous(word: str) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA synchronous={word}")

    synchronous("OFF")
    yield
    synchronous("FULL")


def _demo_password() -> str:
    """One for all demo databases of this folder: a second one (PostgreSQL) must not make the first one's password unknown."""
    file = places.run_dir() / "demo-password"
    if file.is_file():
        return file.read_text(encoding="ascii").strip()
    from dieuhanh.kernel.access.codes import LETTERS

    password = "".join(secrets.choice(LETTERS) for _ in range(14))
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(f"{password}\n", encoding="ascii")
    draft.replace(file)
    return password


def _clear_half_made_demo() -> None:
    """Drops what an interrupted first start has left; nothing but a demo without its completing act is ever dropped."""
    from django.db import connection

    tables = set(connection.introspection.table_names())
    if not {"installation_installation", "journal_act", "journal_seal"} <= tables:
        return  # interrupted before anyone could enter anything: migrate goes on where it stopped
    from dieuhanh.demo.loader import is_complete

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM installation_installation WHERE kind = 'demo'")
        if cursor.fetchone()[0] and not is_complete():
            for table in sorted(tables):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")


def collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


STEPS = {"database": prepare_database, "static": collect_static}


def main(steps: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dieuhanh.config.settings")
    import django

    django.setup()
    for step in steps:
        STEPS[step]()


if __name__ == "__main__":
    main(sys.argv[1:])
