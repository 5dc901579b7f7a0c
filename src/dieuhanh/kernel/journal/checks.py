"""A system check: `manage check --database default` says when the journal's triggers are gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from dieuhanh.kernel.journal import triggers


def triggers_are_laid(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for using in databases or []:
        if "journal_act" not in connections[using].introspection.table_names():
            continue
        if gone := triggers.missing(using):
            found.append(
                Error(f"{len(gone)} triggers of the journal are missing: {', '.join(sorted(gone))}", id="journal.E001")
            )
    return found
