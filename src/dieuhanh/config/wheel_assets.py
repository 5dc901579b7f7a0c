"""Static files: those of our rooms, and those inside installed wheels that pages name. No CDN, no Node, nothing third-party in the repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The name under /static/ -> (package of the wheel, path inside it). tests/test_wheel_assets.py holds the sha256 of each.
WHEEL_FILES = {
    "vendor/htmx.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
    "vendor/BeVietnamPro-Regular.ttf": ("fontpkg_be_vietnam_pro", "files/BeVietnamPro-Regular.ttf"),
    "vendor/BeVietnamPro-SemiBold.ttf": ("fontpkg_be_vietnam_pro", "files/BeVietnamPro-SemiBold.ttf"),
}


def wheel_path(package: str, relative: str) -> Path:
    """The file inside the installed package, found without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the wheel of {package} is not installed")
    return Path(spec.submodule_search_locations[0]) / relative


class RoomFinder(AppDirectoriesFinder):
    """Libraries bring files for pages that are not ours; hashed and compressed they made every first start three seconds longer."""

    def __init__(self) -> None:
        super().__init__([room.name for room in apps.get_app_configs() if room.name.startswith("dieuhanh.")])


class WheelFinder(BaseFinder):
    def check(self, **_: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        if path not in WHEEL_FILES:
            return []
        full = str(wheel_path(*WHEEL_FILES[path]))
        return [full] if find_all else full

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for name, where in WHEEL_FILES.items():
            yield name, _OneFile(wheel_path(*where))


class _OneFile(FileSystemStorage):
    """A storage that holds one file, whatever name it is asked by."""

    prefix = None

    def __init__(self, full: Path) -> None:
        super().__init__(location=full.parent)
        self._full = full

    def path(self, name: str) -> str:
        return str(self._full)


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Names with a hash of the content. Addresses are rewritten in stylesheets only: a wheel's script names source maps it leaves out."""

    patterns = (("*.css", (r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",)),)
