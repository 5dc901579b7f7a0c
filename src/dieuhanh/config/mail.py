"""The mail server, out of DIEUHANH_SMTP_URL. No Django here: the supervisor reads the environment too."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from dieuhanh.config.places import BadAddress

PORTS = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}


@dataclass(frozen=True, slots=True)
class Smtp:
    """`ssl`: encrypted from the first byte; `starttls`: after a word; neither: in the clear, for a relay on the same machine."""

    host: str
    port: int
    user: str
    password: str
    ssl: bool
    starttls: bool
    sender: str


def server(url: str | None = None) -> Smtp | None:
    """`smtps://user:password@host:465?from=dieuhanh@coquan.gov.vn`; None where no server is named."""
    url = os.environ.get("DIEUHANH_SMTP_URL", "") if url is None else url
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadAddress(f"DIEUHANH_SMTP_URL bắt đầu bằng «{parts.scheme}»; chỉ dùng được {', '.join(PORTS)}://máy-chủ")
    user = unquote(parts.username or "")
    sender = parse_qs(parts.query).get("from", [user])[0]
    if "@" not in sender:
        raise BadAddress("DIEUHANH_SMTP_URL thiếu địa chỉ gửi; thêm ?from=ten@coquan.gov.vn")
    return Smtp(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=user,
        password=unquote(parts.password or ""),
        ssl=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp+starttls",
        sender=sender,
    )
