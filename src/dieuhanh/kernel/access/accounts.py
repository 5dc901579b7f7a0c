"""Accounts: one-time codes for one's own people, and one's own password."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import Enum

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from dieuhanh.kernel.access.models import Person, User
from dieuhanh.kernel.access.rights import FromNowOn, OwnPosts, Scope, Viewer
from dieuhanh.kernel.access.roles import CAPABILITIES, UNIT_WORK
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed

NOT_THE_CODE = "mật khẩu mới phải khác mã được cấp"
ALREADY_CHANGED = (
    "mật khẩu của tài khoản này vừa được thay đổi ở nơi khác; mật khẩu bạn vừa gõ không được lưu. Hãy đăng nhập lại; "
    "nếu không phải bạn đổi, báo ngay cho người đã cấp mã"
)
CODE_DAYS = 14  # a slip may lie in a drawer over a holiday, not for ever


class NoCode(Enum):
    """Why somebody issues no code for a person."""

    ONESELF = "không tự cấp mã cho chính mình; hãy dùng «Đổi mật khẩu»"
    WIDER = "không cấp được mã cho người có quyền rộng hơn quyền của mình"
    PEER = "{name} đã tự đặt mật khẩu và có cùng quyền quyết định với bạn; mã mới do người quản trị máy chủ cấp (dieuhanh new-code)"
    IN_USE = "{name} đã tự đặt mật khẩu; mã mới do người có cùng quyền cấp, hoặc chạy dieuhanh new-code trên máy chủ"


@action("access.issue_code", may="issue_code", on="person")
def issue_code(by: By, *, person: Person, password: str) -> Person:
    """From now on the person signs in with this code only, until they have chosen a password with it or CODE_DAYS have passed.

    The machine itself (`dieuhanh new-code`) may issue any; for people see `why_no_code`.
    """
    user = person.user = user_of(person)
    if not user.is_active:
        raise Invalid("tài khoản này đã khóa; mở lại trước khi cấp mã")
    if by.actor is not None and (why := why_no_code(Viewer(Person.objects.get(pk=by.actor), today()), person)):
        raise NotAllowed(why.value.format(name=person.name))
    until = datetime.now(UTC) + timedelta(days=CODE_DAYS)
    if not _set(user, user.password, password, must_change=True, code_until=until):
        raise Invalid("mật khẩu của người này vừa thay đổi; hãy mở lại trang rồi cấp mã")
    return person


def why_no_code(viewer: Viewer, person: Person) -> NoCode | None:
    """Why the viewer issues no code for the person; None where they may.

    A code is a way into somebody's account. Never for oneself. Who has all the rights that the person has, now or from a later day, gains
    nothing. Who only manages people there gives first codes; once such an account is in use its owner would lose it to somebody with
    fewer rights, and so would the tasks and documents that the technician must not see. A post that is only delegated does not count:
    who stands in for a day would keep the head's account for good.
    """
    if viewer.person is None or viewer.person.pk == person.pk:
        return NoCode.ONESELF
    viewer = viewer.once("own posts", lambda: OwnPosts(viewer.person, viewer.on))
    begun, manages = person.user is not None and person.user.has_begun, viewer.scope("manage_people")
    if manages.everything and not begun:
        return None
    if not manages.everything and not viewer.scope("issue_code").covers(frozenset(person.rights_units()), None):
        return NoCode.WIDER
    missing = rights_missing(viewer, person)
    if not all(manages.holds(reach) for reach in missing):
        return NoCode.WIDER
    if begun and not missing and _both_decide(viewer, person):
        return NoCode.PEER
    return NoCode.IN_USE if missing and begun else None


def _both_decide(viewer: Viewer, person: Person) -> bool:
    """Two who confirm and decide are four eyes: neither gets into the other's account."""
    return viewer.can("confirm_task") and FromNowOn(person, viewer.on).can("confirm_task")


def rights_missing(viewer: Viewer, person: Person) -> list[Scope]:
    """How far the person's rights reach, today or from a later day, where the viewer's own of the same kind do not."""
    theirs = FromNowOn(person, viewer.on)
    asked = sorted(capability for capability in frozenset().union(*CAPABILITIES.values()) if theirs.can(capability))
    return [theirs.scope(each) for each in asked if not _holds(viewer, each, theirs.scope(each))]


def _holds(viewer: Viewer, capability: str, reach: Scope) -> bool:
    """The office that may change every task of a unit, and report for it, gains nothing by its people's own work on them."""
    if viewer.scope(capability).holds(reach):
        return True
    return capability in UNIT_WORK and viewer.scope("change_task").holds(reach)


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
    if not _set(person.user, old_password_hash, password, must_change=False, code_until=None, has_chosen=True):
        raise Invalid(ALREADY_CHANGED, "password")


def user_of(person: Person) -> User:
    """As it stands in the database: the page that asked was read a while ago."""
    user = User.objects.filter(pk=person.user_id or 0).first()
    if user is None:
        raise Invalid("người này không có tài khoản")
    return user


def is_the_code(user: User, password: str) -> bool:
    """A code that stands on paper is nobody's own password."""
    return user.must_change and user.check_password(password)


def _set(user: User, old_password_hash: str, password: str, **more: bool | datetime | None) -> bool:
    """Whether the stored hash was still the old one; asked in the very statement that writes, so that two never win."""
    standing = User.objects.filter(pk=user.pk, password=old_password_hash)
    return bool(standing.update(password=make_password(password), **more))
