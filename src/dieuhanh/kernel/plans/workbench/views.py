"""The workbench: its page, its single drafts, what is typed into them, and the plan by unit for paper."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.plans.check_page import checkable_by
from dieuhanh.kernel.plans.models import Plan, PlanState
from dieuhanh.kernel.plans.workbench.answering import answer, card_again, card_of, is_part, not_added, refused
from dieuhanh.kernel.plans.workbench.by_unit import ByUnitPage, printable_by
from dieuhanh.kernel.plans.workbench.page import BenchPage
from dieuhanh.kernel.plans.workbench.pressing import add, press
from dieuhanh.kernel.plans.workbench.rows import Bench
from dieuhanh.kernel.plans.workbench.typing import drop_typed


def _plan(request: StaffRequest, pk: int) -> Plan:
    return get_object_or_404(checkable_by(request.viewer), pk=pk)


@staff_page("draft_plan")
def workbench(request: StaffRequest, pk: int) -> HttpResponse:
    """A plan that was given has nothing to settle any more."""
    plan = _plan(request, pk)
    if plan.state != PlanState.DRAFT:
        return HttpResponseRedirect(reverse("plans:document", args=[plan.document_id]))
    page = BenchPage(Bench(request.viewer, plan), request.GET.get("open", ""))
    do = request.POST.get("do")
    if do == "issue" and page.issue():
        return HttpResponseRedirect(reverse("plans:document", args=[plan.document_id]))
    if do == "accept_sure" and page.accept_sure(_chosen(request)):
        return HttpResponseRedirect(reverse("plans:workbench", args=[pk]))
    return render(request, "plans/workbench/page.html", {"page": page}, status=422 if page.error else 200)


def _chosen(request: StaffRequest) -> list[int]:
    found = (whole_number(pk) for pk in request.POST.get("drafts", "").split(","))
    return [pk for pk in found if pk]


@staff_page("draft_plan")
def draft(request: StaffRequest, pk: int, draft: int) -> HttpResponse:
    """One draft opened, and every press on it."""
    plan = _plan(request, pk)
    card = card_of(request, plan, draft)
    if request.method != "POST":
        if not is_part(request):
            return HttpResponseRedirect(f"{reverse('plans:workbench', args=[pk])}?open={draft}")
        return render(request, "plans/workbench/card.html", {"card": card})
    if request.POST.get("do") == "drop" and request.viewer.person:
        drop_typed(request.viewer.person, [draft])
        return card_again(request, plan, draft)
    done = press(card)
    return answer(request, plan, done, draft) if done else refused(request, card)


@staff_page("draft_plan")
def added(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft from words that were chosen in the text."""
    plan = _plan(request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("plans:workbench", args=[pk]))
    done, error = add(Bench(request.viewer, plan), request.POST)
    return answer(request, plan, done) if done else not_added(request, plan, error)


@staff_page("draft_plan")
def typed(request: StaffRequest, pk: int, draft: int) -> JsonResponse:
    """What is typed and not saved, kept for its writer: no act."""
    card = card_of(request, _plan(request, pk), draft)
    kept = card.keep() if request.method == "POST" else None
    return JsonResponse({"kept": kept.strftime("%H:%M") if kept else ""})


@staff_page("see_tasks")
def by_unit(request: StaffRequest, pk: int) -> HttpResponse:
    """The plan's tasks under the units that they are given to, for paper."""
    plan = get_object_or_404(printable_by(request.viewer), pk=pk)
    return render(request, "plans/workbench/by_unit.html", {"page": ByUnitPage(request.viewer, plan)})
