"""One's own notices: read, and marked as seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import now
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.notices.kinds import word_of
from dieuhanh.kernel.notices.models import Notice
from dieuhanh.kernel.pages.pager import page_of

COUNTED = 100  # the bell says "99+"


@action("notices.see", may="read_notices")
def see(by: By, *, notice: int | None = None) -> int:
    """Marks one of one's own as seen, or all; how many were marked. The act is told, its rows are not: a notice is derived."""
    mine = Notice.objects.filter(person=by.actor or 0, seen_at=None)
    if notice is not None:
        mine = mine.filter(pk=notice)
    return mine.update(seen_at=now())


def notices_of(viewer: Viewer) -> QuerySet[Notice]:
    return Notice.objects.filter(person=viewer.person) if viewer.person else Notice.objects.none()


def unseen(viewer: Viewer) -> int:
    """At most COUNTED. Asked once after each act: nothing else tells or sees."""
    return viewer.once("notices.unseen", lambda: notices_of(viewer).filter(seen_at=None)[:COUNTED].count())


def notices_page(viewer: Viewer, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Newest first; `show=unseen`: only what has not been seen."""
    only_unseen = wanted.get("show") == "unseen"
    found = notices_of(viewer).order_by("-pk")
    page = page_of(found.filter(seen_at=None) if only_unseen else found, wanted, _rows)
    return {"page": page, "only_unseen": only_unseen, "unseen": unseen(viewer)}


def _rows(found: QuerySet[Notice]) -> list[tuple[Notice, str]]:
    return [(notice, word_of(notice.kind)) for notice in found]
