"""The outbox. A message is claimed before it is sent and settled after; what was claimed and never settled has an unknown fate.

The state of a message is the machine's own mark: one statement each, in the writers' turn, and no act, or the journal would outgrow the
office.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import F, QuerySet

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.installation.clock import now
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.journal.current import current
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.journal.queue import writers_turn
from dieuhanh.kernel.notices.models import Message, State
from dieuhanh.kernel.notices.recipients import email_of

# After each try that may succeed later; then the message has failed, about a day after the first.
AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 600, 600))
UNANSWERED = timedelta(
    minutes=10
)  # longer than any answer takes: each wait for the server ends after settings.EMAIL_TIMEOUT
UNANSWERED_WORDS = "máy chủ dừng giữa lúc gửi; không rõ thư đã đến hay chưa"


@dataclass(frozen=True, slots=True)
class Letter:
    person: int
    to: str
    subject: str
    body: str


def post(letters: Sequence[Letter], *, key: str, day: date, urgent: bool) -> None:
    """Into the outbox, inside an action; once a person, day and key."""
    act, at = current().act, now()
    rows = [
        Message(
            person_id=letter.person,
            to=letter.to,
            subject=letter.subject,
            body=letter.body,
            key=key,
            day=day,
            urgent=urgent,
            message_id=_message_id(),
            at=at,
            next_at=at,
            act=act,
        )
        for letter in letters
    ]
    Message._base_manager.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def _message_id() -> str:
    domain = settings.SMTP.sender.rpartition("@")[2] if settings.SMTP else "dieuhanh"
    return f"<{secrets.token_hex(16)}@{domain}>"


def redirect_waiting(person: Person, email: str) -> None:
    """What waits goes to the address of today; without one it goes nowhere, and no copy of the old one is kept."""
    waiting = Message.objects.filter(person=person, state=State.WAITING)
    if email:
        waiting.update(to=email)  # inside the action that changes the address
    else:
        waiting.update(state=State.FAILED, error="người nhận không còn địa chỉ thư")
        Message.objects.filter(person=person).update(to="")


@action("notices.send_again", may="keep_outbox")
def send_again(by: By, *, message: Message) -> Message:
    """A person decides that a message whose fate is unknown, or that failed, goes out once more: under the same Message-ID, to the
    address of today."""
    email = email_of(message.person)
    if not email:
        raise Invalid(f"{message.person.name} chưa có địa chỉ nhận thư")
    stuck = Message.objects.filter(pk=message.pk, state__in=[State.FAILED, State.UNKNOWN])
    if not stuck.update(state=State.WAITING, to=email, next_at=now(), tried=0, error="", claimed_at=None):
        raise Invalid("thư này đang chờ gửi hoặc đã gửi")
    return message


def claim(waiting: QuerySet[Message]) -> Message | None:
    """The next one that is due, which nobody else gets."""
    while message := waiting.filter(state=State.WAITING, next_at__lte=now()).order_by("next_at", "pk").first():
        at = now()
        mine = Message.objects.filter(pk=message.pk, state=State.WAITING)
        with writers_turn():
            won = mine.update(state=State.CLAIMED, claimed_at=at, tried=F("tried") + 1)
        if won:
            message.state, message.claimed_at, message.tried = State.CLAIMED, at, message.tried + 1
            return message
    return None


def settle(message: Message, state: State, error: str) -> None:
    """What the server answered. WAITING: tried again later, as often as AGAIN_AFTER says. Also right for a message that was taken for
    unanswered meanwhile, but not for one that was claimed anew."""
    next_at: datetime = now()
    if state is State.WAITING:
        if message.tried > len(AGAIN_AFTER):
            state = State.FAILED
        else:
            next_at += AGAIN_AFTER[message.tried - 1]
    with writers_turn():
        Message.objects.filter(
            pk=message.pk, claimed_at=message.claimed_at, state__in=[State.CLAIMED, State.UNKNOWN]
        ).update(state=state, error=error[:500], next_at=next_at)


def list_unanswered() -> None:
    """Claimed long ago and never settled: whoever sent it died. It may have arrived, so nothing sends it again by itself."""
    lost = Message.objects.filter(state=State.CLAIMED, claimed_at__lt=now() - UNANSWERED)
    if lost.exists():
        with writers_turn():
            lost.update(state=State.UNKNOWN, error=UNANSWERED_WORDS)
