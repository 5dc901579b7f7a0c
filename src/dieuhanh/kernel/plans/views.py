"""Staff pages of plans: the command page, areas, tasks, and documents with their tasks."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render

from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.files.integrity import Altered
from dieuhanh.kernel.files.respond import respond
from dieuhanh.kernel.pages.errors import gone
from dieuhanh.kernel.plans.document_page import document_page
from dieuhanh.kernel.plans.listing import document_list, task_list
from dieuhanh.kernel.plans.overview import area_page, overview
from dieuhanh.kernel.plans.presses import form_of
from dieuhanh.kernel.plans.queries import documents_visible_to, evidence_visible_to, tasks_visible_to
from dieuhanh.kernel.plans.task_page import OF_PAGE, TaskPage, note_opening
from dieuhanh.kernel.setup.changes import week_of
from dieuhanh.kernel.units.models import Area


@staff_page("see_tasks")
def command(request: StaffRequest) -> HttpResponse:
    page = {"page": overview(request.viewer, request.GET), "week": week_of(request.viewer)}
    return render(request, "plans/command.html", page)


@staff_page("see_tasks")
def area(request: StaffRequest, code: str) -> HttpResponse:
    chosen = None if code == "none" else get_object_or_404(Area, code=code)
    page = area_page(request.viewer, chosen)
    if chosen is None and not page.groups:
        raise Http404
    return render(request, "plans/area.html", {"page": page, "area": chosen, "plan_names": page.plan_names})


@staff_page("see_tasks")
def tasks(request: StaffRequest) -> HttpResponse:
    return render(request, "plans/tasks.html", task_list(request.viewer, request.GET))


@staff_page("see_tasks")
def task(request: StaffRequest, pk: int) -> HttpResponse:
    visible = tasks_visible_to(request.viewer).select_related(*OF_PAGE)
    page = TaskPage(request.viewer, get_object_or_404(visible, pk=pk))
    note_opening(page)
    return render(request, "plans/task.html", {"page": page})


@staff_page("see_tasks")
def do(request: StaffRequest, pk: int, press: str) -> HttpResponse:
    """GET shows the form of a press, POST acts; what was typed is kept where it cannot be taken."""
    found = get_object_or_404(tasks_visible_to(request.viewer).select_related("plan__document"), pk=pk)
    form = form_of(request.viewer, found, press, request)
    if form.is_bound and form.take():
        messages.success(request, form.taken_words)
        return HttpResponseRedirect(form.back)
    return render(request, "plans/do.html", {"form": form, "task": found}, status=422 if form.is_bound else 200)


@staff_page("see_tasks")
def evidence(request: StaffRequest, pk: int) -> HttpResponseBase:
    """A file that a report stands on, as it came in."""
    found = get_object_or_404(evidence_visible_to(request.viewer).filter(file__isnull=False), pk=pk)
    assert found.file is not None
    try:
        return respond(found.file)
    except Altered as altered:
        return gone(request, str(altered))


@staff_page("see_documents")
def documents(request: StaffRequest) -> HttpResponse:
    return render(request, "plans/documents.html", document_list(request.viewer, request.GET))


@staff_page("see_documents")
def document(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(documents_visible_to(request.viewer), pk=pk)
    return render(request, "plans/document.html", {"page": document_page(request.viewer, found)})


@staff_page("see_documents")
def original(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The file as it came in; a page that says so where it is gone or has been changed."""
    found = get_object_or_404(documents_visible_to(request.viewer).select_related("file"), pk=pk)
    try:
        return respond(found.file)
    except Altered as altered:
        return gone(request, str(altered))
