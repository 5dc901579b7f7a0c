"""A whole database put in the place of the live server's own: built once by the product's own actions, then copied in a moment."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

from django.db import connection

from dieuhanh.kernel.journal import generation
from dieuhanh.kernel.publication.models import Generation

_kept: dict[str, sqlite3.Connection] = {}


def standing(name: str, build: Callable[[], object]) -> None:
    """Copied on SQLite; PostgreSQL has no copy so cheap that building were dearer for its few journeys."""
    if connection.vendor != "sqlite":
        build()
        return
    connection.ensure_connection()
    if found := _kept.get(name):
        found.backup(connection.connection)
        _another_database()
    else:
        build()
        _kept[name] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(_kept[name])


def _another_database() -> None:
    """The server is a thread of this process and stands for the whole run: what it keeps was true of the database of another test."""
    Generation.objects.update(number=time.time_ns() // 1_000_000)
    generation._values.clear()
