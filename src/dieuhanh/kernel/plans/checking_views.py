"""Pages that look over tasks: «6 rõ», a drafted plan before it is issued, standing tasks and their reviews."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.plans.check_page import CheckPage, checkable_by
from dieuhanh.kernel.plans.clear_page import clear_page
from dieuhanh.kernel.plans.standing_page import standing_page
from dieuhanh.kernel.plans.workbench.gold import gold_of


@staff_page("see_tasks")
def clear(request: StaffRequest) -> HttpResponse:
    return render(request, "plans/clear.html", clear_page(request.viewer))


@staff_page("see_tasks")
def standing(request: StaffRequest) -> HttpResponse:
    return render(request, "plans/standing.html", standing_page(request.viewer, request.GET))


@staff_page("draft_plan")
def check(request: StaffRequest, pk: int) -> HttpResponse:
    """A drafted plan before its tasks are given; its one press gives them."""
    plan = get_object_or_404(checkable_by(request.viewer), pk=pk)
    page = CheckPage(request.viewer, plan, request.GET)
    if request.method == "POST" and request.POST.get("do") == "issue" and page.issue(request.POST.get("into", "")):
        return HttpResponseRedirect(reverse("plans:document", args=[plan.document_id]))
    return render(request, "plans/check.html", {"page": page}, status=422 if page.error else 200)


@staff_page("draft_plan")
def gold(request: StaffRequest, pk: int) -> HttpResponse:
    """What the office corrected, as a file for those who improve the reader; only for who sees the whole plan."""
    plan = get_object_or_404(checkable_by(request.viewer), pk=pk)
    if not request.viewer.scope("see_tasks").everything:
        raise PermissionDenied
    answer = JsonResponse(gold_of(plan), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="ban-doc-da-sua-{plan.pk}.json"'
    return answer
