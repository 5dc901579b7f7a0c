"""The end of a trial on PostgreSQL: into an empty database, while nobody is connected; the old one takes no more writing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from .test_setup_command import WARD, dieuhanh
from .test_start_postgresql import ask

pytestmark = [pytest.mark.only("postgresql"), pytest.mark.xdist_group("setup")]


@pytest.fixture
def two_databases() -> Iterator[list[str]]:
    given = urlsplit(os.environ["DIEUHANH_DATABASE_URL"])
    names = [f"real_{os.getpid()}_{n}" for n in (1, 2)]
    with psycopg.connect(urlunsplit(given._replace(path="/postgres")), autocommit=True) as line:
        for name in names:
            line.execute(f"CREATE DATABASE {name}")
        try:
            yield [urlunsplit(given._replace(path=f"/{name}")) for name in names]
        finally:
            for name in names:
                line.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_trial_on_postgresql_goes_into_an_empty_database(two_databases: list[str], tmp_path: Path) -> None:
    trial, real = two_databases
    assert dieuhanh(tmp_path, *WARD, DIEUHANH_DATABASE_URL=trial)[0] == 0

    def start(*more: str) -> tuple[int, str]:
        return dieuhanh(tmp_path, "start-for-real", "--yes", *more, DIEUHANH_DATABASE_URL=trial)

    assert "--into" in start()[1]
    assert "phải là một cơ sở dữ liệu PostgreSQL trống" in start("--into", trial)[1]
    with psycopg.connect(trial):
        code, words = start("--into", real)
        assert (code, "kết nối đang mở" in words) == (2, True), words
    code, words = start("--into", real)
    assert code == 0, words
    assert ask(real, "SELECT count(*) FROM installation_installation WHERE NOT trial") == 1
    assert ask(real, "SELECT count(*) FROM units_unitname") == ask(trial, "SELECT count(*) FROM units_unitname") == 20
    assert dieuhanh(tmp_path, "verify", DIEUHANH_DATABASE_URL=real)[0] == 0
    with psycopg.connect(trial) as line, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        line.execute("DELETE FROM access_grant")
    assert dieuhanh(tmp_path, "new-code", "kythuat", DIEUHANH_DATABASE_URL=real)[0] == 0
