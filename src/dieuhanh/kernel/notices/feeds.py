"""Calendars for telephones and mail programs: by a secret in the address, without sign-in or session."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import current
from dieuhanh.kernel.journal.canonical import sha256
from dieuhanh.kernel.notices.letters import absolute, one_line
from dieuhanh.kernel.notices.sources import FeedEvent, feed_sources
from dieuhanh.kernel.notices.tokens import viewer_of
from dieuhanh.kernel.units.queries import names_on

BEFORE, AFTER = timedelta(days=60), timedelta(days=400)


@require_safe
def feed(request: HttpRequest, token: str, unit: int | None = None) -> HttpResponseBase:
    """Own calendar, or that of a unit whose tasks one may see. Whatever is wrong with the address, the answer is the same."""
    viewer = viewer_of(token)
    if viewer is None or viewer.person is None or not (unit is None or viewer.scope("see_tasks").reaches(unit)):
        return HttpResponseNotFound("Không có lịch này.", content_type="text/plain; charset=utf-8")
    with override(viewer.person.language):
        body = calendar_of(viewer, unit)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = f'"{sha256(body).hex()[:32]}"'
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


def calendar_of(viewer: Viewer, unit: int | None) -> bytes:
    first, last = viewer.on - BEFORE, viewer.on + AFTER
    found = [event for source in feed_sources for event in source(viewer, unit, first, last)]
    calendar = Calendar()
    calendar.add("prodid", "-//dieuhanh//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _name(viewer, unit))
    for event in sorted(found, key=lambda event: (event.day, event.uid)):
        calendar.add_component(_component(event))
    return calendar.to_ical()


def _name(viewer: Viewer, unit: int | None) -> str:
    installation = current()
    office = installation.name if installation else ""
    if unit is None:
        return _("Lịch công việc của tôi, %(office)s") % {"office": office}
    name = names_on(viewer.on, [unit]).get(unit)
    return _("%(unit)s, lịch công việc") % {"unit": name.name if name else office}


def _component(event: FeedEvent) -> Event:
    """`dtstamp` hangs on the event alone: with the hour of the answer, no two answers would be equal and none "not modified"."""
    made = Event()
    made.add("uid", f"{event.uid}@dieuhanh")
    made.add("dtstamp", datetime.combine(event.day, time(), UTC))
    made.add("summary", one_line(event.title))
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    made.add("transp", "TRANSPARENT")
    if url := absolute(event.url):
        made.add("url", url)
    return made
