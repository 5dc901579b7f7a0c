"""One message to the mail server, and what its answer means."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from dieuhanh.kernel.notices.models import Message, State

GONE = (smtplib.SMTPServerDisconnected, OSError)
CLOSING = 421


class _Watched:
    """Remembers whether the words of the message had begun to go out: from there on, silence does not say whether they arrived."""

    begun = False

    def mail(self, *args: Any, **kwargs: Any) -> Any:
        self.begun = False
        return super().mail(*args, **kwargs)  # type: ignore[misc]  # smtplib.SMTP, which stands behind this class

    def data(self, msg: Any) -> Any:
        self.begun = True
        return super().data(msg)  # type: ignore[misc]  # as above


class _Plain(_Watched, smtplib.SMTP):
    pass


class _Encrypted(_Watched, smtplib.SMTP_SSL):
    pass


class Mailer(EmailBackend):
    """Django's, by the settings; one connection for a run."""

    @property
    def connection_class(self) -> Any:
        return _Encrypted if self.use_ssl else _Plain


@dataclass(frozen=True, slots=True)
class Answer:
    """`goes_on`: whether the same server is worth asking for the next message now."""

    state: State
    error: str = ""
    goes_on: bool = True


def deliver(mailer: Mailer, message: Message) -> Answer:
    try:
        mailer.open()
    except (OSError, smtplib.SMTPException) as error:
        mailer.connection = None
        return Answer(State.WAITING, _words(error), goes_on=False)
    try:
        mailer.send_messages([_mail(message)])
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(*error.recipients[message.to])
    except smtplib.SMTPResponseException as error:
        return _refused(error.smtp_code, error.smtp_error)
    except GONE as error:
        begun = isinstance(mailer.connection, _Watched) and mailer.connection.begun
        mailer.connection = None  # smtplib has closed it
        return Answer(State.UNKNOWN if begun else State.WAITING, _words(error), goes_on=False)
    except (smtplib.SMTPException, ValueError) as error:  # an address or a header that no server takes
        return Answer(State.FAILED, _words(error))
    return Answer(State.SENT)


def _mail(message: Message) -> EmailMessage:
    headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
    return EmailMessage(message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [message.to], headers=headers)


def _refused(code: int, words: bytes | str) -> Answer:
    """5xx is for good; 4xx may go through later (RFC 5321, 4.2.1)."""
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    state = State.FAILED if code >= 500 else State.WAITING
    return Answer(state, f"{code} {said}", goes_on=code != CLOSING)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
