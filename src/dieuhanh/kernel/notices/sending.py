"""`send_waiting`: a turn of the ticker. What is due goes out, one message after another over one connection."""

from __future__ import annotations

import logging

from dieuhanh.kernel.installation.clock import now, pinned, today
from dieuhanh.kernel.notices.models import Message, State
from dieuhanh.kernel.notices.outbox import claim, list_unanswered, settle
from dieuhanh.kernel.notices.quiet import is_day_off, is_quiet
from dieuhanh.kernel.notices.recipients import mail_goes_out
from dieuhanh.kernel.notices.smtp import Mailer, deliver

logger = logging.getLogger(__name__)
IN_A_TURN = 200  # the ticker has other duties


def send_waiting() -> int:
    """How many went out. Nothing in quiet hours; on days off only what is urgent. Several processes at once send each message once."""
    with pinned():
        if not mail_goes_out():
            return 0
        list_unanswered()
    sent, mailer = 0, Mailer()
    try:
        for _ in range(IN_A_TURN):
            with pinned():  # a turn lasts as long as the server lets it: each message has its own time
                answered = _next(mailer)
            if answered is None:
                break
            sent += answered is State.SENT
    finally:
        mailer.close()
    return sent


def _next(mailer: Mailer) -> State | None:
    """Sends one; None where nothing more is to be sent now."""
    if is_quiet(now()):
        return None
    waiting = Message.objects.filter(urgent=True) if is_day_off(today()) else Message.objects.all()
    message = claim(waiting)
    if message is None:
        return None
    answer = deliver(mailer, message)
    with pinned():
        settle(message, answer.state, answer.error)
    if answer.state is not State.SENT:
        logger.warning("message %s: %s, %s", message.pk, answer.state.value, answer.error)
    return answer.state if answer.goes_on else None
