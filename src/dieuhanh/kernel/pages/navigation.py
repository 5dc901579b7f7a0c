"""The main menu. Each room adds its entries when the program starts, so that no lower room names a higher one."""

from __future__ import annotations

from dataclasses import dataclass


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


def guide_at(url_name: str) -> None:
    """The page that explains the work, offered in everybody's own menu."""
    _guide[:] = [url_name]


def guide_url() -> str:
    return _guide[0]


def search_in(url_name: str) -> None:
    """The page that the search field of every page leads to."""
    _find[:] = [url_name]


def find_url() -> str:
    return _find[0]
