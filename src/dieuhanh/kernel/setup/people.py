"""The people whom a viewer may see: a list with search, and one person with posts and rights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from dieuhanh.kernel.access.accounts import NoCode, why_no_code
from dieuhanh.kernel.access.closing import REASON_LENGTH, may_close
from dieuhanh.kernel.access.models import Grant, Holding, Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.pages.pager import page_of
from dieuhanh.kernel.pages.queries import plain_words, search, whole_number
from dieuhanh.kernel.units.models import UnitName
from dieuhanh.kernel.units.queries import names_on


def people_visible_to(viewer: Viewer) -> QuerySet[Person]:
    """Everyone, or who works today in the units that the viewer's posts reach."""
    return _people_within(viewer, "see_people")


def people_managed_by(viewer: Viewer) -> QuerySet[Person]:
    """Whose name and posts the viewer changes."""
    return _people_within(viewer, "manage_people")


def _people_within(viewer: Viewer, capability: str) -> QuerySet[Person]:
    scope = viewer.scope(capability)
    people = Person.objects.select_related("user")
    if scope.everything:
        return people
    here = Holding.objects.valid_on(viewer.on).filter(post__unit__in=scope.units)
    return people.filter(pk__in=here.values("person"))


@dataclass(frozen=True, slots=True)
class Seen:
    """A person in the list: posts of today with their units, and how far the account is."""

    person: Person
    posts: list[tuple[str, str]]
    account: str

    @property
    def name(self) -> str:
        return self.person.name


NO_ACCOUNT, NEW, CODE, OWN, CLOSED = "none", "new", "code", "own", "closed"


def account_of(person: Person) -> str:
    """`new`: no code has been issued yet; `code`: one has, and no own password was chosen with it; `own`: one was."""
    user = person.user
    if user is None:
        return NO_ACCOUNT
    if not user.is_active:
        return CLOSED
    if not user.must_change:
        return OWN
    return CODE if user.has_usable_password() else NEW


def people_page(viewer: Viewer, wanted: Mapping[str, str]) -> dict[str, Any]:
    words, chosen = plain_words(wanted.get("q", "")), wanted.get("unit", "")
    unit = whole_number(chosen, 9)
    found = search(people_visible_to(viewer), "folded", words).order_by("sort_key", "pk")
    if unit is not None:
        held = Holding.objects.valid_on(viewer.on).filter(post__unit=unit)
        found = found.filter(pk__in=held.values("person"))
    names = names_on(viewer.on)
    page = page_of(found, wanted, lambda rows: _seen(rows, names))
    seen = viewer.scope("see_people")
    units = [name for pk, name in names.items() if seen.reaches(pk)]
    return {
        "page": page,
        "filters": {"q": words, "unit": chosen},
        "units": units,
        "chosen": next((unit for unit in units if str(unit.unit_id) == chosen), None),
        "can_issue": viewer.can("issue_code"),
        "can_import": viewer.can("manage_people"),
    }


def _seen(rows: QuerySet[Person], names: Mapping[int, UnitName]) -> list[Seen]:
    held = Holding.objects.valid_on(today()).select_related("post").order_by("pk")
    people = rows.prefetch_related(Prefetch("holdings", held, to_attr="held"))
    return [seen_of(person, names) for person in people]


def seen_of(person: Any, names: Mapping[int, UnitName]) -> Seen:
    posts = [(h.post.title, names[h.post.unit_id].name if h.post.unit_id in names else "") for h in person.held]
    return Seen(person, posts, account_of(person))


@dataclass(frozen=True, slots=True)
class Held:
    """A post that a person holds, or held, with the roles it gives today."""

    holding: Holding
    unit: str
    roles: list[str]
    ended: bool
    may_end: bool


def person_page(viewer: Viewer, person: Person) -> dict[str, Any]:
    names = names_on(viewer.on)
    manages = viewer.scope("manage_people")
    grants: dict[int, list[Grant]] = {}
    held = list(Holding.objects.filter(person=person).select_related("post").order_by("-until_day", "-from_day"))
    found = Grant.objects.valid_on(viewer.on).filter(post__in=[h.post_id for h in held]).select_related("area")
    for grant in found.order_by("pk"):
        grants.setdefault(grant.post_id, []).append(grant)
    rows = [
        Held(
            holding=h,
            unit=names[h.post.unit_id].name if h.post.unit_id in names else "",
            roles=[_role_words(grant, names) for grant in grants.get(h.post_id, [])],
            ended=h.until_day <= viewer.on,
            may_end=h.until_day > viewer.on and viewer.person != person and manages.reaches(h.post.unit_id),
        )
        for h in held
    ]
    return {"person": person, "held": rows, "account": account_of(person), **code_for(viewer, person)} | {
        "may_close": viewer.can("close_account") and may_close(viewer, person),
        "slips_of": next((h.post.unit_id for h in held if h.from_day <= viewer.on < h.until_day), None),
        "may_change": people_managed_by(viewer).filter(pk=person.pk).exists(),
    }


def account_page(viewer: Viewer, person: Person, typed: Mapping[str, str]) -> dict[str, Any]:
    """Closing an account, or opening it again where it is closed."""
    return {
        "person": person,
        "closed": account_of(person) == CLOSED,
        "may_close": may_close(viewer, person),
        "typed": " ".join(typed.get("reason", "").split()),
        "longest": REASON_LENGTH,
        "error": "",
    }


def code_for(viewer: Viewer, person: Person) -> dict[str, bool]:
    """Whether the viewer may issue a code, and whether they may not only because the person uses the account already."""
    if person.user is None or not person.user.is_active or not viewer.can("issue_code"):
        return {"may_issue": False, "in_use": False}
    why = why_no_code(viewer, person)
    return {"may_issue": why is None, "in_use": why is NoCode.IN_USE}


def _role_words(grant: Grant, names: Mapping[int, UnitName]) -> str:
    reach = names[grant.unit_id].name if grant.unit_id and grant.unit_id in names else ""
    parts = [str(Role(grant.role).label), reach, str(grant.area) if grant.area else ""]
    return ", ".join(part for part in parts if part)
