"""One-time codes: who may give one to whom, what it opens, and how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.utils.timezone import now

from dieuhanh.kernel.access.accounts import CODE_DAYS, change_password, issue_code
from dieuhanh.kernel.access.codes import as_kept, new_code
from dieuhanh.kernel.access.models import User
from dieuhanh.kernel.access.signin import reopen
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act, Event

from .conftest import CODE, person

LOGIN, CHANGE = "/accounts/login/", "/accounts/password/change/"
OWN = "mat-khau-rieng-cua-toi"
People = Callable[[str], By]


def sign_in(username: str, password: str, **more: str) -> Client:
    client = Client()
    client.post(LOGIN, {"login": username, "password": password, **more})
    return client


def stored(username: str) -> str:
    return User.objects.get(username=username).password


def is_in(client: Client) -> bool:
    return SESSION_KEY in client.session


@pytest.mark.parametrize(
    ("issuer", "whom"),
    [
        ("kinhte.truong", "kinhte.canbo"),  # owner: the head of the unit
        ("vanphong", "kinhte.canbo"),
        ("vanphong", "vanhoa.truong"),
        ("kythuat", "vanphong"),
        ("kythuat", "lanhdao"),
    ],
)
def test_a_code_is_given_to_ones_own_people(by: People, issuer: str, whom: str) -> None:
    issue_code(by(issuer), person=person(whom), password=CODE)
    act = Act.objects.get(verb="access.issue_code")
    assert act.actor_id == person(issuer).pk
    assert act.seal.outcome == f"access.person:{person(whom).pk}"
    assert CODE not in f"{act.reason}{list(Event.objects.filter(act=act).values_list('changes'))}"
    assert is_in(sign_in(whom, CODE))


@pytest.mark.parametrize(
    ("issuer", "whom"),
    [
        ("kinhte.canbo", "kinhte.truong"),  # colleague
        ("vanhoa.truong", "kinhte.canbo"),  # outsider
        ("kinhte.truong", "lanhdao"),
        ("kinhte.truong", "vanphong"),
        ("vanphong", "kythuat"),  # who would then give rights
        ("vanphong", "lanhdao"),  # who makes plans public
        ("lanhdao", "kinhte.canbo"),
        ("kinhte.truong", "kinhte.truong"),  # oneself
        ("kythuat", "kythuat"),
    ],
)
def test_a_code_is_no_way_to_rights_of_others(by: People, issuer: str, whom: str) -> None:
    before = User.objects.get(username=whom).password
    with pytest.raises(NotAllowed):
        issue_code(by(issuer), person=person(whom), password=CODE)
    assert User.objects.get(username=whom).password == before


def test_a_code_opens_nothing_but_the_choice_of_a_password(ward: None) -> None:
    client = sign_in("kythuat", CODE)
    for path in ("/desk/", "/desk/units/", "/desk/tasks/", "/desk/khong-co/"):
        assert client.get(path)["Location"] == CHANGE
    page = client.get(CHANGE).content.decode()
    assert "oldpassword" not in page
    assert "mã được cấp" in page
    answer = client.post(CHANGE, {"password1": OWN, "password2": OWN})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/start/")
    assert client.get("/desk/units/").status_code == 200
    assert not is_in(sign_in("kythuat", CODE))
    assert is_in(sign_in("kythuat", OWN))


@pytest.mark.parametrize("typed", [CODE, "ABCD EFGH JKMN", "abcdefghjkmn"])
def test_the_code_itself_is_no_password(by: People, typed: str) -> None:
    client = sign_in("kythuat", typed)
    assert is_in(client)
    answer = client.post(CHANGE, {"password1": typed, "password2": typed})
    assert "khác mã được cấp" in answer.content.decode()
    with pytest.raises(Invalid, match="khác mã"):
        change_password(by("kythuat"), person=person("kythuat"), password=typed, old_password_hash=stored("kythuat"))


def test_who_has_a_password_is_asked_for_it_before_a_change(ward: None) -> None:
    client = sign_in("kythuat", CODE)
    client.post(CHANGE, {"password1": OWN, "password2": OWN})
    assert "oldpassword" in client.get(CHANGE).content.decode()
    client.post(CHANGE, {"password1": "khong-hoi-mat-khau-cu", "password2": "khong-hoi-mat-khau-cu"})
    assert is_in(sign_in("kythuat", OWN))


def test_a_new_code_ends_sessions_and_the_old_password(by: People) -> None:
    elsewhere = sign_in("kinhte.canbo", "mot-ma-dung-chung".replace("-", ""))
    assert not is_in(elsewhere)  # a code given without groups of four is another word
    User.objects.filter(username="kinhte.canbo").update(must_change=False)
    elsewhere = sign_in("kinhte.canbo", "mot-ma-dung-chung")
    assert elsewhere.get("/desk/").status_code == 200
    issue_code(by("kinhte.truong"), person=person("kinhte.canbo"), password=CODE)
    assert elsewhere.get("/desk/").status_code == 302
    assert not is_in(sign_in("kinhte.canbo", "mot-ma-dung-chung"))


def test_a_code_is_good_for_its_days(by: People) -> None:
    issue_code(by("kythuat"), person=person("kinhte.canbo"), password=CODE)
    until = User.objects.get(username="kinhte.canbo").code_until
    assert until
    assert timedelta(days=CODE_DAYS - 1) < until - now() <= timedelta(days=CODE_DAYS)
    User.objects.filter(username="kinhte.canbo").update(code_until=now() - timedelta(seconds=1))
    answer = Client().post(LOGIN, {"login": "kinhte.canbo", "password": CODE})
    assert "không đúng" in answer.content.decode()


def test_an_expired_code_ends_what_it_had_opened(by: People) -> None:
    issue_code(by("kythuat"), person=person("kinhte.canbo"), password=CODE)
    client = sign_in("kinhte.canbo", CODE)
    User.objects.filter(username="kinhte.canbo").update(code_until=now() - timedelta(seconds=1))
    client.post(CHANGE, {"password1": OWN, "password2": OWN})
    assert not is_in(sign_in("kinhte.canbo", OWN))


def test_a_new_code_opens_a_closed_name(by: People) -> None:
    for _ in range(5):
        sign_in("kinhte.canbo", "sai")
    issue_code(by("kinhte.truong"), person=person("kinhte.canbo"), password=CODE)
    assert not is_in(sign_in("kinhte.canbo", CODE))
    reopen("kinhte.canbo")
    assert is_in(sign_in("kinhte.canbo", CODE))


def test_a_device_of_ones_own_stays_signed_in_and_a_shared_one_does_not(ward: None) -> None:
    shared = Client()
    answer = shared.post(LOGIN, {"login": "kythuat", "password": CODE})
    assert answer.cookies["sessionid"]["max-age"] == ""
    assert shared.session.get_expiry_age() <= 12 * 3600
    own = Client()
    answer = own.post(LOGIN, {"login": "kythuat", "password": CODE, "remember": "on"})
    assert answer.cookies["sessionid"]["max-age"] == 30 * 86400


@pytest.mark.once
def test_codes_are_typed_from_paper() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(as_kept(code.upper().replace("-", " ")) == code for code in codes)
    assert not set("".join(codes)) & set("01ilo")
