"""An office, processes that end with the test, and a registry of duties that is as it was afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dieuhanh.kernel.installation.clock import pinned, wall_day
from dieuhanh.kernel.jobs import duties
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.founding import found_installation

from .processes import Process


@pytest.fixture
def founded(db: None) -> Iterator[None]:
    """An office that lives by the clock."""
    with pinned(wall_day()):
        found_installation(By(channel="system", day=wall_day()), kind="office", name="UBND phường", day=None)
        yield


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    made: list[Process] = []

    def start(what: str, file: Path | None = None) -> Process:
        made.append(Process(tmp_path, what, file))
        return made[-1]

    yield start
    for each in made:
        each.kill()


@pytest.fixture
def only_duties(monkeypatch: pytest.MonkeyPatch) -> None:
    """None registered but what the test registers."""
    monkeypatch.setattr(duties, "_duties", {})
