"""What higher rooms give to the morning's mail and to calendars. Each registers when the program starts, so that this room names none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dieuhanh.kernel.access.rights import Viewer


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a person's morning mail. `url` is a path of ours ("/desk/tasks/12/")."""

    title: str
    url: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """A whole day in a calendar. `uid` stays the same while the thing is the same, whatever day it moves to."""

    uid: str
    title: str
    day: date
    url: str = ""


# All people at once, so that the number of queries does not grow with them: (ids of people, day) -> id -> lines.
DigestSource = Callable[[Sequence[int], date], Mapping[int, Sequence[Line]]]
# What the viewer may see of one unit, or of their own where no unit is named: (viewer, unit id, first day, last day) -> events.
FeedSource = Callable[[Viewer, int | None, date, date], Iterable[FeedEvent]]

digest_sources: list[DigestSource] = []
feed_sources: list[FeedSource] = []


def add_digest_source(source: DigestSource) -> None:
    if source not in digest_sources:
        digest_sources.append(source)


def add_feed_source(source: FeedSource) -> None:
    if source not in feed_sources:
        feed_sources.append(source)
