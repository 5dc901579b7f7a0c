"""The empty database of the tests on SQLite, migrated once for each state of the migrations and copied from then on.

On PostgreSQL nothing is kept: its server is a new one in each run of `make test`, and someone else's outside of it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from dieuhanh.config import places

# What decides how an empty database looks. Triggers and the rows that are always there are laid after every migration anew.
SOURCES = [*places.PACKAGE.glob("**/migrations/*.py"), *places.PACKAGE.glob("kernel/fields/*.py")]
LOCK = places.PACKAGE.parent.parent / "requirements" / "test.txt"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A file that lies ready is taken as it is; it goes away with the folder of the run."""
    return _on_sqlite()


@pytest.fixture(scope="session")
def kept_database(pytestconfig: pytest.Config) -> Path:
    said = hashlib.sha256(LOCK.read_bytes())
    for path in sorted(SOURCES):
        said.update(f"{path}\n".encode() + path.read_bytes())
    return pytestconfig.cache.mkdir("migrated") / f"{said.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, kept_database: Path) -> None:
    if _on_sqlite() and kept_database.exists():
        shutil.copyfile(kept_database, settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, kept_database: Path, django_db_blocker: DjangoDbBlocker) -> None:
    if not _on_sqlite() or kept_database.exists():
        return
    draft = kept_database.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(draft)])
    for former in kept_database.parent.glob("*.sqlite3"):
        former.unlink(missing_ok=True)
    draft.rename(kept_database)


@pytest.fixture(scope="session")
def migrated_file(kept_database: Path, django_db_setup: None) -> Path:
    """For processes of their own on SQLite: what an empty database looks like."""
    return kept_database


def _on_sqlite() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))
