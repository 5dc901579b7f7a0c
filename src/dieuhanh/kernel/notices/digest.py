"""The morning's mail: one a person and day, with what is new and what is due. A fixed number of questions, however many the people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from dieuhanh.kernel.access.models import Holding
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.installation.clock import now
from dieuhanh.kernel.jobs.duties import Tick
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.journal.current import current
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import anchor
from dieuhanh.kernel.notices.kinds import unmailed
from dieuhanh.kernel.notices.letters import morning_letter
from dieuhanh.kernel.notices.models import Address, Notice
from dieuhanh.kernel.notices.outbox import Letter, post
from dieuhanh.kernel.notices.quiet import is_day_off, is_quiet
from dieuhanh.kernel.notices.recipients import mail_goes_out, mailable
from dieuhanh.kernel.notices.sources import Line, digest_sources

KEY = "digest"


def digest_of(day: date) -> int:
    """How many mails were made; 0 on a day off, and when the day has had its mails."""
    key = f"notices.digest:{day.isoformat()}"
    if is_day_off(day) or not mail_goes_out() or Act.objects.filter(once_key=key).exists():
        return 0
    return _write_digest(By(channel="system", day=day, once_key=key), day=day) or 0


def morning(tick: Tick) -> None:
    """A duty of each tick and not of each day: the day of the machine begins at midnight, the office's when quiet hours are over, and by
    then every duty of the day has told what it had to tell."""
    if not is_quiet(now()):
        digest_of(tick.day)


@action("notices.write_digest", may=None)
def _write_digest(by: By, *, day: date) -> int:
    addresses = list(mailable())
    people = [address.person_id for address in addresses]
    new, due = _new(), _due(people, day)
    keepers = _technicians(day)
    end = anchor()
    letters = [
        letter
        for address in addresses
        if (letter := _letter(address, day, new, due, end if address.person_id in keepers else None))
    ]
    post(letters, key=KEY, day=day, urgent=False)
    return len(letters)


def _letter(
    address: Address,
    day: date,
    new: Mapping[int, list[Line]],
    due: Mapping[int, list[Line]],
    end: tuple[int, str] | None,
) -> Letter | None:
    """None for who has nothing new and nothing due; a technician always gets the end of the journal, to be kept outside the machine."""
    news, dues = new.get(address.person_id, []), due.get(address.person_id, [])
    if not news and not dues and end is None:
        return None
    return Letter(address.person_id, address.email, *morning_letter(address.person, day, news, dues, end))


def _new() -> dict[int, list[Line]]:
    """Unseen and not mailed yet. Marked in one statement, then read by the mark: what is told meanwhile waits for the next morning."""
    act = current().act
    fresh = Notice.objects.filter(seen_at=None, mailed_by=None, person__in=mailable().order_by().values("person"))
    fresh.exclude(kind__in=unmailed()).update(mailed_by=act)
    found: dict[int, list[Line]] = defaultdict(list)
    marked = Notice.objects.filter(mailed_by=act).order_by("-urgent", "pk")
    for person, title, url in marked.values_list("person_id", "title", "url"):
        found[person].append(Line(title, url))
    return found


def _due(people: list[int], day: date) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    for source in digest_sources:
        for person, lines in source(people, day).items():
            found[person].extend(lines)
    for lines in found.values():
        lines.sort(key=lambda line: line.due or date.max)
    return found


def _technicians(day: date) -> frozenset[int]:
    granted = Holding.objects.filter(valid_on(day), valid_on(day, "post__grants__"), post__grants__role=Role.TECHNICIAN)
    return frozenset(granted.values_list("person_id", flat=True))
