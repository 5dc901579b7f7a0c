"""Closing an account and opening it again: the password stays, sessions end at once and do not come back."""

from __future__ import annotations

from django.db.models import F

from dieuhanh.kernel.access.accounts import rights_missing, user_of
from dieuhanh.kernel.access.models import Person, User
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed

REASON_LENGTH = 200


@action("access.close_account", may="close_account", on="person")
def close_account(by: By, *, person: Person) -> Person:
    """Nobody signs in with it any more. `by.reason` says why."""
    user = _judged(by, person)
    if not user.is_active:
        raise Invalid(f"tài khoản của {person.name} đã khóa rồi")
    User.objects.filter(pk=user.pk).update(is_active=False, times_closed=F("times_closed") + 1)
    return person


@action("access.open_account", may="close_account", on="person")
def open_account(by: By, *, person: Person) -> Person:
    """The password of before is good again. `by.reason` says why."""
    user = _judged(by, person)
    if user.is_active:
        raise Invalid(f"tài khoản của {person.name} đang mở")
    User.objects.filter(pk=user.pk).update(is_active=True)
    return person


def may_close(viewer: Viewer, person: Person) -> bool:
    """Whether the viewer closes and opens this account: never one's own, nor one whose rights reach further than what the viewer has
    or manages. Closing gives nobody rights, so that managing people is enough."""
    if viewer.person is None or viewer.person.pk == person.pk or person.user_id is None:
        return False
    scope, manages = viewer.scope("close_account"), viewer.scope("manage_people")
    if not scope.covers(frozenset(person.rights_units()), None):
        return False
    return manages.everything or all(manages.holds(reach) for reach in rights_missing(viewer, person))


def _judged(by: By, person: Person) -> User:
    user = user_of(person)
    if by.actor == person.pk:
        raise NotAllowed("không tự khóa, tự mở tài khoản của chính mình; hãy nhờ người quản trị khác")
    if by.actor is not None and not may_close(Viewer(Person.objects.get(pk=by.actor), today()), person):
        raise NotAllowed("không khóa, mở được tài khoản của người có quyền rộng hơn quyền của mình")
    if not by.reason.strip():
        raise Invalid("hãy ghi lý do", "reason")
    if len(by.reason) > REASON_LENGTH:
        raise Invalid(f"lý do dài {len(by.reason)} ký tự; chỉ nhận đến {REASON_LENGTH}", "reason")
    return user
