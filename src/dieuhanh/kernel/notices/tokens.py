"""The secret in the address of a person's calendar: shown once, kept as its hash, made anew when somebody else may have it."""

from __future__ import annotations

import hashlib
import secrets

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import NotAllowed
from dieuhanh.kernel.notices.models import FeedToken


@action("notices.renew_feed", may="read_notices")
def renew_feed(by: By, *, person: Person) -> str:
    """The new secret; the address of before gives nothing from now on."""
    if by.actor != person.pk:
        raise NotAllowed("chỉ tạo được địa chỉ lịch của chính mình")
    token = secrets.token_urlsafe(32)
    found = FeedToken.objects.filter(person=person).first()
    if found is None:
        create(FeedToken(person=person, digest=_digest(token)))
    else:
        change(found, digest=_digest(token))
    return token


def viewer_of(token: str) -> Viewer | None:
    """Whose secret it is. None for a closed account, and while a one-time code is out: the desk shows them nothing either."""
    found = FeedToken.objects.filter(
        digest=_digest(token), person__user__is_active=True, person__user__must_change=False
    ).select_related("person")
    kept = found.first()
    return Viewer(kept.person, today()) if kept else None


def has_feed(person: Person) -> bool:
    return FeedToken.objects.filter(person=person).exists()


def _digest(token: str) -> str:
    """256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
