"""The number of the public face. Raised in the transaction of the act: after its commit, a crash would leave stale pages for ever."""

from __future__ import annotations

from django.db.models import F

from dieuhanh.kernel.publication.fields import PUBLIC_FIELDS
from dieuhanh.kernel.publication.models import Generation


def current_generation() -> int:
    """To be asked before the data that a page shows, never after: a change between the two must make the page old."""
    found: int = Generation.objects.values_list("number", flat=True).get(pk=1)
    return found


def raise_generation() -> None:
    Generation.objects.filter(pk=1).update(number=F("number") + 1)


def raise_if_public(models: frozenset[str]) -> None:
    """Every act that wrote rows of which something may be public raises it; so nobody who writes an action can forget to."""
    if models & PUBLIC_FIELDS.keys():
        raise_generation()
