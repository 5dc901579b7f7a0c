"""Who can be mailed, and whether anybody can."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db.models import QuerySet

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.installation.clock import current
from dieuhanh.kernel.notices.models import Address


def mail_goes_out() -> bool:
    """Where a server of mail was named, and never out of a demo, whose people are made up. Else no message is even made: a server named
    next month would send what is long past."""
    installation = current()
    return bool(settings.SMTP) and installation is not None and not installation.is_demo


def mailable(people: Collection[int] | None = None) -> QuerySet[Address]:
    """Addresses of people who may sign in and have a password of their own: who holds a code from a slip is shown nothing, so nothing
    is mailed either. None: everyone."""
    found = Address.objects.exclude(email="").filter(person__user__is_active=True, person__user__must_change=False)
    found = found.select_related("person").order_by("person_id")
    return found if people is None else found.filter(person__in=people)


def email_of(person: Person) -> str:
    return Address.objects.filter(person=person).values_list("email", flat=True).first() or ""
