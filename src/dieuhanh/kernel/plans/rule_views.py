"""Pages of what the office and the heads of units have decided about tasks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.plans.forms.inside import InsideForm, SubstituteForm
from dieuhanh.kernel.plans.forms.office import taken
from dieuhanh.kernel.plans.forms.ruling import AreaForm, ReminderForm, RuleForm
from dieuhanh.kernel.plans.rules_page import inside_page, rules_page


@staff_page("rule_tasks")
def rules(request: StaffRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    forms = {kind.key: kind(request.viewer, data) for kind in (RuleForm, ReminderForm, AreaForm)}
    if form := taken(forms.values()):
        messages.success(request, form.taken_words)
        return redirect("plans:rules")
    return render(request, "plans/rules.html", {**rules_page(), "forms": forms}, status=422 if data else 200)


@staff_page("assign_officer")
def inside(request: StaffRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    forms = {kind.key: kind(request.viewer, data) for kind in (InsideForm, SubstituteForm)}
    if form := taken(forms.values()):
        messages.success(request, form.taken_words)
        return redirect("plans:inside")
    return render(
        request, "plans/inside.html", {**inside_page(request.viewer), "forms": forms}, status=422 if data else 200
    )
