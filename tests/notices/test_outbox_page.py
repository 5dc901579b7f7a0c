"""The technician's page: what must be looked at, sent again by a press, and no word of what is in a mail."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.config.mail import server
from dieuhanh.config.places import BadAddress
from dieuhanh.kernel.notices.models import Message, State
from dieuhanh.kernel.notices.quiet import hours_on
from dieuhanh.kernel.notices.sending import send_waiting

from .conftest import DAY, address, html, say
from .servers import Taking

Browser = Callable[[str], Client]


def test_what_failed_is_sent_again_by_a_press(mail_server: Taking, browser: Browser) -> None:
    client = browser("kythuat")
    assert "Không có thư nào cần xem lại" in html(client, "notices:outbox")
    address("kinhte.truong")
    say("Chuyện riêng của lãnh đạo", "kinhte.truong", urgent=True)
    mail_server.answers["RCPT"] = "550 no such mailbox"
    send_waiting()
    page = html(client, "notices:outbox")
    assert "1 thư cần xem lại" in page
    assert "550 no such mailbox" in page
    assert "Chuyện riêng" not in page
    mail_server.answers.clear()
    message = Message.objects.get()
    assert client.post(reverse("notices:outbox"), {"again": message.pk}).status_code == 302
    assert client.post(reverse("notices:outbox"), {"again": message.pk}).status_code == 422
    assert client.post(reverse("notices:outbox"), {"again": "x"}).status_code == 404
    assert send_waiting() == 1
    assert "kinhte.truong@xa.example.vn" in html(client, "notices:outbox", f"?state={State.SENT}")


def test_quiet_hours_on_the_page(office_of_mail: None, browser: Browser) -> None:
    client = browser("kythuat")
    assert 'value="19:00"' in html(client, "notices:outbox")
    wrong = client.post(reverse("notices:outbox"), {"do": "quiet", "begins": "25:00", "ends": "06:00"})
    assert wrong.status_code == 422
    assert "Giờ «25:00»; viết như 06:30" in wrong.content.decode()
    assert 'value="25:00"' in wrong.content.decode()
    client.post(reverse("notices:outbox"), {"do": "quiet", "begins": "20h30", "ends": "6:00"})
    assert hours_on(DAY) == (20 * 60 + 30, 6 * 60)


def test_a_demo_says_that_it_mails_nobody(office: None, browser_of: Browser) -> None:
    assert "Bản minh họa không gửi thư ra ngoài." in html(browser_of("kythuat"), "notices:outbox")
    assert "Bản minh họa không gửi thư ra ngoài." in html(browser_of("chutich"), "notices:settings")


def test_without_a_server_it_says_what_to_do(
    office_of_mail: None, settings: pytest.FixtureRequest, browser: Browser
) -> None:
    settings.SMTP = None  # type: ignore[attr-defined]  # pytest-django's settings take anything
    assert "DIEUHANH_SMTP_URL" in html(browser("kythuat"), "notices:outbox")


@pytest.mark.parametrize("program", ["dieuhanh.faces.cli.start", "dieuhanh.faces.cli"])
def test_a_wrong_address_of_the_server_is_told_in_one_line(program: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DIEUHANH_HOME": str(tmp_path), "DIEUHANH_SMTP_URL": "smtp://mail.xa.vn"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", program, *(["verify"] if program.endswith("cli") else [])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    (line,) = done.stderr.strip().splitlines()
    assert "DIEUHANH_SMTP_URL thiếu địa chỉ gửi; thêm ?from=ten@coquan.gov.vn" in line


def test_the_address_of_the_server() -> None:
    found = server("smtp+starttls://dieu%40hanh:b%C3%AD%20m%E1%BA%ADt@mail.xa.vn?from=dieuhanh@xa.vn")
    assert found is not None
    assert (found.host, found.port, found.user, found.password) == ("mail.xa.vn", 587, "dieu@hanh", "bí mật")
    assert (found.starttls, found.ssl, found.sender) == (True, False, "dieuhanh@xa.vn")
    own = server("smtps://a%40xa.vn:x@mail.xa.vn")
    assert own is not None
    assert (own.port, own.ssl, own.sender) == (465, True, "a@xa.vn")
    assert server("") is None
    for wrong in ("http://mail.xa.vn?from=a@xa.vn", "smtp://mail.xa.vn", "smtp:///?from=a@xa.vn"):
        with pytest.raises(BadAddress, match="DIEUHANH_SMTP_URL"):
            server(wrong)
