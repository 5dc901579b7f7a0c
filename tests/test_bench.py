"""Every benchmark runs and says what it must; how fast it is, no test asks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.__main__ import NAMES

ROOT = Path(__file__).resolve().parent.parent


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)


@pytest.mark.once
@pytest.mark.parametrize("name", NAMES)
def test_each_prints_one_object(name: str) -> None:
    done = bench(name, "--json", "--quick")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["name"] == name
    assert {"ratio", "seconds", "baseline_seconds", "size"} <= set(found)
    assert (found["ratio"] is None) == (found["baseline_seconds"] is None)
    if name == "pages":
        assert all(page["queries"] > 0 and page["url"].startswith("/desk/") for page in found["pages"])


def test_an_unknown_name_is_refused_in_a_line() -> None:
    done = bench("khong-co")
    assert done.returncode == 2
    assert "khong-co" in done.stderr
