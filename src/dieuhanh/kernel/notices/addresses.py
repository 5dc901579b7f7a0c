"""Where people are mailed: set by themselves, or by whoever keeps the accounts for who has not set one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.actions import By, action, change, create, erase_personal
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.notices.models import Address
from dieuhanh.kernel.notices.outbox import redirect_waiting
from dieuhanh.kernel.notices.telling import tell

LONGEST = 254
ADDRESS_KIND = "notices.address"


@action("notices.set_own_address", may="read_notices")
def set_own_address(by: By, *, person: Person, email: str) -> Address | None:
    """One's own; "" takes it away, out of the journal too."""
    if by.actor != person.pk:
        raise NotAllowed("chỉ đặt được địa chỉ thư của chính mình")
    return _set(person, email, own=True)


@action("notices.set_address", may="set_address", on="person")
def set_address(by: By, *, person: Person, email: str) -> Address | None:
    """Somebody else's. Never one that they chose themselves: their mail names work that whoever sets it may not see. They are told."""
    if by.actor == person.pk:
        raise NotAllowed("địa chỉ của chính mình đặt ở trang cài đặt thông báo của mình")
    if may_not_set(person):
        raise NotAllowed(f"{person.name} đã tự đặt địa chỉ thư; chỉ người đó thay đổi được")
    found = _set(person, email, own=False)
    title = "Người quản trị vừa thay đổi địa chỉ nhận thư của bạn; nếu không đúng, hãy tự đặt lại"
    tell(people=[person.pk], kind=ADDRESS_KIND, title=title, url=reverse("notices:settings"), key="address")
    return found


def may_not_set(person: Person) -> bool:
    return Address.objects.filter(person=person, own=True).exclude(email="").exists()


def _set(person: Person, email: str, *, own: bool) -> Address | None:
    email = email.strip()
    if email:
        _check(email)
    found = Address.objects.filter(person=person).first()
    if found is None:
        found = create(Address(person=person, email=email, own=own)) if email else None
    elif email:
        change(found, email=email, own=own)
    else:
        erase_personal(found, "email")
    redirect_waiting(person, email)
    return found


def _check(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        shown = "".join(c for c in email if c.isprintable())[:60]
        raise Invalid(f"địa chỉ thư «{shown}» không đúng; viết như ten@coquan.gov.vn", "email") from error
    if len(email) > LONGEST:
        raise Invalid(f"địa chỉ thư dài {len(email)} ký tự; chỉ nhận đến {LONGEST}", "email")
