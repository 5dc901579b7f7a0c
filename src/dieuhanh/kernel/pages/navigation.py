"""The main menu. Each room adds its entries when the program starts, so that no lower room names a higher one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dieuhanh.kernel.access.rights import Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    """`url_name` also marks the current page: an entry is current on every page whose view name is in `covers`."""

    order: int
    word: object  # lazy text
    icon: str
    url_name: str
    capability: str
    covers: frozenset[str] = frozenset()


_entries: dict[str, Entry] = {}


def add(entry: Entry) -> None:
    _entries[entry.url_name] = entry


def entries() -> list[Entry]:
    return sorted(_entries.values(), key=lambda entry: entry.order)


_find: list[str] = []
_guide: list[str] = []
_bell: list[tuple[str, Callable[[Viewer], int]]] = []


def guide_at(url_name: str) -> None:
    """The page that explains the work, offered in everybody's own menu."""
    _guide[:] = [url_name]


def guide_url() -> str:
    return _guide[0]


def bell_at(url_name: str, unseen: Callable[[Viewer], int]) -> None:
    """The page of what somebody is told, and how much of it they have not seen."""
    _bell[:] = [(url_name, unseen)]


def bell_for(viewer: Viewer) -> tuple[str, int]:
    """The name of the page, and the number beside the bell."""
    url_name, unseen = _bell[0]
    return url_name, unseen(viewer)


def search_in(url_name: str) -> None:
    """The page that the search field of every page leads to."""
    _find[:] = [url_name]


def find_url() -> str:
    return _find[0]
