"""Pages on which tasks are given by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.plans.giving_page import GivingPage
from dieuhanh.kernel.plans.parts_page import PartsPage
from dieuhanh.kernel.plans.queries import tasks_visible_to


@staff_page("give_task")
def give(request: StaffRequest) -> HttpResponse:
    """The first press shows what was read from the line; the next, where the line is the same, gives the task."""
    page = GivingPage(request.viewer, request.POST or request.GET)
    if request.method == "POST":
        if request.POST.get("do") == "give" and not page.said_not_read:
            if task := page.give():
                messages.success(request, page.given_words(task))
                return HttpResponseRedirect(reverse("plans:task", args=[task.pk]))
        else:
            page.read_line()
    return render(request, "plans/give/new.html", {"page": page}, status=422 if page.errors else 200)


@staff_page("give_task")
def read_line(request: StaffRequest) -> HttpResponse:
    """The fields while one types; writes nothing."""
    page = GivingPage(request.viewer, request.POST)
    page.read_line()
    return render(request, "plans/give/proposal.html", {"page": page})


@staff_page("change_task")
def parts(request: StaffRequest, pk: int) -> HttpResponse:
    """Tasks under a task: each with a unit, a last day and a weight."""
    task = get_object_or_404(tasks_visible_to(request.viewer).select_related("lead"), pk=pk)
    page = PartsPage(request.viewer, task, request.POST)
    if request.method == "POST" and request.POST.get("do") == "split" and page.split():
        messages.success(request, _("Đã chia nhiệm vụ %s thành các phần việc.") % task.code)
        return HttpResponseRedirect(reverse("plans:task", args=[task.pk]))
    return render(request, "plans/give/parts.html", {"page": page}, status=422 if page.errors else 200)
