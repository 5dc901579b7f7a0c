"""Whether the mail server that was named answers `dieuhanh doctor`, and takes the name and password it was given. Nothing is mailed."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator

from dieuhanh.config import mail, places
from dieuhanh.faces.cli.findings import FAULT, GOOD, Finding

PATIENCE = 5  # seconds for each answer


def answers() -> Iterator[Finding]:
    try:
        server = mail.server()
    except places.BadAddress as error:
        yield Finding(FAULT, str(error))
        return
    if server is None:
        yield Finding(GOOD, "chưa khai báo (DIEUHANH_SMTP_URL); không có thư nào được lập")
        return
    try:
        _greet(server)
    except (OSError, smtplib.SMTPException) as error:
        words = str(error) or type(error).__name__
        yield Finding(
            FAULT,
            f"{server.host}:{server.port} không nhận: {words}",
            "kiểm tra DIEUHANH_SMTP_URL, mạng và tài khoản thư; thư đang chờ sẽ đi khi máy chủ trả lời",
        )
        return
    yield Finding(GOOD, f"{server.host}:{server.port} trả lời")


def _greet(server: mail.Smtp) -> None:
    kind = smtplib.SMTP_SSL if server.ssl else smtplib.SMTP
    with kind(server.host, server.port, timeout=PATIENCE) as connection:
        if server.starttls:
            connection.starttls()
        connection.ehlo_or_helo_if_needed()
        if server.user:
            connection.login(server.user, server.password)
