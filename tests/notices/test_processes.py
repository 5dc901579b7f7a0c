"""Real processes: two senders at once, and one that is killed in the middle of a message."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from django.db import connection, connections

from dieuhanh.kernel.notices.models import Message, State
from dieuhanh.kernel.notices.outbox import UNANSWERED
from dieuhanh.kernel.notices.quiet import set_quiet_hours
from dieuhanh.kernel.notices.sending import send_waiting

from ..setup.conftest import by_of
from .conftest import MORNING, Travel, address, say, use_port
from .servers import Silent, Taking

PATIENCE = 60.0  # seconds, on a busy machine
PROGRAM = """
import sys
import django
from django.db import connections
connections.settings["default"]["NAME"] = sys.argv[1]
django.setup()
from dieuhanh.kernel.notices.sending import send_waiting
send_waiting()
"""


def urgent_ones(count: int) -> None:
    address("kinhte.truong")
    set_quiet_hours(by_of("kythuat"), begins=0, ends=0)  # the other process has the hour of the machine
    for n in range(count):
        say(f"Việc khẩn {n}", "kinhte.truong", urgent=True)


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_message_once(mail_server: Taking) -> None:
    urgent_ones(12)
    start = threading.Barrier(2)

    def send() -> None:
        try:
            start.wait(PATIENCE)
            send_waiting()
        finally:
            connections.close_all()

    senders = [threading.Thread(target=send) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(PATIENCE)
    numbers = [mail["Message-ID"] for mail in mail_server.taken]
    assert len(numbers) == len(set(numbers)) == 12
    assert not Message.objects.exclude(state=State.SENT).exists()


@pytest.fixture
def hanging() -> Iterator[Silent]:
    with Silent("DATA", dies=False) as silent:
        yield silent


@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_in_mid_message_leaves_it_to_a_person(
    office_of_mail: None, hanging: Silent, settings: pytest.FixtureRequest, clock: Travel
) -> None:
    urgent_ones(1)
    url = f"smtp://127.0.0.1:{hanging.port}?from=dieuhanh@xa.example.vn"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "dieuhanh.config.settings", "DIEUHANH_SMTP_URL": url}
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(connection.settings_dict["NAME"])], env=environment)
    try:
        assert hanging.reached.wait(PATIENCE), "the other process never came to the words of the message"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    message = Message.objects.get()
    assert (message.state, message.tried) == (State.CLAIMED, 1)
    use_port(settings, hanging.port)
    assert message.claimed_at is not None
    clock(max(MORNING, message.claimed_at + UNANSWERED * 2))
    assert send_waiting() == 0
    message.refresh_from_db()
    assert (message.state, message.tried) == (State.UNKNOWN, 1)
