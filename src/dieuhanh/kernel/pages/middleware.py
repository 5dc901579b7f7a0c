"""Every answer: a strict content policy; no form that no browser writes; and while nothing is set up, one page that says what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dieuhanh.config import commands
from dieuhanh.kernel.installation.clock import current

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


class ContentPolicy:
    """Our own files only, no inline script or style, no frame, no outside address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Content-Security-Policy", POLICY)
        answer.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return answer


class ReadableForm:
    """No keyboard types a NUL, and PostgreSQL keeps none: a form with one was made to do harm."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        if request.method == "POST" and any("\0" in word for _, words in request.POST.lists() for word in words):
            raise BadRequest("a form with a NUL")


class NothingSetUp:
    """An empty database has no office to sign in to: every address gives the same page, which names the one command to run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if current() is None:
            return render(request, "pages/not_set_up.html", {"command": commands.called("setup")}, status=503)
        return self.get_response(request)
