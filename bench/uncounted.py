"""The public pages, kept as always, with nobody counting their visits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dieuhanh.config import places
from dieuhanh.faces.portal.counting.visits import Visits
from dieuhanh.faces.portal.middleware import PublicPages


class Nobody(Visits):
    def count(self, request: HttpRequest, path: str, day: date) -> None:
        return


class UncountedPages(PublicPages):
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.visits = Nobody(places.run_dir(), settings.TRUSTED_HOPS, 0)
