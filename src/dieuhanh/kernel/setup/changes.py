"""Rights, codes and ends of posts of the last days, as the journal tells them: who did what for whom.

Whoever keeps the accounts can make a leader of anybody. Nothing in the program can prevent that, so every leader sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.generation import kept_until_written
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.setup.change_facts import Fact, Kind, facts_since

DAYS, WEEK = 30, 7
ROWS = 20
NAMED = 5  # of those who got the same thing on the same day; who got rights over the whole office is always named


@dataclass(slots=True)
class Change:
    """The same thing done by one person on one day; `whom`: name, and key where the viewer may open the person's page."""

    day: date
    who: str
    what: str
    kind: Kind
    whom: list[tuple[str, int | None]]
    total: int = 0

    @property
    def more(self) -> int:
        return self.total - len(self.whom)


@dataclass(frozen=True, slots=True)
class ChangesPage:
    rows: list[Change]
    newer_url: str
    older_url: str


@dataclass(frozen=True, slots=True)
class Week:
    rights: int
    codes: int


def changes(viewer: Viewer) -> list[Change]:
    """Newest first. What one may see of it hangs on what one sees of people, and is worked out once until somebody writes."""
    key = ("changes", viewer.scope("see_people").key, viewer.on)
    return kept_until_written(key, lambda: _gathered(facts_since(viewer, viewer.on - timedelta(days=DAYS))))


def changes_page(viewer: Viewer, wanted: Mapping[str, str]) -> ChangesPage:
    found = changes(viewer)
    last = max(1, -(-len(found) // ROWS))
    number = min(whole_number(wanted.get("changes", ""), 8) or 1, last)
    kept = {name: wanted[name] for name in ("q", "unit", "page") if wanted.get(name)}

    def address(page: int) -> str:
        return f"?{urlencode({**kept, 'changes': page})}#changes" if 1 <= page <= last else ""

    return ChangesPage(found[(number - 1) * ROWS : number * ROWS], address(number - 1), address(number + 1))


def week_of(viewer: Viewer) -> Week | None:
    """For who answers for the whole office: how many rights and codes were given in the last seven days; None where none were."""
    if not viewer.scope("publish").everything:
        return None
    lately = [change for change in changes(viewer) if change.day > viewer.on - timedelta(days=WEEK)]
    rights, codes = (sum(c.total for c in lately if c.kind is kind) for kind in (Kind.RIGHT, Kind.CODE))
    return Week(rights, codes) if rights + codes else None


def _gathered(facts: Iterable[Fact]) -> list[Change]:
    rows: dict[tuple[date, str, str], Change] = {}
    for fact in facts:
        row = rows.setdefault(
            (fact.day, fact.who, fact.what), Change(fact.day, fact.who, fact.what, fact.kind, whom=[])
        )
        row.total += 1
        if fact.wide or len(row.whom) < NAMED:
            row.whom.append((fact.name, fact.person))
    return list(rows.values())
