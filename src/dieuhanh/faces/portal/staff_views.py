"""Staff pages of the public face. A preview is the very page that everyone would read, with what decides above it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from dieuhanh.faces.portal.counting.figures import chart, last_days, pages_since, visit_figures
from dieuhanh.faces.portal.deciding import decide
from dieuhanh.faces.portal.preview import areas_wanted, document_preview, plan_preview, plans_previewed_by
from dieuhanh.faces.portal.staff_pages import MISSING_WORDS, face_fields, overview_page
from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.journal.errors import ActionError, NotAllowed
from dieuhanh.kernel.plans.models import Plan
from dieuhanh.kernel.plans.queries import documents_visible_to
from dieuhanh.kernel.publication.actions import describe_office
from dieuhanh.kernel.publication.queries import public_face


@staff_page("describe_office")
def overview(request: StaffRequest) -> HttpResponse:
    return render(request, "portal/desk/overview.html", overview_page(request.viewer, request.GET))


@staff_page("describe_office")
def office(request: StaffRequest) -> HttpResponse:
    face, refused = public_face(), None
    if request.method == "POST":
        try:
            by = request.viewer.by(capability="describe_office")
            describe_office(by, face=face, values={name: request.POST.get(name, "") for name in MISSING_WORDS})
            return redirect("publication:overview")
        except NotAllowed as error:
            raise PermissionDenied from error
        except ActionError as error:
            refused = error
    fields = face_fields(face, request.POST if refused else None, refused)
    return render(request, "portal/desk/office.html", {"fields": fields, "refused": refused})


@staff_page("describe_office")
def plan(request: StaffRequest, pk: int) -> HttpResponse:
    found: Plan = get_object_or_404(plans_previewed_by(request.viewer), pk=pk)
    areas = areas_wanted(found, request.POST if request.method == "POST" else request.GET)
    refused = decide(request, found, areas) if request.method == "POST" else None
    if request.method == "POST" and refused is None:
        return redirect("publication:overview")
    shown = plan_preview(request.viewer, found, areas, request.GET.get("page", ""))
    return render(request, "portal/desk/plan.html", {**shown, "refused": refused})


@staff_page("describe_office")
def document(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(documents_visible_to(request.viewer), pk=pk)
    areas = areas_wanted(found, request.POST if request.method == "POST" else request.GET)
    refused = decide(request, found, areas) if request.method == "POST" else None
    if request.method == "POST" and refused is None:
        return redirect("publication:overview")
    shown = document_preview(request.viewer, found, areas)
    return render(request, "portal/desk/document.html", {**shown, "refused": refused})


@staff_page("see_visits")
def visits(request: StaffRequest) -> HttpResponse:
    days = last_days()
    found = {"visits": visit_figures(), "days": days[::-1], "chart": chart(days), "pages": pages_since(days[0].day)}
    return render(request, "portal/desk/visits.html", found)
