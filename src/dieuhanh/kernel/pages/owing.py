"""What a person owes, gathered from all rooms. Each room registers its kinds of owing when the program starts, so that the one list of the
desk names no room.

First the keys of everything owed, which cost one question for each kind; then the rows of one page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dieuhanh.kernel.access.rights import Viewer

MOST = 1000  # keys of one question; beyond it the screen says "hơn 1.000"


@dataclass(frozen=True, slots=True)
class Kind:
    """`waits`: somebody else is to act; such things stand apart from what the person owes."""

    key: str
    word: object  # lazy text
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One thing owed. `late`: the first day on which it is too late, if it has one; `since`: since when somebody waits for it; of a
    period to review, its first day.
    `first`: before all that is only due, as a leader's word is."""

    kind: str
    row: int
    late: date | None = None
    since: date | None = None
    first: bool = False

    @property
    def place(self) -> tuple[bool, date, date, str, int]:
        return not self.first, self.late or date.max, self.since or date.max, self.kind, self.row


@dataclass(frozen=True, slots=True)
class Owed:
    """A key as the desk shows it. `state`: icon and colour; `template`: the room's own, with what may be done in place, given `owed`."""

    key: Key
    kind: Kind
    title: str
    url: str
    about: str
    due_words: str
    state: str
    state_word: str
    how: str = ""
    urgent: str = ""
    template: str = ""
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Room:
    """`keys`: all that the viewer owes in this room, at most MOST of each question; `show`: the rows of some of them, in their order."""

    kinds: Sequence[Kind]
    keys: Callable[[Viewer], list[Key]]
    show: Callable[[Viewer, list[Key]], list[Owed]]


_rooms: dict[str, Room] = {}


def owes(name: str, room: Room) -> None:
    _rooms[name] = room


def kinds() -> list[Kind]:
    return [kind for room in _rooms.values() for kind in room.kinds]


def keys_of(viewer: Viewer) -> list[Key]:
    """Everything, what waits for others too: a leader's word, then by deadline."""
    return sorted((key for room in _rooms.values() for key in room.keys(viewer)), key=lambda key: key.place)


def counts_of(keys: Iterable[Key]) -> Counter[str]:
    return Counter(key.kind for key in keys)


def shown(viewer: Viewer, keys: Sequence[Key]) -> list[Owed]:
    """In the order of the keys; what is gone since they were read is left out."""
    found: dict[Key, Owed] = {}
    for room in _rooms.values():
        here = {kind.key for kind in room.kinds}
        found |= {owed.key: owed for owed in room.show(viewer, [key for key in keys if key.kind in here])}
    return [found[key] for key in keys if key in found]
