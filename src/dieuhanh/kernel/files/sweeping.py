"""The content of destroyed files goes: after the act that says so, and once more every day for what could not go then."""

from __future__ import annotations

from collections.abc import Iterable

from dieuhanh.config import locks, places
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.files.places import path_of


def sweep(digests: Iterable[str]) -> None:
    """Nothing goes while a backup packs what its copy of the database knows; tomorrow's sweep does it then."""
    places.run_dir().mkdir(parents=True, exist_ok=True)
    try:
        lock = locks.hold(locks.BACKUP)
    except BlockingIOError:
        return
    with lock:
        for digest in digests:
            path_of(digest).unlink(missing_ok=True)


def sweep_all() -> None:
    """Raises OSError where the folder lets nothing be removed: the technician's page tells of it."""
    left = StoredFile.objects.filter(destroyed_on__isnull=False).values_list("sha256", flat=True)
    if present := [digest for digest in left if path_of(digest).exists()]:
        sweep(present)
