"""The language of one's own screens: a field of the person, never a guess from the browser."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.access.models import Language, Person
from dieuhanh.kernel.journal.actions import By, action, change
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed


@action("access.choose_language", may="choose_language")
def choose_language(by: By, *, person: Person, language: str) -> Person:
    if by.actor != person.pk:
        raise NotAllowed("chỉ chọn được ngôn ngữ của chính mình")
    if language not in Language.values:
        raise Invalid(f"ngôn ngữ «{language}»; chỉ nhận {', '.join(Language.values)}", "language")
    return change(person, language=language)


@require_POST
def chosen(request: StaffRequest) -> HttpResponse:
    """The press in one's own menu; back to the page it was pressed on."""
    person = request.viewer.person
    if person is None:
        return redirect_to_login("/desk/")
    try:
        choose_language(
            request.viewer.by(), person=Person.objects.get(pk=person.pk), language=request.POST.get("language", "")
        )
    except Invalid as error:
        raise BadRequest(str(error)) from error
    back = request.POST.get("next", "")
    return redirect(back if get_adapter().is_safe_url(back) else "front")
