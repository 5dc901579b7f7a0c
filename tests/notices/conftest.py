"""A ward's office that has a mail server, on a Tuesday morning."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dieuhanh.config.mail import server
from dieuhanh.foundation.vietnamese.dates import ZONE
from dieuhanh.kernel.access.models import User
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.notices import kinds
from dieuhanh.kernel.notices.addresses import set_own_address
from dieuhanh.kernel.notices.telling import tell

from ..setup import conftest as setup
from ..setup.conftest import by_of, person
from .servers import Taking, taking

ward = setup.ward
MORNING = datetime(2026, 3, 3, 9, 0, tzinfo=ZONE)  # a Tuesday; the ward was founded the day before
DAY = MORNING.date()
KIND = "tests.told"
SMTP = server("smtp://127.0.0.1:1?from=dieuhanh@xa.example.vn")
Travel = Callable[[datetime], None]


@action("tests.tell", may=None)
def told(by: By, *, people: list[int], title: str, key: str, urgent: bool = False, fails: bool = False) -> None:
    """An action of a higher room."""
    tell(people=people, kind=KIND, title=title, url="/desk/units/", key=key, urgent=urgent)
    if fails:
        raise RuntimeError("after it told")


def say(title: str, *usernames: str, urgent: bool = False, key: str = "", day: date | None = None) -> None:
    people = [person(username).pk for username in usernames]
    told(By(channel="system", day=day), people=people, title=title, key=key or title, urgent=urgent)


def address(username: str) -> str:
    """The person has an account in use, and an address."""
    User.objects.filter(username=username).update(must_change=False)
    email = f"{username}@xa.example.vn"
    set_own_address(by_of(username), person=person(username), email=email)
    return email


@pytest.fixture
def clock() -> Iterator[Travel]:
    """Moves the real clock."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller.move_to


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._kinds, KIND, "thử")


@pytest.fixture
def office_of_mail(ward: None, clock: Travel, kind: None, settings: pytest.FixtureRequest) -> Iterator[None]:
    use_port(settings, free_port())
    settings.EMAIL_TIMEOUT = 0.5  # type: ignore[attr-defined]  # pytest-django's settings take anything
    with pinned():
        yield


def use_port(settings: pytest.FixtureRequest, port: int) -> None:
    assert SMTP is not None
    settings.SMTP = replace(SMTP, port=port)  # type: ignore[attr-defined]  # as above
    settings.DEFAULT_FROM_EMAIL = SMTP.sender  # type: ignore[attr-defined]  # as above
    settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP.host, port  # type: ignore[attr-defined]  # as above


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def mail_server(office_of_mail: None, settings: pytest.FixtureRequest) -> Iterator[Taking]:
    with taking(settings.EMAIL_PORT) as found:  # type: ignore[attr-defined]  # as above
        yield found


@pytest.fixture
def browser(ward: None) -> Callable[[str], Client]:
    def signed_in(username: str) -> Client:
        User.objects.filter(username=username).update(must_change=False)
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return signed_in


def html(client: Client, name: str, query: str = "") -> str:
    answer = client.get(reverse(name) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def minutes(n: int) -> timedelta:
    return timedelta(minutes=n)
