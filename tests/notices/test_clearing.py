"""Old notices and mails go after the days that the office says; what nobody read stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.kernel.jobs.duties import Tick
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.notices.clearing import AT_FIRST, clear, kept_days, parse_days, set_keeping
from dieuhanh.kernel.notices.models import Message, Notice, State
from dieuhanh.kernel.notices.seeing import see

from ..setup.conftest import by_of
from .conftest import DAY, address, html, say

Browser = Callable[[str], Client]


def tick(day: date) -> None:
    clear(Tick("notices.clear", day, None))


def test_what_was_read_and_what_arrived_goes_after_its_days(office_of_mail: None) -> None:
    address("kinhte.truong")
    say("Họp giao ban", "kinhte.truong", "kinhte.canbo", urgent=True)
    see(by_of("kinhte.truong"))
    Message.objects.update(state=State.SENT)
    acts = Act.objects.count()
    tick(DAY + timedelta(days=AT_FIRST))
    assert (Notice.objects.count(), Message.objects.count(), Act.objects.count()) == (2, 1, acts)
    tick(DAY + timedelta(days=AT_FIRST + 1))
    assert Notice.objects.get().person.user.username == "kinhte.canbo"  # type: ignore[union-attr]  # who has not read it
    assert not Message.objects.exists()
    tick(DAY + timedelta(days=AT_FIRST + 2))
    assert Act.objects.filter(verb="notices.clear_old").count() == 1
    assert verify().whole


def test_mail_that_did_not_arrive_stays(office_of_mail: None) -> None:
    address("kinhte.truong")
    say("Họp giao ban", "kinhte.truong", urgent=True)
    Message.objects.update(state=State.UNKNOWN)
    tick(DAY + timedelta(days=900))
    assert (Notice.objects.count(), Message.objects.count()) == (1, 1)


def test_the_office_says_for_how_long(office_of_mail: None, browser: Browser) -> None:
    client, url = browser("kythuat"), reverse("notices:outbox")
    assert 'value="180"' in html(client, "notices:outbox")
    wrong = client.post(url, {"do": "keeping", "days": "vài"})
    assert wrong.status_code == 422
    assert "Số ngày «vài»; hãy ghi số nguyên từ 30 đến 3650" in wrong.content.decode()
    assert 'value="vài"' in wrong.content.decode()
    assert client.post(url, {"do": "keeping", "days": "7"}).status_code == 422
    assert client.post(url, {"do": "keeping", "days": "90"}).status_code == 302
    assert client.post(url, {"do": "keeping", "days": "60"}).status_code == 302
    assert kept_days(DAY) == 60
    with pytest.raises(Invalid):
        set_keeping(by_of("kythuat"), days=parse_days("99999"))
