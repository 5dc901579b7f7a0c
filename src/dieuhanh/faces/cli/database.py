"""Opening the database for a command, with a clear word where that fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dieuhanh.config import places
from dieuhanh.faces.cli.failure import Failure


@contextmanager
def opened() -> Iterator[None]:
    """Django set up, the product's day pinned; what an action refuses is told in one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dieuhanh.config.settings")
    try:
        where = places.database()
    except places.BadAddress as error:
        raise Failure(str(error)) from error
    if where.vendor == "sqlite" and not Path(where.name).is_file():
        raise Failure(f"chưa có cơ sở dữ liệu {where.name}; hãy chạy «make start» trước")
    import django
    from django.db import DatabaseError

    django.setup()
    from dieuhanh.kernel.installation.clock import pinned
    from dieuhanh.kernel.journal.errors import ActionError

    try:
        with pinned():
            yield
    except ActionError as error:
        raise Failure(str(error)) from error
    except DatabaseError as error:
        raise Failure(f"không dùng được cơ sở dữ liệu {where.name}: {error}".splitlines()[0]) from error
