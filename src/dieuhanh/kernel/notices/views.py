"""Pages of notices: one's own, one's settings, the outbox, other people's addresses."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_variables

from dieuhanh.kernel.access.decorators import staff_page
from dieuhanh.kernel.access.middleware import StaffRequest
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.errors import ActionError
from dieuhanh.kernel.notices.addresses import may_not_set, set_address, set_own_address
from dieuhanh.kernel.notices.clearing import parse_days, set_keeping
from dieuhanh.kernel.notices.models import Message
from dieuhanh.kernel.notices.outbox import send_again
from dieuhanh.kernel.notices.pages import addresses_page, feeds_with, outbox_page, reached, settings_page
from dieuhanh.kernel.notices.quiet import parse_time, set_quiet_hours
from dieuhanh.kernel.notices.recipients import email_of
from dieuhanh.kernel.notices.seeing import notices_page, see
from dieuhanh.kernel.notices.tokens import renew_feed
from dieuhanh.kernel.pages.queries import whole_number


@staff_page("read_notices")
def notices(request: StaffRequest) -> HttpResponse:
    """POST marks one (`seen`: its number) or all (`seen`: "all") and comes back."""
    if request.method == "POST":
        asked = request.POST.get("seen", "")
        see(request.viewer.by(), notice=None if asked == "all" else whole_number(asked) or 0)
        return redirect("notices:list")
    return render(request, "notices/list.html", notices_page(request.viewer, request.GET))


@sensitive_variables()
@staff_page("read_notices")
def settings(request: StaffRequest) -> HttpResponse:
    """POST saves one's address, or makes a new secret for one's calendars, whose addresses are shown this once."""
    page = settings_page(request.viewer)
    if request.method == "POST":
        by = request.viewer.by()
        person = Person.objects.get(pk=by.actor or 0)
        try:
            if request.POST.get("do") == "feed":
                page |= {"feeds": feeds_with(request.viewer, renew_feed(by, person=person)), "has_feed": True}
            else:
                page["email"] = request.POST.get("email", "")
                set_own_address(by, person=person, email=page["email"])
                return redirect("notices:settings")
        except ActionError as error:
            page["error"] = str(error)
    return render(request, "notices/settings.html", page, status=422 if page["error"] else 200)


@staff_page("keep_outbox")
def outbox(request: StaffRequest) -> HttpResponse:
    """POST sends one again, or sets the quiet hours or how long is kept; what was typed is kept."""
    page = outbox_page(request.viewer, request.GET)
    if request.method == "POST":
        try:
            _press(request, page)
            return redirect("notices:outbox")
        except ActionError as error:
            page["error"] = str(error)
    return render(request, "notices/outbox.html", page, status=422 if page["error"] else 200)


def _press(request: StaffRequest, page: dict[str, Any]) -> None:
    by, typed = request.viewer.by(capability="keep_outbox"), request.POST
    if typed.get("do") == "quiet":
        page["quiet"] = begins, ends = typed.get("begins", ""), typed.get("ends", "")
        set_quiet_hours(by, begins=parse_time(begins), ends=parse_time(ends))
    elif typed.get("do") == "keeping":
        page["kept_days"] = typed.get("days", "")
        set_keeping(by, days=parse_days(page["kept_days"]))
    else:
        pk = whole_number(typed.get("again", "")) or 0
        send_again(by, message=get_object_or_404(Message.objects.select_related("person"), pk=pk))


@staff_page("set_address")
def addresses(request: StaffRequest) -> HttpResponse:
    return render(request, "notices/addresses.html", addresses_page(request.viewer, request.GET))


@staff_page("set_address")
def address(request: StaffRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(reached(request.viewer), pk=pk)
    page = {"person": person, "email": email_of(person), "closed": may_not_set(person), "error": ""}
    if request.method == "POST":
        page["email"] = request.POST.get("email", "")
        try:
            set_address(request.viewer.by(capability="set_address"), person=person, email=str(page["email"]))
            return redirect("notices:addresses")
        except ActionError as error:
            page["error"] = str(error)
    return render(request, "notices/address.html", page, status=422 if page["error"] else 200)
