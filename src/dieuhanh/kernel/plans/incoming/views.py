"""Pages of the way in: what is brought, what is asked about it, the list that is being read, and a document's drafted plan."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.plans.incoming.arrival_page import ArrivalPage
from dieuhanh.kernel.plans.incoming.bringing import Bringing, address_of
from dieuhanh.kernel.plans.incoming.drafting_page import DraftingPage
from dieuhanh.kernel.plans.incoming.queue import Queue, arrivals_visible_to
from dieuhanh.kernel.plans.queries import documents_visible_to


@staff_page("load_document")
def bring(request: StaffRequest) -> HttpResponse:
    """One file leads on to its draft; several stand in the list until they were read. What is refused is told and not kept."""
    if request.method != "POST":
        return render(request, "plans/incoming/bring.html", {"page": Bringing(request.viewer)})
    page = Bringing(request.viewer, request.POST, request.FILES)
    onwards = page.take()
    if onwards:
        return HttpResponseRedirect(onwards)
    return render(request, "plans/incoming/bring.html", {"page": page}, status=422)


@staff_page("load_document")
def arrivals(request: StaffRequest) -> HttpResponse:
    """The list alone, for the page that looks again."""
    return render(request, "plans/incoming/queue.html", {"queue": Queue(request.viewer)})


@staff_page("load_document")
def arrival(request: StaffRequest, pk: int) -> HttpResponse:
    rows = arrivals_visible_to(request.viewer).select_related("file", "document__plan")
    found = get_object_or_404(rows, pk=pk)
    page = ArrivalPage(request.viewer, found, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if onwards := page.press():
            return HttpResponseRedirect(onwards)
    elif found.state == "taken":
        return HttpResponseRedirect(address_of(found))
    return render(request, "plans/incoming/arrival.html", {"page": page}, status=422 if page.data else 200)


@staff_page("draft_plan")
def drafting(request: StaffRequest, pk: int) -> HttpResponse:
    page = DraftingPage(request.viewer, get_object_or_404(documents_visible_to(request.viewer), pk=pk))
    if request.method == "POST" and (onwards := page.press(request.POST.get("do", ""))):
        return HttpResponseRedirect(onwards)
    return render(request, "plans/incoming/drafting.html", {"page": page}, status=422 if page.error else 200)
