"""Several sessions with one code: the first to choose a password has chosen it, the others are told and shut out."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, local
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from dieuhanh.demo import loader
from dieuhanh.kernel.access.accounts import change_password, issue_code
from dieuhanh.kernel.access.models import Person, User
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.journal.models import Act

from ..office import PASSWORD

CODE, NAME, SESSIONS = "abcd-efgh-jkmn", "chanhvanphong", 4
CHANGE = "/accounts/password/change/"
_at_once = Barrier(SESSIONS, timeout=60)
_been_there = local()


class MeetHere:
    """Asked when the form is read, after the session has been looked at: here all requests wait for each other, once."""

    def validate(self, password: str, user: object = None) -> None:
        if not getattr(_been_there, "once", False):
            _been_there.once = True
            _at_once.wait()

    def get_help_text(self) -> str:
        return ""


def with_code() -> Person:
    person = Person.objects.select_related("user").get(user__username=NAME)
    issue_code(By(channel="system"), person=person, password=CODE)
    return person


def signed_in() -> Client:
    client = Client()
    assert client.post("/accounts/login/", {"login": NAME, "password": CODE}).status_code == 302
    return client


@pytest.fixture
def lasting_office(transactional_db: None) -> Iterator[None]:
    cache.clear()
    with pinned(loader.DAY):
        loader.prepare_office(By(channel="system", day=loader.DAY), password=PASSWORD)
        yield
    cache.clear()


@pytest.mark.django_db(transaction=True)
def test_four_sessions_with_one_code_choose_one_password(lasting_office: None, settings: Any) -> None:
    with_code()
    clients = [signed_in() for _ in range(SESSIONS)]
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": f"{__name__}.MeetHere"}]

    def choose(number: int) -> tuple[int, str]:
        try:
            word = f"mat-khau-cua-phien-{number}"
            answer = clients[number].post(CHANGE, {"password1": word, "password2": word})
            return answer.status_code, answer.content.decode()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(SESSIONS) as pool:
        answers = list(pool.map(choose, range(SESSIONS)))
    assert sorted(status for status, _ in answers) == [302, 409, 409, 409]
    assert all("vừa được thay đổi ở nơi khác" in words for status, words in answers if status == 409)
    winner = next(n for n, (status, _) in enumerate(answers) if status == 302)
    assert User.objects.get(username=NAME).check_password(f"mat-khau-cua-phien-{winner}")
    assert Act.objects.filter(verb="access.change_password").count() == 1
    assert [c.get("/desk/people/").status_code == 200 for c in clients] == [n == winner for n in range(SESSIONS)]


def test_the_action_itself_takes_only_the_hash_that_the_session_had(office: None) -> None:
    person = with_code()
    seen = User.objects.get(username=NAME).password
    by = viewer_for(NAME, loader.DAY).by()
    change_password(by, person=person, password="mat-khau-thu-nhat", old_password_hash=seen)
    with pytest.raises(Invalid, match="ở nơi khác"):
        change_password(by, person=person, password="mat-khau-thu-hai", old_password_hash=seen)
    assert User.objects.get(username=NAME).check_password("mat-khau-thu-nhat")
