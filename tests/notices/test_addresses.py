"""Where people are mailed: set by themselves; by others only for who has not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.kernel.access.models import User
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Event, PersonalValue
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.notices.addresses import set_address, set_own_address
from dieuhanh.kernel.notices.models import Address, Message, Notice, State

from ..setup.conftest import by_of, person
from .conftest import address, html, say


def test_ones_own_address_stays_out_of_the_chain(office_of_mail: None) -> None:
    address("kinhte.truong")
    told = " ".join(Event.objects.filter(model="notices.address").values_list("changes", flat=True))
    assert "xa.example.vn" not in told
    assert verify().whole


def test_taken_away_it_is_gone_everywhere(office_of_mail: None) -> None:
    address("kinhte.truong")
    say("Họp ngay", "kinhte.truong", urgent=True)
    set_own_address(by_of("kinhte.truong"), person=person("kinhte.truong"), email=" ")
    assert Address.objects.get().email == ""
    assert not PersonalValue.objects.filter(value__contains="kinhte").exists()
    message = Message.objects.get()
    assert (message.to, message.state) == ("", State.FAILED)
    assert verify().whole
    address("kinhte.truong")
    assert Address.objects.get().email


def test_what_waits_follows_a_new_address(office_of_mail: None) -> None:
    address("kinhte.truong")
    say("Họp ngay", "kinhte.truong", urgent=True)
    set_own_address(by_of("kinhte.truong"), person=person("kinhte.truong"), email="moi@xa.example.vn")
    assert Message.objects.get().to == "moi@xa.example.vn"


@pytest.mark.parametrize("email", ["x", "a@b", "a b@xa.vn", "a@xa.vn\nBcc: b@xa.vn", f"{'a' * 300}@xa.vn"])
def test_what_is_no_address_is_refused(office_of_mail: None, email: str) -> None:
    with pytest.raises(Invalid, match=r"ten@coquan\.gov\.vn|chỉ nhận đến 254"):
        set_own_address(by_of("kythuat"), person=person("kythuat"), email=email)
    assert not Address.objects.exists()


def test_others_set_it_only_for_who_has_not_and_the_person_is_told(office_of_mail: None) -> None:
    set_address(by_of("vanphong"), person=person("kinhte.truong"), email="a@xa.vn")
    set_address(by_of("kythuat"), person=person("kinhte.truong"), email="b@xa.vn")
    assert Notice.objects.get().person == person("kinhte.truong")
    address("kinhte.truong")
    with pytest.raises(NotAllowed, match="đã tự đặt"):
        set_address(by_of("kythuat"), person=person("kinhte.truong"), email="c@xa.vn")
    with pytest.raises(NotAllowed):
        set_address(by_of("kythuat"), person=person("kythuat"), email="c@xa.vn")
    for username in ("lanhdao", "kinhte.canbo"):
        User.objects.filter(username=username).update(must_change=False)
        with pytest.raises(NotAllowed):
            set_address(by_of(username), person=person("vanhoa.truong"), email="c@xa.vn")
    with pytest.raises(NotAllowed):
        set_own_address(by_of("kythuat"), person=person("vanhoa.truong"), email="c@xa.vn")


def test_ones_own_on_the_page(office_of_mail: None, browser: Callable[[str], Client]) -> None:
    client = browser("kinhte.truong")
    wrong = client.post(reverse("notices:settings"), {"do": "address", "email": "kinh te@"})
    assert wrong.status_code == 422
    assert 'value="kinh te@"' in wrong.content.decode()
    assert "Địa chỉ thư «kinh te@» không đúng" in wrong.content.decode()
    assert client.post(reverse("notices:settings"), {"do": "address", "email": "a@xa.vn"}).status_code == 302
    assert 'value="a@xa.vn"' in html(client, "notices:settings")


def test_others_on_the_page(office_of_mail: None, browser: Callable[[str], Client]) -> None:
    client, there = browser("vanphong"), reverse("notices:address", args=[person("kinhte.truong").pk])
    assert client.post(there, {"email": "x"}).status_code == 422
    assert client.post(there, {"email": "a@xa.vn"}).status_code == 302
    assert "a@xa.vn" in html(client, "notices:addresses", "?q=kinh te")
    assert "a@xa.vn" not in html(client, "notices:addresses", "?show=without")
    address("kinhte.truong")
    assert "chỉ người đó thay đổi được" in client.get(there).content.decode()
    assert client.post(there, {"email": "c@xa.vn"}).status_code == 422
    assert client.get(reverse("notices:address", args=[person("vanphong").pk])).status_code == 404
