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
ALREADY_CHANGED = (
    "mật khẩu của tài khoản này vừa được thay đổi ở nơi khác; mật khẩu bạn vừa gõ không được lưu. Hãy đăng nhập lại; "
    "nếu không phải bạn đổi, báo ngay cho người đã cấp mã"
)
CODE_DAYS = 14  # a slip may lie in a drawer over a holiday, not for ever


@action("access.issue_code", may="issue_code", on="person")
def issue_code(by: By, *, person: Person, password: str) -> Person:
    """From now on the person signs in with this code only, until they have chosen a password with it or CODE_DAYS have passed.

    Never for oneself, and never for somebody who may do what the issuer may not: the code would be a way to rights.
    """
    user = _account(person)
    if by.actor == person.pk:
        raise NotAllowed("không tự cấp mã cho chính mình; hãy dùng «Đổi mật khẩu»")
    if by.actor is not None and not may_issue(Viewer(Person.objects.get(pk=by.actor), today()), person):
        raise NotAllowed("không cấp được mã cho người có quyền rộng hơn quyền của mình")
    until = datetime.now(UTC) + timedelta(days=CODE_DAYS)
    if not _set(user, user.password, password, must_change=True, code_until=until):
        raise Invalid("mật khẩu của người này vừa thay đổi; hãy mở lại trang rồi cấp mã")
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
def change_password(by: By, *, person: Person, password: str, old_password_hash: str) -> None:
    """One's own password; every other session of the person ends, since their hash no longer fits.

    `old_password_hash`: what the session had signed in with. Several sessions may stand open with one code: the first to choose wins.
    """
    if by.actor != person.pk or person.user is None:
        raise NotAllowed("chỉ đổi được mật khẩu của chính mình")
    try:
        validate_password(password, person.user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), "password") from error
    if is_the_code(person.user, password):
        raise Invalid(NOT_THE_CODE, "password")
    if not _set(person.user, old_password_hash, password, must_change=False, code_until=None):
        raise Invalid(ALREADY_CHANGED, "password")


def _account(person: Person) -> User:
    """As it stands in the database: the page that asked was read a while ago."""
    user = User.objects.filter(pk=person.user_id or 0).first()
    if user is None:
        raise Invalid("người này không có tài khoản")
    return user


def is_the_code(user: User, password: str) -> bool:
    """A code that stands on paper is nobody's own password."""
    return user.must_change and user.check_password(password)


def _set(user: User, old_password_hash: str, password: str, *, must_change: bool, code_until: datetime | None) -> bool:
    """Whether the stored hash was still the old one; asked in the very statement that writes, so that two never win."""
    standing = User.objects.filter(pk=user.pk, password=old_password_hash)
    return bool(standing.update(password=make_password(password), must_change=must_change, code_until=code_until))
