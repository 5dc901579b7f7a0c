"""What the shell of every page needs. Asks the database nothing beyond what the request has asked already, but for the bell, which
asks once after each act."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import current, now, today
from dieuhanh.kernel.pages import navigation

WORDS = 7  # of the bar of a wide screen: what is more stands in one's own menu
TABS = 5  # of a telephone: what is more goes behind «Khác»


def of_installation() -> dict[str, Any]:
    """What every page says of the database it comes from, staff and public alike."""
    installation = current()
    return {
        "installation": installation,
        "is_demo": installation is not None and installation.is_demo,
        "is_trial": installation is not None and installation.trial,
        "today": today(),
    }


def shell(request: HttpRequest) -> dict[str, Any]:
    viewer: Viewer | None = getattr(request, "viewer", None)
    signed_in = viewer is not None and viewer.person is not None
    menu = _menu(request, viewer) if viewer is not None and signed_in else []
    tabs = TABS if len(menu) <= TABS else TABS - 1
    return {
        **of_installation(),
        "now": now(),
        "viewer": viewer if signed_in else None,
        "find_url": navigation.find_url() if viewer is not None and signed_in and viewer.can("see_tasks") else "",
        "guide_url": navigation.guide_url() if signed_in else "",
        "bell": navigation.bell_for(viewer) if viewer is not None and signed_in else None,
        "menu": menu[:WORDS],
        "menu_more": menu[WORDS:],
        "bar": menu[:tabs],
        "bar_more": menu[tabs:],
    }


def _menu(request: HttpRequest, viewer: Viewer) -> list[dict[str, Any]]:
    match = request.resolver_match
    here = match.view_name if match else ""
    return [
        {
            "word": entry.word,
            "icon": entry.icon,
            "url": reverse(entry.url_name),
            "current": here == entry.url_name or here in entry.covers,
        }
        for entry in navigation.entries()
        if viewer.can(entry.capability)
    ]
