"""Who looks: `request.viewer`, built once a request and asking the database only when something asks it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import override

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.generation import kept_until_written


class StaffRequest(HttpRequest):
    """A request that has passed RequestViewer."""

    viewer: Viewer


class RequestViewer:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: _viewer(request))  # type: ignore[attr-defined]  # StaffRequest
        if request.path.startswith("/desk/") and getattr(request.user, "must_change", False):
            return redirect("account_change_password")  # nothing is shown to who holds a one-time code from a slip
        with override(_language(request)):
            answer = self.get_response(request)
        if request.path.startswith("/desk/") or _carries_a_person(request):
            # A shared machine: after sign-out, Back must not bring a page of the last person from its store.
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer


def _language(request: HttpRequest) -> str:
    """Of the signed-in person on the desk and on their own account pages; elsewhere the address says it, Vietnamese at first."""
    here = request.path.startswith(("/desk/", "/accounts/"))
    person = request.viewer.person if here else None  # type: ignore[attr-defined]  # StaffRequest
    return person.language if person else settings.LANGUAGE_CODE


def _carries_a_person(request: HttpRequest) -> bool:
    """Pages of error outside the desk have the signed-in person's menu too."""
    return request.session.accessed and not request.session.is_empty()


def _viewer(request: HttpRequest) -> Viewer:
    """Who somebody is and what they may do changes by acts and with the day, so it is kept until the next act; that they are signed in
    and still active is asked in every request."""
    user = request.user
    if not user.is_authenticated:
        return Viewer(None, today())
    key, day = user.pk, today()
    return kept_until_written(("viewer", key, day), lambda: Viewer(Person.objects.filter(user_id=key).first(), day))
