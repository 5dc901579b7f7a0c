"""Sign-in names: what is wrong with a given one, and one made from a person's name where none is given: given name, then initials."""

from __future__ import annotations

import re
from collections.abc import Collection

from dieuhanh.foundation.vietnamese.text import fold
from dieuhanh.kernel.access.people import USERNAME_ALLOWED, is_username

# Two namesakes in one unit are told apart by the sign-in names given.
NAMESAKE = "«{name}» đã có ở đơn vị này; nếu là người khác, ghi tên đăng nhập riêng"
_OTHER = re.compile(r"[^a-z0-9 ]")


def username_fault(username: str, taken: Collection[str]) -> str:
    """In words; "" where it may be taken."""
    if not is_username(username):
        return f"«{username}» không hợp lệ: {USERNAME_ALLOWED}"
    return f"«{username}» đã có người dùng" if username in taken else ""


def username_from(name: str, taken: set[str]) -> str:
    """A number where it is taken.

    >>> username_from("Nguyễn Văn An", set()), username_from("Nguyễn Vũ Ân", {"an.nv"}), username_from("Đỗ", set())
    ('an.nv', 'an.nv2', 'do.d')
    """
    *rest, given = _OTHER.sub("", fold(name)).split() or ["nguoidung"]
    base = f"{given}.{''.join(word[0] for word in rest) or given[0]}"[:60]
    number = 2
    found = base
    while found in taken:
        found = f"{base}{number}"
        number += 1
    return found
