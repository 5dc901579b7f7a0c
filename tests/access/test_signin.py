"""Signing in: an office behind one address gets in at 7:30, a guesser does not, and nobody learns which part was wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.core.cache import cache
from django.db import connections
from django.test import Client

from dieuhanh.demo import loader
from dieuhanh.kernel.access.models import User
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.models import Act

from ..office import PASSWORD

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def fresh_counters(db: None) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def sign_in(username: str, password: str = PASSWORD, **more: str) -> Client:
    client = Client()
    client.last = client.post(LOGIN, {"login": username, "password": password, **more})  # type: ignore[attr-defined]  # kept for the test
    return client


def answer(client: Client) -> Any:
    return client.last  # type: ignore[attr-defined]  # set by sign_in


def test_a_person_signs_in_and_lands_on_the_first_page_that_they_may_open(office: None) -> None:
    found = answer(sign_in("chanhvanphong"))
    assert (found.status_code, found["Location"]) == (302, "/desk/start/")
    act = Act.objects.get(verb="access.sign_in")
    assert act.actor_id
    assert act.channel == "web"


def test_a_telephone_may_begin_the_name_with_a_capital(office: None) -> None:
    assert answer(sign_in(" Chanhvanphong ")).status_code == 302
    assert Act.objects.filter(verb="access.sign_in").count() == 1


def test_signing_in_changes_the_sessions_key(office: None) -> None:
    client = Client()
    client.get(LOGIN)
    before = client.session.session_key
    client.post(LOGIN, {"login": "chanhvanphong", "password": PASSWORD})
    assert client.session.session_key != before


def test_failures_do_not_tell_which_part_was_wrong(office: None) -> None:
    wrong, unknown = (answer(sign_in(name, "sai mật khẩu")).content.decode() for name in ("chanhvanphong", "khong-co"))
    plain = [page.replace("chanhvanphong", "").replace("khong-co", "").split("<main")[1] for page in (wrong, unknown)]
    without_tokens = ["".join(line for line in page.splitlines() if "csrf" not in line) for page in plain]
    assert without_tokens[0] == without_tokens[1]
    assert "không đúng" in wrong
    assert not Act.objects.filter(verb="access.sign_in").exists()


def test_an_inactive_person_is_refused_in_the_same_words(office: None) -> None:
    User.objects.filter(username="chanhvanphong").update(is_active=False)
    found = answer(sign_in("chanhvanphong"))
    assert found.status_code == 200
    assert "không đúng" in found.content.decode()


@pytest.mark.parametrize("target", ["https://example.com/", "//example.com", "/\\example.com", "javascript:alert(1)"])
def test_no_one_is_sent_elsewhere_after_signing_in(office: None, target: str) -> None:
    assert answer(sign_in("chanhvanphong", next=target))["Location"] == "/desk/start/"


def test_one_goes_on_to_the_page_asked_for(office: None) -> None:
    assert answer(sign_in("chanhvanphong", next="/desk/tasks/?q=thu"))["Location"] == "/desk/tasks/?q=thu"


def test_five_wrong_tries_close_a_name_and_leave_one_act(office: None) -> None:
    for _ in range(5):
        sign_in("chanhvanphong", "sai")
    assert answer(sign_in("chanhvanphong")).status_code == 200  # the right password too
    sign_in("chanhvanphong")
    acts = Act.objects.filter(verb="access.lock_out")
    assert [act.reason for act in acts] == ["chanhvanphong"]
    assert answer(sign_in("tonghop")).status_code == 302


def test_another_host_header_is_no_new_start(office: None) -> None:
    """Each port that a guesser writes into the Host header would give five tries more, were it part of the count."""
    for port in range(1000, 1005):
        Client(HTTP_HOST=f"localhost:{port}").post(LOGIN, {"login": "chanhvanphong", "password": "sai"})
    found = Client(HTTP_HOST="127.0.0.1:2000").post(LOGIN, {"login": "chanhvanphong", "password": PASSWORD})
    assert found.status_code == 200
    assert not Act.objects.filter(verb="access.sign_in").exists()


def test_a_made_up_forwarded_address_is_no_new_start(office: None) -> None:
    for n in range(100):
        Client(HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").post(LOGIN, {"login": f"khong-co-{n}", "password": "sai"})
    found = Client(HTTP_X_FORWARDED_FOR="10.0.1.1").post(LOGIN, {"login": "tonghop", "password": PASSWORD})
    assert found.status_code == 200  # the address behind the header has used up its tries
    assert not Act.objects.filter(verb="access.lock_out").exists()  # but no name was closed


def test_too_many_requests_are_refused_in_vietnamese(office: None) -> None:
    client = Client()
    found = [client.post(LOGIN, {"login": "", "password": ""}) for _ in range(301)][-1]
    assert found.status_code == 429
    assert "quá nhiều yêu cầu" in found.content.decode()


def test_an_unknown_name_costs_the_time_of_a_wrong_password(office: None) -> None:
    """Were the hash not computed for an unknown name, it would answer several times faster."""

    def median(username: str) -> float:
        times = []
        for n in range(7):
            cache.clear()
            begun = time.perf_counter()
            sign_in(username, f"sai {n}")
            times.append(time.perf_counter() - begun)
        return sorted(times)[3]

    median("chanhvanphong")  # templates and code are loaded once
    assert 0.5 < median("khong-co") / median("chanhvanphong") < 2


def test_an_office_behind_one_address_signs_in_at_half_past_seven(office: None) -> None:
    usernames = list(User.objects.values_list("username", flat=True))
    found = [answer(sign_in(usernames[n % len(usernames)])).status_code for n in range(200)]
    assert set(found) == {302}


def test_signing_out_needs_a_press_and_leaves_an_act(office: None) -> None:
    client = sign_in("chanhvanphong")
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/desk/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/desk/").status_code == 302
    assert Act.objects.filter(verb="access.sign_out").count() == 1


def test_a_changed_password_is_an_act_and_ends_other_sessions(office: None) -> None:
    elsewhere, here = sign_in("chanhvanphong"), sign_in("chanhvanphong")
    new = "mot-mat-khau-khac-dai"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/change/", form).status_code == 302
    act = Act.objects.get(verb="access.change_password")
    assert new not in f"{act.reason}{act.once_digest}"
    assert here.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 302
    assert answer(sign_in("chanhvanphong", new)).status_code == 302


@pytest.mark.parametrize("weak", ["ngan", "1234567890", "chanhvanphong1"])
def test_a_weak_password_is_refused_in_words(office: None, weak: str) -> None:
    client = sign_in("chanhvanphong")
    found = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    assert found.status_code == 200
    assert "errorlist" in found.content.decode()
    assert not Act.objects.filter(verb="access.change_password").exists()


def test_passwords_are_kept_by_argon2_of_an_office_machine(office: None) -> None:
    encoded = User.objects.earliest("pk").password
    assert identify_hasher(encoded).algorithm == "argon2"
    assert "$m=19456,t=2,p=1$" in encoded


def test_counters_have_room() -> None:
    cache_: Any = settings.CACHES["default"]
    assert cache_["OPTIONS"]["MAX_ENTRIES"] == 100_000


@pytest.mark.django_db(transaction=True)
def test_forty_guesses_on_eight_threads_check_five(monkeypatch: pytest.MonkeyPatch) -> None:
    with pinned(loader.DAY):
        loader.prepare_office(By(channel="system", day=loader.DAY), password=PASSWORD)
    checked: list[str] = []
    real = User.check_password

    def counted(user: User, raw: str) -> bool:
        checked.append(raw)
        return real(user, raw)

    monkeypatch.setattr(User, "check_password", counted)

    def guess(number: int) -> int:
        try:
            return int(answer(sign_in("chanhvanphong", f"sai {number}")).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(guess, range(40)))
    assert len(checked) == 5
    assert set(statuses) <= {200, 429}


def test_a_page_after_sign_in_saves_no_session(
    office: None, browser_of: Callable, django_assert_max_num_queries: Callable
) -> None:
    client = browser_of("chanhvanphong")
    with django_assert_max_num_queries(25) as queries:
        client.get("/desk/")
    assert not [q for q in queries.captured_queries if q["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]


@pytest.mark.parametrize(
    ("username", "page"),
    [("chanhvanphong", "/desk/"), ("phuong.hadinh.canbo", "/desk/mine/"), ("kythuat", "/desk/units/")],
)
def test_the_first_page_is_one_that_may_be_opened(browser_of: Callable, username: str, page: str) -> None:
    client = browser_of(username)
    assert client.get("/desk/start/")["Location"] == page
    html = client.get(page).content.decode()
    assert ('id="find"' in html) == (username != "kythuat")
