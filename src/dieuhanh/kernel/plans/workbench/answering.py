"""What a press is answered with: the drafts it changed and the words they stand on where a script asked, else the whole page."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.plans.models import Plan
from dieuhanh.kernel.plans.workbench.card import Card
from dieuhanh.kernel.plans.workbench.page import BenchPage, Gate
from dieuhanh.kernel.plans.workbench.pressing import Pressed
from dieuhanh.kernel.plans.workbench.rows import Bench
from dieuhanh.kernel.plans.workbench.text import changed_lines


def is_part(request: StaffRequest) -> bool:
    """Asked by the page's script for a part of it."""
    return request.headers.get("HX-Request") == "true"


def card_of(request: StaffRequest, plan: Plan, draft: int) -> Card:
    bench = Bench(request.viewer, plan, only=[draft])
    if not bench.rows:
        raise Http404
    return Card(bench, bench.rows[0], request.POST if request.method == "POST" else None)


def card_again(request: StaffRequest, plan: Plan, draft: int) -> HttpResponse:
    """As it stands, without what was typed."""
    if not is_part(request):
        return HttpResponseRedirect(f"{reverse('plans:workbench', args=[plan.pk])}?open={draft}")
    bench = Bench(request.viewer, plan, only=[draft])
    return render(request, "plans/workbench/card.html", {"card": Card(bench, bench.rows[0])})


def refused(request: StaffRequest, card: Card) -> HttpResponse:
    """What was typed is kept; where somebody else wrote meanwhile, what they wrote stands beside it."""
    if card.conflict:
        fresh = Bench(request.viewer, card.bench.plan, only=[card.row.pk])
        again = Card(fresh, fresh.rows[0], card.data) if fresh.rows else card
        again.conflict = card.conflict
        card = again
    if is_part(request):
        return render(request, "plans/workbench/card.html", {"card": card}, status=422)
    page = BenchPage(Bench(request.viewer, card.bench.plan), card=card)
    return render(request, "plans/workbench/page.html", {"page": page}, status=422)


def answer(request: StaffRequest, plan: Plan, done: Pressed, pressed: int | None = None) -> HttpResponse:
    """`pressed`: the draft whose place the new ones take, too."""
    if not is_part(request):
        if pressed is None and done.made:
            return HttpResponseRedirect(f"{reverse('plans:workbench', args=[plan.pk])}?open={done.made[0]}")
        return HttpResponseRedirect(reverse("plans:workbench", args=[plan.pk]))
    bench = Bench(request.viewer, plan, only=[*done.made, *done.changed])
    own = [row for row in bench.rows if row.pk == pressed or row.pk in done.made]
    others = [row for row in bench.rows if row not in own]
    found = {
        "own": own,
        "others": others,
        "lines": changed_lines(bench, done.spans),
        "gate": Gate(request.viewer, plan),
    }
    return render(request, "plans/workbench/pressed.html", {**found, "plan": plan})


def not_added(request: StaffRequest, plan: Plan, error: str) -> HttpResponse:
    if is_part(request):
        return HttpResponse(error, status=422, content_type="text/plain; charset=utf-8")
    return render(
        request, "plans/workbench/page.html", {"page": BenchPage(Bench(request.viewer, plan), error=error)}, status=422
    )
