"""Ground for every test: a test says what it needs of the machine, and which database it is about."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent
SHARED = ROOT.parent / "shared"


PRESENT: dict[str, Callable[[], bool]] = {
    "chromium": lambda: shutil.which("chromium") is not None,
    "gettext": lambda: shutil.which("msgfmt") is not None,
    "postgresql": lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    "shared": SHARED.is_dir,
}
# The gold lies beside the repository where its authors keep it; nobody else can have it, so CI may miss it.
MAY_MISS_IN_CI = {"shared"}


def _vendor() -> str:
    return "postgresql" if os.environ.get("DIEUHANH_DATABASE_URL") else "sqlite"


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("only"):
        if marker.args[0] != _vendor():
            pytest.skip(f"holds on {marker.args[0]} only")
    missing = [what for marker in item.iter_markers("needs") for what in marker.args if not PRESENT[what]()]
    if not missing:
        return
    if os.environ.get("CI") == "true" and not MAY_MISS_IN_CI.issuperset(missing):
        pytest.fail(f"in CI nothing may be left out, and this machine lacks {', '.join(missing)}", pytrace=False)
    pytest.skip(f"this machine lacks {', '.join(missing)}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold texts beside the checkout; a test that asks for it carries `needs("shared")`."""
    return SHARED
