"""The technician's page tells of the backups, and nobody else's does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from dieuhanh.faces.desk.health import identity_in_use
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.backups import keeping, setting
from dieuhanh.kernel.backups.keeping import Failed, Good, Record

ADDRESS = "/desk/health/"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIEUHANH_HOME", str(tmp_path))
    (tmp_path / "run").mkdir()
    (tmp_path / "ổ sao lưu").mkdir()
    return tmp_path


def page(browser_of: Callable[[str | None], Client]) -> str:
    answer = browser_of("kythuat").get(ADDRESS)
    assert answer.status_code == 200
    return answer.content.decode()


def made(place: Path, age: timedelta, of: str = "") -> None:
    setting.keep(place / "ổ sao lưu", None)
    file = place / "ổ sao lưu" / "x.backup"
    file.write_bytes(b"x" * 1_234_567)
    at = datetime.now(UTC) - age
    keeping.keep(Record((Good(at.isoformat(), str(file), 1_234_567, 3, identity=of or identity_in_use()),)))


def test_without_a_folder_the_page_says_what_to_run(place: Path, browser_of: Callable[[str | None], Client]) -> None:
    words = page(browser_of)
    assert "Việc sao lưu cần xử lý" in words
    assert "dieuhanh backup --every-night" in words


def test_a_good_backup_is_told_with_its_hour_and_size(place: Path, browser_of: Callable[[str | None], Client]) -> None:
    made(place, timedelta(hours=2))
    words = page(browser_of)
    assert "Dữ liệu được sao lưu đầy đủ" in words
    assert f"{(datetime.now(UTC) - timedelta(hours=2)).astimezone(ZONE):%H:%M}"[:2] in words
    assert "1,2 MB" in words
    assert 'role="alert"' not in words


def test_after_36_hours_the_page_warns_and_tells_the_last_failure(
    place: Path, browser_of: Callable[[str | None], Client]
) -> None:
    made(place, timedelta(hours=40))
    keeping.keep(Record(keeping.record().good, Failed(datetime.now(UTC).isoformat(), "ổ đĩa đã đầy")))
    words = page(browser_of)
    assert "đã được 40 giờ" in words
    assert "ổ đĩa đã đầy" in words


def test_the_page_asks_the_database_little(
    place: Path, browser_of: Callable[[str | None], Client], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = browser_of("kythuat")
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]  # pytest-django's context manager
        client.get(ADDRESS)


def test_a_backup_of_the_trial_is_none_of_the_office(place: Path, browser_of: Callable[[str | None], Client]) -> None:
    made(place, timedelta(hours=2), of="ffffffff")
    words = page(browser_of)
    assert "Việc sao lưu cần xử lý" in words
    assert "x.backup" not in words
    assert "backup --every-night<" in words


def test_backups_on_the_disk_of_the_data_are_told(place: Path, browser_of: Callable[[str | None], Client]) -> None:
    made(place, timedelta(hours=2))
    assert "Cùng ổ đĩa với dữ liệu" in page(browser_of)
