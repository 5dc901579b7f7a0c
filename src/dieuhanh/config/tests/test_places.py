"""Where data lie, as the environment says it."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from dieuhanh.config import places
from dieuhanh.config.secret import secret_key

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIEUHANH_HOME", str(tmp_path))
    for name in ("DEMO", "DIEUHANH_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_a_demo_and_an_office_have_files_of_their_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert places.database() == places.Database("sqlite", str(tmp_path / "demo.sqlite3"))
    monkeypatch.setenv("DEMO", "no")
    assert places.database() == places.Database("sqlite", str(tmp_path / "office.sqlite3"))


def test_a_checkout_keeps_its_data_in_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIEUHANH_HOME")
    root = places.checkout()
    assert root is not None
    assert places.home() == root / "var"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:///data/x.sqlite3", places.Database("sqlite", "/data/x.sqlite3")),
        ("sqlite:////data/x.sqlite3", places.Database("sqlite", "/data/x.sqlite3")),
        ("sqlite:///m%E1%BB%9Bi%20nh%C3%A0/x", places.Database("sqlite", "/mới nhà/x")),
        (
            "postgresql://an:b%40c@db.local:5433/so",
            places.Database("postgresql", "so", "an", "b@c", "db.local", "5433"),
        ),
        ("postgres://an@/so?host=/run/pg", places.Database("postgresql", "so", "an", "", "/run/pg", "")),
    ],
)
def test_an_address_names_a_database(monkeypatch: pytest.MonkeyPatch, url: str, expected: places.Database) -> None:
    monkeypatch.setenv("DIEUHANH_DATABASE_URL", url)
    assert places.database() == expected


def test_an_unknown_kind_of_address_says_what_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEUHANH_DATABASE_URL", "oracle://x/y")
    with pytest.raises(places.BadAddress, match="sqlite:///"):
        places.database()


@pytest.mark.parametrize("day", ["24/11/2021", "2021-10-04", "2022-01-01"])
def test_a_demo_opens_on_a_day_of_its_quarter(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("DIEUHANH_DEMO_DAY", "2021-12-15")
    assert places.demo_day() == date(2021, 12, 15)
    monkeypatch.setenv("DIEUHANH_DEMO_DAY", day)
    with pytest.raises(places.BadAddress, match="một ngày từ 2021-10-05 đến 2021-12-31"):
        places.demo_day()


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    with ProcessPoolExecutor(4) as processes:
        keys = set(processes.map(secret_key, [folder] * 16))
    assert len(keys) == 1
    assert len(keys.pop()) > 60
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
