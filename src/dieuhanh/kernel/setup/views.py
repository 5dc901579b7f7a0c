"""Pages of people and accounts, and of what the technician brings in from Excel."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from dieuhanh.foundation.vietnamese.dates import parse_day
from dieuhanh.kernel.access.actions import end_holding
from dieuhanh.kernel.access.closing import close_account, open_account
from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.access.models import Holding, Person
from dieuhanh.kernel.journal.errors import ActionError
from dieuhanh.kernel.setup.changes import changes_page
from dieuhanh.kernel.setup.people import (
    account_page,
    code_for,
    people_managed_by,
    people_page,
    people_visible_to,
    person_page,
)
from dieuhanh.kernel.setup.person_forms import ChangeForm, NewPersonForm
from dieuhanh.kernel.setup.slips import print_slips, slip_for, without_password
from dieuhanh.kernel.setup.uploads import Upload, template_file
from dieuhanh.kernel.units.queries import names_on


@staff_page("see_people")
def people(request: StaffRequest) -> HttpResponse:
    page = people_page(request.viewer, request.GET) | {"changes": changes_page(request.viewer, request.GET)}
    return render(request, "setup/people.html", page)


@staff_page("see_people")
def person(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(people_visible_to(request.viewer), pk=pk)
    return render(request, "setup/person.html", person_page(request.viewer, found))


@staff_page("manage_people")
def new_person(request: StaffRequest) -> HttpResponse:
    """On to the person's page, from where the code is issued; to the list where the person begins later and is not seen yet."""
    form = NewPersonForm(request.viewer, request.POST)
    made = form.take() if request.method == "POST" else None
    if made is None:
        return render(request, "setup/new_person.html", {"form": form}, status=422 if form.errors else 200)
    return _to_person(request, made)


@staff_page("manage_people")
def change_person(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(people_managed_by(request.viewer), pk=pk)
    form = ChangeForm(request.viewer, found, request.POST)
    if request.method == "POST" and form.take() is not None:
        return _to_person(request, found)
    return render(request, "setup/change_person.html", {"form": form}, status=422 if form.errors else 200)


def _to_person(request: StaffRequest, person: Person) -> HttpResponse:
    seen = people_visible_to(request.viewer).filter(pk=person.pk).exists()
    return HttpResponseRedirect(reverse("setup:person", args=[person.pk]) if seen else reverse("setup:people"))


@sensitive_variables("slip")
@staff_page("issue_code")
def new_code(request: StaffRequest, pk: int) -> HttpResponse:
    """GET asks, POST issues and shows the code this once."""
    found = get_object_or_404(people_visible_to(request.viewer), pk=pk)
    page: dict[str, Any] = {"person": found, "slip": None, "error": "", **code_for(request.viewer, found)}
    if request.method == "POST":
        try:
            page["slip"] = slip_for(request.viewer, found)
        except ActionError as error:
            page["error"] = str(error)
    status = 403 if page["error"] else 200
    return render(request, "setup/new_code.html", page, status=status)


@staff_page("close_account")
def account(request: StaffRequest, pk: int) -> HttpResponse:
    """GET asks for the reason, POST closes or opens, as its button said; what was typed is kept where it cannot be done."""
    found = get_object_or_404(people_visible_to(request.viewer), pk=pk)
    page: dict[str, Any] = account_page(request.viewer, found, request.POST)
    if request.method == "POST":
        by = request.viewer.by(capability="close_account", reason=page["typed"])
        try:
            (open_account if request.POST.get("do") == "open" else close_account)(by, person=found)
            return HttpResponseRedirect(reverse("setup:person", args=[found.pk]))
        except ActionError as error:
            page["error"] = str(error)
    return render(request, "setup/account.html", page, status=422 if page["error"] else 200)


@staff_page("manage_people")
def end_post(request: StaffRequest, pk: int) -> HttpResponse:
    """The last day is chosen; what was typed is kept where it cannot be taken."""
    mine = Holding.objects.filter(person__in=people_visible_to(request.viewer))
    holding = get_object_or_404(mine.select_related("person", "post"), pk=pk)
    page = {"holding": holding, "typed": request.POST.get("last_day", ""), "error": ""}
    if request.method == "POST":
        try:
            day = parse_day(str(page["typed"])) + timedelta(days=1)
            end_holding(request.viewer.by(capability="manage_people"), holding=holding, day=day)
            return HttpResponseRedirect(reverse("setup:person", args=[holding.person_id]))
        except (ActionError, ValueError, OverflowError) as error:
            page["error"] = str(error)
    return render(request, "setup/end_post.html", page)


@sensitive_variables("slips")
@staff_page("issue_code")
def slips(request: StaffRequest, pk: int) -> HttpResponse:
    """GET says for whom slips would be made; POST makes them and shows them this once, to be printed."""
    name = names_on(request.viewer.on, [pk]).get(pk)
    if name is None or not request.viewer.scope("issue_code").reaches(pk):
        raise Http404
    page = {"unit": name, "address": settings.PUBLIC_URL, "slips": []}
    if request.method == "POST":
        page["slips"] = print_slips(request.viewer, pk)
    else:
        page["waiting"] = without_password(request.viewer, pk)
    return render(request, "setup/slips.html", page)


@staff_page("manage_units")
def import_units(request: StaffRequest) -> HttpResponse:
    return _import(request, "units")


@staff_page("manage_people")
def import_people(request: StaffRequest) -> HttpResponse:
    return _import(request, "people")


def _import(request: StaffRequest, what: str) -> HttpResponse:
    """A file in, its preview out; the preview's own button takes it, all or nothing."""
    upload = Upload(what, request.viewer)
    if request.method == "POST":
        upload.take(request.POST, request.FILES.get("file"))
    return render(request, "setup/import.html", {"upload": upload}, status=422 if upload.error else 200)


@staff_page("manage_units")
def units_template(request: StaffRequest) -> HttpResponse:
    return template_file("units", request.viewer.on)


@staff_page("manage_people")
def people_template(request: StaffRequest) -> HttpResponse:
    return template_file("people", request.viewer.on)
