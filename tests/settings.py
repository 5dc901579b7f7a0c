"""The product's settings on data that go away: no test touches `var/` or a person's own folder.

The place is set before the settings are read, because they make the secret key and name the database there.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def _home_of_tests() -> Path:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        folder = Path(os.environ["DIEUHANH_HOME"]) / worker
        folder.mkdir(exist_ok=True)
        return folder
    folder = Path(tempfile.mkdtemp(prefix="dieuhanh-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


os.environ["DIEUHANH_HOME"] = str(_home_of_tests())
for name in ("DEMO", "PORT", "DIEUHANH_PUBLIC_URL", "DIEUHANH_SMTP_URL", "DIEUHANH_TRUSTED_HOPS"):
    os.environ.pop(name, None)
if not os.environ.get("DIEUHANH_DATABASE_URL", "").startswith("postgresql:"):
    os.environ.pop("DIEUHANH_DATABASE_URL", None)

from dieuhanh.config.settings import *  # noqa: E402, F403 - the place had to be set first; all settings are meant

# Pages under test name their static files without the hashes that only `collectstatic` knows (browser tests collect them).
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - from the settings above
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405 - as above
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 - as above
    # Nothing of it must outlive the machine; tests kill processes, not the power.
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"  # noqa: F405 - as above
VISITS_FLUSH_SECONDS = 0.0  # no thread writes into a test's transaction; tests of the counter flush when they want
