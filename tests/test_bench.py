"""Every benchmark runs and says what it must; how fast it is, no test asks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import NAMES

ROOT = Path(__file__).resolve().parent.parent


def bench(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", *words]
    settings = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=180, check=False)


def measured(*words: str, **environment: str) -> dict[str, Any]:
    done = bench(*words, "--json", "--quick", **environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["name"] == words[0]
    assert {"ratio", "seconds", "baseline_seconds", "size"} <= set(found)
    assert found["seconds"] > 0
    assert (found["ratio"] is None) == (found["baseline_seconds"] is None)
    return found


@pytest.mark.once
@pytest.mark.parametrize("name", NAMES)
def test_each_prints_one_object_and_leaves_the_database_of_the_shell_alone(
    name: str, tmp_path: Path, migrated_file: Path
) -> None:
    """Whoever measures where an office runs would otherwise write into a journal that forgets nothing."""
    database = tmp_path / "office.sqlite3"
    of_an_office = {"DIEUHANH_DATABASE_URL": f"sqlite://{database}", "DIEUHANH_HOME": str(tmp_path), "DEMO": "no"}
    found = measured(name, **of_an_office, BENCH_TABLES=str(migrated_file))
    assert not list(tmp_path.iterdir())
    if name == "pages":
        assert {page["who"] for page in found["pages"]} == {"chanhvanphong", "phuong.hadinh.canbo"}
        assert all(page["queries"] > 0 and page["url"].startswith("/desk/") for page in found["pages"])
    else:
        assert found["ratio"] == pytest.approx(found["seconds"] / found["baseline_seconds"])


@pytest.mark.once
@pytest.mark.needs("postgresql")
def test_an_act_is_measured_on_postgresql_too() -> None:
    assert measured("act", "--database", "postgresql")["database"] == "postgresql"


@pytest.mark.once
@pytest.mark.parametrize("words", [("khong-co",), ("act", "--database", "khong-co")])
def test_what_is_unknown_is_refused_in_one_line(words: tuple[str, ...]) -> None:
    done = bench(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert [line for line in done.stderr.splitlines() if "khong-co" in line] == done.stderr.splitlines() != []
