"""Django's `flush` for test databases only: the journal's triggers refuse it everywhere else, and so do we."""

from __future__ import annotations

import re
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as Flush
from django.db import connections

from dieuhanh.config import places
from dieuhanh.kernel.journal import triggers

# What Django names a test's database: "test_x" on PostgreSQL, "x.test" by our settings on SQLite, each perhaps with a worker's "_gw0".
TEST_NAME = re.compile(r"^test_|\.test(_\w+)?$")


class Command(Flush):
    def handle(self, **options: Any) -> None:
        using = options["database"]
        name = str(connections[using].settings_dict["NAME"])
        if name == places.database().name or not TEST_NAME.search(name.rsplit("/", 1)[-1]):
            raise CommandError(f"{name} is no test database; a journal is never emptied")
        triggers.drop(using)
        try:
            super().handle(**options)
        finally:
            triggers.lay(using)
