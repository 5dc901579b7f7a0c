"""Account slips (phiếu cấp tài khoản): a code for each person of a unit who has not yet chosen a password, to be printed once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dieuhanh.kernel.access.accounts import issue_code, why_no_code
from dieuhanh.kernel.access.codes import new_code
from dieuhanh.kernel.access.models import Holding, Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.signin import reopen
from dieuhanh.kernel.setup.people import people_visible_to


@dataclass(frozen=True, slots=True)
class Slip:
    person: Person
    title: str
    code: str
    until: datetime | None


def without_password(viewer: Viewer, unit: int) -> list[Person]:
    """The people of the unit whose code the viewer may issue and who have not chosen a password, in Vietnamese order."""
    here = Holding.objects.valid_on(viewer.on).filter(post__unit=unit)
    found = people_visible_to(viewer).filter(user__must_change=True, user__is_active=True, pk__in=here.values("person"))
    return [person for person in found.order_by("sort_key", "pk") if not why_no_code(viewer, person)]


def print_slips(viewer: Viewer, unit: int) -> list[Slip]:
    """An act for each. Slips printed before are of no use from now on."""
    return [slip_for(viewer, person) for person in without_password(viewer, unit)]


def slip_for(viewer: Viewer, person: Person) -> Slip:
    """A new code for the person, shown to the issuer this once; a name closed after wrong tries is open again."""
    code = new_code()
    issue_code(viewer.by(capability="issue_code"), person=person, password=code)
    assert person.user is not None  # issue_code refuses who has none
    reopen(person.user.username)
    person.user.refresh_from_db()
    held = Holding.objects.valid_on(viewer.on).filter(person=person).select_related("post").order_by("pk").first()
    return Slip(person, held.post.title if held else "", code, person.user.code_until)
