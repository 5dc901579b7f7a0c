"""`tell`: what any action says to people, in its own transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dieuhanh.kernel.installation.clock import now
from dieuhanh.kernel.journal.current import current
from dieuhanh.kernel.notices.kinds import is_kind
from dieuhanh.kernel.notices.models import Notice
from dieuhanh.kernel.notices.urgent import mail_at_once


@dataclass(frozen=True, slots=True)
class Saying:
    """One notice to one person; the fields of `tell`."""

    person: int
    kind: str
    title: str
    url: str
    key: str
    urgent: bool = False


def tell(*, people: Iterable[int], kind: str, title: str, url: str, key: str, urgent: bool = False) -> None:
    """Each of the people (ids) has the notice once a day under the key, however often it is told. Called inside an action, else it fails.

    `kind`: one of `kinds`. `url`: a path of ours. `urgent`: also mailed at once, outside quiet hours.
    """
    tell_each([Saying(pk, kind, title, url, key, urgent) for pk in sorted(set(people))])


def tell_each(sayings: Sequence[Saying]) -> None:
    """Many people, each their own: one write, and one letter-writing for each thing that is urgent.

    Two acts may tell the same at one moment; the second finds the row and goes on, hence no journalled rows.
    """
    for kind in {saying.kind for saying in sayings}:
        if not is_kind(kind):
            raise RuntimeError(f"no kind of notice is called {kind}")
    act, at, mailed = current().act, now(), _mail_urgent(sayings)
    rows = [
        Notice(
            person_id=saying.person,
            kind=saying.kind,
            title=saying.title,
            url=saying.url,
            key=saying.key,
            urgent=saying.urgent,
            day=act.day,
            at=at,
            mailed_by=act if (saying.person, saying.key) in mailed else None,
            act=act,
        )
        for saying in sayings
    ]
    Notice._base_manager.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _mail_urgent(sayings: Sequence[Saying]) -> set[tuple[int, str]]:
    """Whom what was written to at once: (person, key)."""
    people: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for saying in sayings:
        if saying.urgent:
            people[saying.title, saying.url, saying.key].add(saying.person)
    day, mailed = current().act.day, set()
    for (title, url, key), told in people.items():
        mailed |= {(pk, key) for pk in mail_at_once(sorted(told), title=title, url=url, key=key, day=day)}
    return mailed
