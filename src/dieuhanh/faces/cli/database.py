"""Opening the database for a command, with a clear word where that fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from dieuhanh.config import commands, mail, places
from dieuhanh.faces.cli.failure import Failure


def choose() -> None:
    """Which of the two databases of a data folder a command means where DEMO does not say: the office's, once there is one."""
    if "DEMO" in os.environ or os.environ.get("DIEUHANH_DATABASE_URL"):
        return
    office = places.sqlite_file(demo=False)
    if office.is_file():
        os.environ["DEMO"] = "no"
        if places.sqlite_file(demo=True).is_file():
            click.echo(f"Dùng cơ sở dữ liệu của cơ quan ({office}); bản minh họa: đặt DEMO=yes trước lệnh.", err=True)


@contextmanager
def opened() -> Iterator[None]:
    """Django set up, the product's day pinned; what an action refuses is told in one line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dieuhanh.config.settings")
    choose()
    try:
        where = places.database()
        mail.server()
    except places.BadAddress as error:
        raise Failure(str(error)) from error
    if where.vendor == "sqlite" and not Path(where.name).is_file():
        raise Failure(
            f"chưa có cơ sở dữ liệu {where.name}; hãy chạy «{commands.start(office=False)}» (bản minh họa) "
            f"hoặc «{commands.dieuhanh('setup')}» (cơ quan) trước"
        )
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
