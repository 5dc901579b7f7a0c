"""`tell`: what any action says to people, in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable

from dieuhanh.kernel.installation.clock import now
from dieuhanh.kernel.journal.current import current
from dieuhanh.kernel.notices.kinds import is_kind
from dieuhanh.kernel.notices.models import Notice
from dieuhanh.kernel.notices.urgent import mail_at_once


def tell(*, people: Iterable[int], kind: str, title: str, url: str, key: str, urgent: bool = False) -> None:
    """Each of the people (ids) has the notice once a day under the key, however often it is told. Called inside an action, else it fails.

    `kind`: one of `kinds`. `url`: a path of ours. `urgent`: also mailed at once, outside quiet hours.
    Two acts may tell the same at one moment; the second finds the row and goes on, hence no journalled rows.
    """
    if not is_kind(kind):
        raise RuntimeError(f"no kind of notice is called {kind}")
    act, told = current().act, sorted(set(people))
    mailed = mail_at_once(told, title=title, url=url, key=key, day=act.day) if urgent else frozenset()
    rows = [
        Notice(
            person_id=pk,
            kind=kind,
            title=title,
            url=url,
            key=key,
            urgent=urgent,
            day=act.day,
            at=now(),
            mailed_by=act if pk in mailed else None,
            act=act,
        )
        for pk in told
    ]
    Notice._base_manager.bulk_create(rows, ignore_conflicts=True, batch_size=500)
