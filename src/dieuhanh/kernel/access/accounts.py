"""Accounts: one-time codes for one's own people, and one's own password."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from dieuhanh.kernel.access.models import Person, User
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.roles import CAPABILITIES
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed

NOT_THE_CODE = "mật khẩu mới phải khác mã được cấp"
CODE_DAYS = 14  # a slip may lie in a drawer over a holiday, not for ever


@action("access.issue_code", may="issue_code", on="person")
def issue_code(by: By, *, person: Person, password: str) -> Person:
    """From now on the person signs in with this code only, until they have chosen a password with it or CODE_DAYS have passed.

    Never for oneself, and never for somebody who may do what the issuer may not: the code would be a way to rights.
    """
    if person.user is None:
        raise Invalid("người này không có tài khoản")
    if by.actor == person.pk:
        raise NotAllowed("không tự cấp mã cho chính mình; hãy dùng «Đổi mật khẩu»")
    if by.actor is not None and not may_issue(Viewer(Person.objects.get(pk=by.actor), today()), person):
        raise NotAllowed("không cấp được mã cho người có quyền rộng hơn quyền của mình")
    _set(person.user, password, must_change=True, code_until=datetime.now(UTC) + timedelta(days=CODE_DAYS))
    return person


def may_issue(viewer: Viewer, person: Person) -> bool:
    """Whether the viewer reaches everything that the person may do: by having it, or by managing people there."""
    if viewer.person is None or viewer.person.pk == person.pk:
        return False
    manages, issues = viewer.scope("manage_people"), viewer.scope("issue_code")
    if manages.everything:
        return True
    if not issues.covers(frozenset(person.rights_units()), None):
        return False
    theirs = Viewer(person, viewer.on)
    asked = {capability for capability in frozenset().union(*CAPABILITIES.values()) if theirs.can(capability)}
    return all(
        viewer.scope(capability).holds(reach) or manages.holds(reach)
        for capability, reach in ((capability, theirs.scope(capability)) for capability in asked)
    )


@action("access.change_password", may="change_own_password")
def change_password(by: By, *, person: Person, password: str) -> None:
    """One's own password; every other session of the person ends, since their hash no longer fits."""
    if by.actor != person.pk or person.user is None:
        raise NotAllowed("chỉ đổi được mật khẩu của chính mình")
    try:
        validate_password(password, person.user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), "password") from error
    if is_the_code(person.user, password):
        raise Invalid(NOT_THE_CODE, "password")
    _set(person.user, password, must_change=False, code_until=None)


def is_the_code(user: User, password: str) -> bool:
    """A code that stands on paper is nobody's own password."""
    return user.must_change and user.check_password(password)


def _set(user: User, password: str, *, must_change: bool, code_until: datetime | None) -> None:
    User.objects.filter(pk=user.pk).update(
        password=make_password(password), must_change=must_change, code_until=code_until
    )
