"""What must happen inside every act that wrote rows of certain models: a higher room says so when the program starts."""

from __future__ import annotations

from collections.abc import Callable

Follower = Callable[[frozenset[str]], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """`follower(models)` is called once an act, in its transaction, before it is sealed; `models` are labels like "units.area"."""
    if follower not in _followers:
        _followers.append(follower)


def tell(models: frozenset[str]) -> None:
    for follower in _followers:
        follower(models)
