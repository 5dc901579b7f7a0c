"""Ground for every test: a test says what it needs of the machine, and which database it is about."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test is about time: a busy machine must not fail one that tries many examples.
settings.register_profile("dieuhanh", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dieuhanh")

pytest_plugins = ["tests.office", "tests.homes", "tests.migrated"]

ROOT = Path(__file__).resolve().parent
SHARED = ROOT.parent / "shared"


PRESENT: dict[str, Callable[[], bool]] = {
    "chromium": lambda: shutil.which("chromium") is not None,
    "gettext": lambda: shutil.which("msgfmt") is not None,
    "postgresql": lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    "shared": SHARED.is_dir,
}


def _vendor() -> str:
    return "postgresql" if os.environ.get("DIEUHANH_DATABASE_URL") else "sqlite"


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("only"):
        if marker.args[0] != _vendor():
            pytest.skip(f"holds on {marker.args[0]} only")
    missing = [what for marker in item.iter_markers("needs") for what in marker.args if not PRESENT[what]()]
    if missing:
        pytest.skip(f"this machine lacks {', '.join(missing)}")


# The gold lies beside the repository where its authors keep it; nobody else can have it. All else must run in CI.
FINE_IN_CI = ("holds on ", "shared", "sqlite", "postgresql")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may be left out: a test skipped for any other reason makes the run fail."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None:
        return
    for report in reporter.stats.get("skipped", []):
        reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
        if not any(word in reason.lower().removeprefix("skipped: ") for word in FINE_IN_CI):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            reporter.ensure_newline()
            reporter.write_line(f"left out, which CI forbids: {report.nodeid}: {reason}", red=True)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold texts beside the checkout; a test that asks for it carries `needs("shared")`."""
    return SHARED
