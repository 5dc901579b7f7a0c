"""What the pages of settings, outbox and addresses show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from dieuhanh.kernel.access.models import Holding, Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.notices.clearing import kept_days
from dieuhanh.kernel.notices.letters import absolute
from dieuhanh.kernel.notices.models import Address, Message, State
from dieuhanh.kernel.notices.quiet import hours_on, time_in_words
from dieuhanh.kernel.notices.recipients import email_of, mail_goes_out
from dieuhanh.kernel.notices.tokens import has_feed
from dieuhanh.kernel.pages.pager import page_of
from dieuhanh.kernel.pages.queries import plain_words, search
from dieuhanh.kernel.units.queries import names_on

STUCK = (State.FAILED, State.UNKNOWN)


def settings_page(viewer: Viewer) -> dict[str, Any]:
    person = viewer.person
    assert person is not None, "a staff page"
    return {
        "email": email_of(person),
        "mail": mail_goes_out(),
        "quiet": quiet_words(viewer),
        "has_feed": has_feed(person),
        "may_set": viewer.can("set_address"),
        "feeds": [],
        "error": "",
    }


def feeds_with(viewer: Viewer, token: str) -> list[tuple[str, str]]:
    """The addresses that a new secret opens, each with the unit it is of ("": one's own): shown this once."""
    assert viewer.person is not None, "a staff page"
    scope = viewer.scope("see_tasks")
    units = [unit for unit in viewer.person.rights_units() if scope.reaches(unit)]
    names = names_on(viewer.on, units)
    own = [("", _open(reverse("feeds:own", args=[token])))]
    return own + [(names[u].name, _open(reverse("feeds:unit", args=[token, u]))) for u in units if u in names]


def _open(path: str) -> str:
    return absolute(path) or path


def quiet_words(viewer: Viewer) -> tuple[str, str]:
    begins, ends = hours_on(viewer.on)
    return time_in_words(begins), time_in_words(ends)


def outbox_page(viewer: Viewer, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Who is mailed and how it went. Never what is in a mail: whoever keeps the machine sees no tasks."""
    asked = wanted.get("state", "")
    state = asked if asked in State.values else ""
    found = Message.objects.select_related("person").defer("subject", "body").order_by("-pk")
    found = found.filter(state=state) if state else found.filter(state__in=STUCK)
    counts = Message.objects.aggregate(**{value: Count("pk", filter=Q(state=value)) for value in State.values})
    return {
        "page": page_of(found, wanted),
        "state": state,
        "tabs": [(value, label, counts[value]) for value, label in State.choices],
        "stuck": sum(counts[value] for value in STUCK),
        "server": settings.SMTP,
        "mail": mail_goes_out(),
        "quiet": quiet_words(viewer),
        "kept_days": kept_days(viewer.on),
        "error": "",
    }


@dataclass(frozen=True, slots=True)
class Addressed:
    person: Person
    email: str
    own: bool


def reached(viewer: Viewer) -> QuerySet[Person]:
    """Whose address the viewer may set: everyone, or who works today in the units of the capability."""
    scope = viewer.scope("set_address")
    people = Person.objects.exclude(user=None).exclude(pk=viewer.person.pk if viewer.person else 0)
    if scope.everything:
        return people
    here = Holding.objects.valid_on(viewer.on).filter(post__unit__in=scope.units)
    return people.filter(pk__in=here.values("person"))


def addresses_page(viewer: Viewer, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Everybody by name; `show=without`: who has no address yet."""
    words, without = plain_words(wanted.get("q", "")), wanted.get("show") == "without"
    found = search(reached(viewer), "folded", words).order_by("sort_key", "pk")
    if without:
        found = found.exclude(pk__in=Address.objects.exclude(email="").values("person"))
    return {"page": page_of(found, wanted, _rows), "filters": {"q": words}, "without": without}


def _rows(found: QuerySet[Person]) -> list[Addressed]:
    people = list(found)
    kept = {a.person_id: a for a in Address.objects.filter(person__in=people).exclude(email="")}
    return [Addressed(p, kept[p.pk].email if p.pk in kept else "", p.pk in kept and kept[p.pk].own) for p in people]
