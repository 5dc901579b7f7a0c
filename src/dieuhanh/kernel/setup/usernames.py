"""A sign-in name made from a person's name where the file gives none: given name, then initials; a number where it is taken."""

from __future__ import annotations

import re

from dieuhanh.foundation.vietnamese.text import fold

_OTHER = re.compile(r"[^a-z0-9 ]")


def username_from(name: str, taken: set[str]) -> str:
    """
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
