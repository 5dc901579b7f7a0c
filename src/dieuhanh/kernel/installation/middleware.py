"""The outermost scope of a request: one day for all of it, and a demo answers to this machine only."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

from dieuhanh.kernel.installation.clock import current, pinned

Answer = Callable[[HttpRequest], HttpResponse]


class PinnedDay:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with pinned():
            if not _from_here(request) and _is_demo():
                return HttpResponseForbidden(
                    "Bản minh họa chỉ trả lời trên chính máy này.", content_type="text/plain; charset=utf-8"
                )
            return self.get_response(request)


def _is_demo() -> bool:
    installation = current()
    return installation is not None and installation.is_demo


def _from_here(request: HttpRequest) -> bool:
    """Somebody may have started the server by hand on 0.0.0.0. An empty address is a local socket."""
    address = request.META.get("REMOTE_ADDR", "")
    try:
        return not address or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
