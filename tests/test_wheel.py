"""The built wheel, installed outside the repository, is the whole product: pages, styles, words of both languages, the demo."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
LEFT_OUT = {"tests", "__pycache__"}
pytestmark = pytest.mark.once

# Run by the second environment's Python: what a page, a stylesheet and a translated word need must be found from there.
LOADS = """
import sys, dieuhanh, django
from pathlib import Path
assert Path(dieuhanh.__file__).is_relative_to(sys.prefix), dieuhanh.__file__
django.setup()
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils import translation
get_template("pages/base.html")
assert finders.find("pages/app.css"), "pages/app.css"
from dieuhanh.config import places
assert places.checkout() is None and str(places.home()).startswith(sys.argv[1]), places.home()
with translation.override("vi"):
    assert translation.gettext("New Password") == "Mật khẩu mới"
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("dieuhanh-*.whl"))


@pytest.fixture(scope="module")
def other_place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second environment: the wheel of its own, the libraries of this one (an editable install does not come along)."""
    place = tmp_path_factory.mktemp("elsewhere") / "nơi khác"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    done = subprocess.run(install, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (libraries,) = place.glob("lib/python*/site-packages")
    (libraries / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return place


def run_there(place: Path, *command: str) -> subprocess.CompletedProcess[str]:
    given = {key: value for key, value in os.environ.items() if not key.startswith(("DIEUHANH", "PYTHON", "DJANGO"))}
    own = {"HOME": str(place), "DJANGO_SETTINGS_MODULE": "dieuhanh.config.settings"}
    return subprocess.run(command, cwd=place, env={**given, **own}, capture_output=True, text=True)


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    wanted = {
        PurePosixPath(path.relative_to(SOURCE))
        for path in (SOURCE / "dieuhanh").rglob("*")
        if path.is_file() and not LEFT_OUT.intersection(path.parts)
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = {PurePosixPath(name) for name in archive.namelist()}
    assert wanted - packed == set()
    assert not [name for name in packed if "tests" in name.parts]
    for kind in ("*/templates/*/*.html", "*/static/*/*.css", "locale/vi/LC_MESSAGES/*.mo", "demo/*.txt", "demo/*.json"):
        assert any(name.match(kind) for name in packed), kind
    assert any(name.name == "LICENSE" for name in packed)


def test_pages_styles_and_words_are_found_outside_the_repository(other_place: Path) -> None:
    done = run_there(other_place, str(other_place / "bin" / "python"), "-c", LOADS, str(other_place))
    assert done.returncode == 0, done.stderr


def test_the_command_runs_outside_the_repository(other_place: Path) -> None:
    done = run_there(other_place, str(other_place / "bin" / "dieuhanh"), "--help")
    assert done.returncode == 0, done.stderr
    assert "read" in done.stdout
    assert "load" in done.stdout


def test_the_commands_that_its_messages_name_are_those_of_a_wheel(other_place: Path) -> None:
    done = run_there(other_place, str(other_place / "bin" / "dieuhanh"), "doctor")
    assert "chạy dieuhanh setup (cơ quan) hoặc dieuhanh start" in done.stdout
    assert not [word for word in (".venv/bin/dieuhanh", "make ") if word in done.stdout]
