"""The first act of a database: it says what the database is. Here and not in `installation`, which lies below the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from dieuhanh.kernel.installation.models import Installation
from dieuhanh.kernel.journal.actions import By, action, create
from dieuhanh.kernel.journal.errors import Invalid


@action("installation.found", may=None)
def found_installation(
    by: By, *, kind: str, name: str, day: date | None, more: Mapping[str, Any] = MappingProxyType({})
) -> Installation:
    """Make the one row of the installation. `by.day` must carry the day, since none can be asked yet; `more`: its other columns."""
    if Installation.objects.exists():
        raise Invalid("cơ sở dữ liệu này đã được thiết lập")
    return create(Installation(kind=kind, name=name, day=day, **more))
