"""Pages of chasing: what each unit is behind with, its text and letter, and the calls that were made."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.plans.chasing import chasing_page, unit_chase, whole_list
from dieuhanh.kernel.plans.forms.calling import CallForm
from dieuhanh.kernel.plans.queries import issued_tasks
from dieuhanh.kernel.units.models import Unit


@staff_page("see_tasks")
def chasing(request: StaffRequest) -> HttpResponse:
    return render(request, "plans/chasing.html", chasing_page(request.viewer))


@staff_page("see_tasks")
def chasing_list(request: StaffRequest) -> HttpResponse:
    return render(request, "plans/chasing_list.html", whole_list(request.viewer))


@staff_page("see_tasks")
def chasing_unit(request: StaffRequest, pk: int) -> HttpResponse:
    """POST notes a call; what was typed is kept where it cannot be taken."""
    unit = _seen(request, pk)
    page = unit_chase(request.viewer, unit, request.build_absolute_uri)
    tasks = {row.pk: f"{row.code} {row.title}"[:100] for part in page["parts"] for row, _ in part.rows}
    data = request.POST if request.method == "POST" else None
    page["form"] = form = CallForm(request.viewer, unit, tasks, data)
    page["may_call"] = request.viewer.scope("chase").reaches(pk)
    if form.is_bound and form.take():
        messages.success(request, form.taken_words)
        return redirect("plans:chasing_unit", pk)
    return render(request, "plans/chasing_unit.html", page, status=422 if data else 200)


@staff_page("see_tasks")
def chasing_letter(request: StaffRequest, pk: int) -> HttpResponse:
    page = unit_chase(request.viewer, _seen(request, pk), request.build_absolute_uri)
    return render(request, "plans/chasing_letter.html", page)


def _seen(request: StaffRequest, pk: int) -> Unit:
    """A unit of which the viewer sees the whole, or leads a task that they see."""
    unit = get_object_or_404(Unit, pk=pk)
    if not request.viewer.scope("see_tasks").reaches(pk) and not issued_tasks(request.viewer).filter(lead=pk).exists():
        raise Http404
    return unit
