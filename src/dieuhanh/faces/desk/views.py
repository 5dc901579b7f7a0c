"""The desk's own pages: the way in, the units of today, and the parts that pages are made of."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dieuhanh.faces.desk.guide import PAGES, contents, page
from dieuhanh.faces.desk.health import health as health_now
from dieuhanh.faces.desk.jobs import jobs_page
from dieuhanh.faces.desk.mine import desk, receive_all
from dieuhanh.faces.desk.units import unit_page, units_page
from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.documents.models import MarkKind
from dieuhanh.kernel.jobs.actions import run_again
from dieuhanh.kernel.journal.errors import ActionError, NotAllowed
from dieuhanh.kernel.plans.marked_text import CSS
from dieuhanh.kernel.plans.timeliness import ICONS, WORDS
from dieuhanh.kernel.units.models import Unit


def front(request: StaffRequest) -> HttpResponse:
    """A unit's people begin with what they owe, leaders and the office with the whole; strangers are asked to sign in there."""
    viewer = request.viewer
    if viewer.person is None:
        return redirect_to_login(request.path)
    if viewer.can("see_inside"):
        return redirect("desk:mine")
    return redirect("plans:command" if viewer.can("see_tasks") else "desk:units")


@staff_page("see_tasks")
def mine(request: StaffRequest) -> HttpResponse:
    """Posted to, it receives the tasks that the page showed as given and unanswered."""
    refused = ""
    if request.method == "POST":
        try:
            received = receive_all(request.viewer, request.POST.get("tasks", ""))
            messages.success(
                request, ngettext("Đã tiếp nhận %d nhiệm vụ.", "Đã tiếp nhận %d nhiệm vụ.", received) % received
            )
            return redirect("desk:mine")
        except ActionError as error:
            refused = str(error)
    page = {"page": desk(request.viewer, request.GET), "next": request.get_full_path(), "refused": refused}
    return render(request, "desk/mine.html", page, status=409 if refused else 200)


@staff_page("see_units")
def units(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/units.html", {"page": units_page(request.viewer)})


@staff_page("see_units")
def unit(request: StaffRequest, pk: int) -> HttpResponse:
    return render(request, "desk/unit.html", {"page": unit_page(request.viewer, get_object_or_404(Unit, pk=pk))})


@staff_page("see_health")
def health(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/health.html", {"health": health_now()})


@staff_page("see_health")
def jobs(request: StaffRequest) -> HttpResponse:
    """POST lets a failed job run again."""
    refused = None
    if request.method == "POST":
        try:
            run_again(request.viewer.by(capability="run_jobs"), job=request.POST.get("job", ""))
            return redirect("desk:jobs")
        except NotAllowed as error:
            raise PermissionDenied from error
        except ActionError as error:
            refused = error
    return render(request, "desk/jobs.html", {"page": jobs_page(), "refused": refused})


@staff_page("see_units")
def guide(request: StaffRequest, name: str = PAGES[0]) -> HttpResponse:
    if name not in PAGES:
        raise Http404
    title, words = page(name)
    return render(request, "desk/guide.html", {"title": title, "words": words, "name": name, "contents": contents()})


@staff_page("see_units")
def components(request: StaffRequest) -> HttpResponse:
    lights = [("over", _("Chậm")), ("soon", _("Cần chú ý")), ("ok", _("Đúng tiến độ")), ("none", _("Chưa có nhiệm vụ"))]
    marks = dict.fromkeys((CSS[kind], kind.label) for kind in MarkKind)
    return render(
        request,
        "desk/components.html",
        {
            "states": [(ICONS.get(key, key), word) for key, word in WORDS.items()],
            "lights": lights,
            "marks": list(marks),
        },
    )
