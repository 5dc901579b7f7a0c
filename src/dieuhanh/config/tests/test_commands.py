"""A command that a message names can be typed as it stands: from a checkout, from a wheel, for another data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from dieuhanh.config import commands, places


@pytest.fixture
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIEUHANH_HOME", raising=False)


def test_from_a_checkout(unset: None) -> None:
    assert commands.dieuhanh("setup") == ".venv/bin/dieuhanh setup"
    assert commands.start(office=True, port=8100) == "make start DEMO=no PORT=8100"
    assert commands.install() == "make install"


def test_from_a_wheel(unset: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "PACKAGE", tmp_path / "site-packages" / "dieuhanh")
    assert commands.dieuhanh("setup") == "dieuhanh setup"
    assert commands.start(office=False) == "dieuhanh start"
    assert commands.start(office=True, port=8100) == "DEMO=no PORT=8100 dieuhanh start"
    assert "make" not in commands.install()


def test_for_another_data_folder_but_not_where_strangers_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEUHANH_HOME", "/srv/nhà khác")
    assert commands.dieuhanh("doctor") == "DIEUHANH_HOME='/srv/nhà khác' .venv/bin/dieuhanh doctor"
    assert commands.start(office=True) == "DIEUHANH_HOME='/srv/nhà khác' make start DEMO=no"
    assert "/srv" not in commands.called("setup")
