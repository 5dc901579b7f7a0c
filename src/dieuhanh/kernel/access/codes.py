"""One-time codes: what a person signs in with before they have chosen a password of their own. Written to be typed from paper."""

from __future__ import annotations

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
GROUPS, LENGTH = 3, 4  # 59 bits


def new_code() -> str:
    """`k7mp-x2rt-9hwd`"""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))


def as_kept(typed: str) -> str:
    """A code however it was typed: capitals, spaces or no dashes.

    >>> as_kept(" K7MP x2rt9hwd ")
    'k7mp-x2rt-9hwd'
    """
    plain = "".join(c for c in typed.lower() if c.isalnum())
    return "-".join(plain[at : at + LENGTH] for at in range(0, len(plain), LENGTH))
