"""A start on PostgreSQL, where a demo cannot be built beside and renamed: its last act marks it complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.starting import free_port, refused, started

pytestmark = [pytest.mark.only("postgresql"), pytest.mark.xdist_group("start")]


@pytest.fixture
def empty_database() -> Iterator[str]:
    """The address of a new database on the server of the tests."""
    given = urlsplit(os.environ["DIEUHANH_DATABASE_URL"])
    name = f"start_{os.getpid()}"
    server = urlunsplit(given._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(given._replace(path=f"/{name}"))
        finally:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)")


def ask(address: str, question: LiteralString) -> int:
    with psycopg.connect(address) as line:
        row = line.execute(question).fetchone()
    assert row is not None
    return int(row[0])


HAS_OFFICE = "SELECT count(*) FROM pg_tables WHERE tablename = 'installation_installation'"


def test_a_first_start_killed_half_way_is_made_anew(empty_database: str, tmp_path: Path) -> None:
    home = tmp_path / "nhà"
    with started(home, free_port(), DIEUHANH_DATABASE_URL=empty_database) as run:
        run.wait_for_words("Đang chuẩn bị")
        while not (
            ask(empty_database, HAS_OFFICE) and ask(empty_database, "SELECT count(*) FROM installation_installation")
        ):
            assert run.process.poll() is None, run.words()
    assert not list((home / "run").glob("prepared-*"))
    with started(home, free_port(), DIEUHANH_DATABASE_URL=empty_database) as run:
        run.wait_for_page()
        run.wait_for_words("Mật khẩu chung")
        assert run.stop() == 0
    complete = "SELECT count(*) FROM journal_act JOIN journal_seal ON act_id = id WHERE verb = 'demo.complete_demo'"
    assert ask(empty_database, complete) == 1
    with started(home, free_port(), DIEUHANH_DATABASE_URL=empty_database) as run:
        run.wait_for_page()
        assert "Đang chuẩn bị" not in run.words()


def test_tables_of_another_program_are_left_alone(empty_database: str, tmp_path: Path) -> None:
    with psycopg.connect(empty_database) as line:
        line.execute("CREATE TABLE salaries (id int)")
    words = refused(tmp_path / "nhà", free_port(), DIEUHANH_DATABASE_URL=empty_database)
    assert "chứa bảng của phần mềm khác" in words
    assert ask(empty_database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 1


def test_a_missing_database_is_named_with_the_remedy(empty_database: str, tmp_path: Path) -> None:
    words = refused(tmp_path / "nhà", free_port(), DIEUHANH_DATABASE_URL=empty_database.replace("/start_", "/absent_"))
    assert "createdb absent_" in words
