"""What cannot wait for the morning: mailed as soon as the act is done, if it is not a quiet hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dieuhanh.kernel.notices.letters import urgent_letter
from dieuhanh.kernel.notices.outbox import Letter, post
from dieuhanh.kernel.notices.recipients import mail_goes_out, mailable


def mail_at_once(people: Sequence[int], *, title: str, url: str, key: str, day: date) -> frozenset[int]:
    """Whom it was written to; the others have no address."""
    if not mail_goes_out():
        return frozenset()
    letters = [Letter(a.person_id, a.email, *urgent_letter(a.person, title, url)) for a in mailable(people)]
    post(letters, key=key, day=day, urgent=True)
    return frozenset(letter.person for letter in letters)
