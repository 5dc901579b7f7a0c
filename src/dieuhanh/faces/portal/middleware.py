"""Public pages from memory, before anything else of the house is asked; and their visits counted."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dieuhanh.config import places
from dieuhanh.faces.portal.cache import KeptPage, Shelf, State, keep
from dieuhanh.faces.portal.counting.visits import Visits
from dieuhanh.faces.portal.pages import Key, key_of

FOR_EVER = 86400.0  # seconds; until something changes
LIVE = 15.0  # the home shows how many are visiting


class PublicPages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.shelf = Shelf()
        self.visits = Visits(places.run_dir(), settings.TRUSTED_HOPS, settings.VISITS_FLUSH_SECONDS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request.path_info, request.META.get("QUERY_STRING", ""))
        if key is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        request.get_host()  # refuses a name that is not ours, the same whether the page is kept or not
        found = self.shelf.page(key, lambda state: self._render(request, key, state))
        if not isinstance(found, KeptPage):
            return found
        answer = found.answer(request)
        if key.is_page:
            self.visits.count(request, key.path, found.state.day)
        return answer

    def _render(self, request: HttpRequest, key: Key, state: State) -> KeptPage | HttpResponse:
        """By the whole house, as a stranger's plain GET: the page is for everyone, whoever was the first to ask for it."""
        request.COOKIES = {}
        method, request.method = request.method, "GET"
        try:
            answer = self.get_response(request)
        finally:
            request.method = method
        if answer.status_code != 200:
            return answer
        return keep(answer, state, LIVE if key.path in {"/", "/en/"} else FOR_EVER)
