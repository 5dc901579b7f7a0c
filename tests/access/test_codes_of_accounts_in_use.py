"""A code is a way into an account: whose it may be for somebody with fewer rights, and that rights to come count as well."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.kernel.access.accounts import change_password, issue_code
from dieuhanh.kernel.access.actions import appoint, grant_role
from dieuhanh.kernel.access.models import Post, User
from dieuhanh.kernel.access.people import NewPerson, add_people
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import NotAllowed
from dieuhanh.kernel.setup.slips import without_password

from ..setup.conftest import CODE, DAY, by_of, person, unit, ward

__all__ = ["ward"]  # the fixture of the room beside
NEXT_MONTH = DAY + timedelta(days=30)
OWN = "mat-khau-rieng-cua-toi"


def choose(username: str) -> None:
    """The person chooses a password of their own with the code they have."""
    who = person(username)
    assert who.user
    change_password(by_of(username), person=who, password=OWN, old_password_hash=who.user.password)


def code(issuer: str, whom: str) -> None:
    issue_code(by_of(issuer), person=person(whom), password=CODE)


@pytest.mark.parametrize(
    ("issuer", "whom"),
    [
        ("kinhte.truong", "kinhte.canbo"),  # the head has all that the officer has
        ("vanphong", "kinhte.canbo"),
        ("vanphong", "vanhoa.truong"),
        ("kythuat", "kythuat2"),
    ],
)
def test_who_has_the_same_rights_still_helps_a_person_who_forgot(ward: None, issuer: str, whom: str) -> None:
    add_people(
        by_of("kythuat"),
        people=[
            NewPerson("Người Hai", "kythuat2", "Kỹ thuật", unit("Phòng Văn hóa - Xã hội"), "technician"),
        ],
        from_day=DAY,
        password=CODE,
    )
    choose(whom)
    code(issuer, whom)
    assert User.objects.get(username=whom).must_change


def test_two_who_confirm_and_decide_do_not_get_into_each_others_accounts(ward: None) -> None:
    """Else four eyes are two: who reported would confirm, who asked would decide, in the other's name."""
    second = NewPerson("Người Ba", "vanphong2", "Phó Văn phòng", unit("Phòng Văn hóa - Xã hội"), "office")
    add_people(by_of("kythuat"), people=[second], from_day=DAY, password=CODE)
    code("vanphong", "vanphong2")  # nobody has used the account yet
    choose("vanphong2")
    with pytest.raises(NotAllowed, match="có cùng quyền quyết định với bạn"):
        code("vanphong", "vanphong2")
    issue_code(By(channel="system"), person=person("vanphong2"), password=CODE)
    assert User.objects.get(username="vanphong2").must_change


@pytest.mark.parametrize("whom", ["lanhdao", "vanphong", "kinhte.truong", "kinhte.canbo"])
def test_the_technician_takes_no_account_over(ward: None, whom: str) -> None:
    """They all see tasks, which the technician must not."""
    code("kythuat", whom)  # the first one, for who has never chosen
    choose(whom)
    before = User.objects.get(username=whom).password
    with pytest.raises(
        NotAllowed, match="đã tự đặt mật khẩu; mã mới do người có cùng quyền cấp, hoặc chạy dieuhanh new-code"
    ):
        code("kythuat", whom)
    assert User.objects.get(username=whom).password == before


def test_a_code_that_somebody_else_issued_does_not_open_the_way_again(ward: None) -> None:
    choose("kinhte.canbo")
    code("kinhte.truong", "kinhte.canbo")
    assert User.objects.get(username="kinhte.canbo").must_change
    with pytest.raises(NotAllowed, match="đã tự đặt"):
        code("kythuat", "kinhte.canbo")
    economy = unit("Phòng Kinh tế, Hạ tầng và Đô thị").pk
    assert "kinhte.canbo" not in {
        p.user.username for p in without_password(viewer_for("kythuat", DAY), economy) if p.user
    }


def test_the_keyboard_of_the_server_still_can(ward: None) -> None:
    """As `dieuhanh new-code` calls it."""
    choose("lanhdao")
    issue_code(By(channel="system", reason="dieuhanh new-code"), person=person("lanhdao"), password=CODE)
    assert User.objects.get(username="lanhdao").must_change


def test_the_page_says_who_can(ward: None) -> None:
    choose("lanhdao")
    choose("kythuat")
    client = Client()
    client.force_login(User.objects.get(username="kythuat"))
    address = reverse("setup:new_code", args=[person("lanhdao").pk])
    words = "Trần Thị Lãnh Đạo đã tự đặt mật khẩu; mã mới do người có cùng quyền cấp, hoặc chạy dieuhanh new-code trên máy chủ"
    for page in (reverse("setup:person", args=[person("lanhdao").pk]), address):
        html = client.get(page).content.decode()
        assert words in html
        assert f'action="{address}"' not in html
    answer = client.post(address)
    assert (answer.status_code, words in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("issuer", ["vanphong", "kinhte.truong"])
def test_a_post_that_begins_later_counts(ward: None, issuer: str) -> None:
    code(issuer, "kinhte.canbo")
    leading = Post.objects.get(holdings__person=person("lanhdao"))
    appoint(by_of("kythuat"), person=person("kinhte.canbo"), post=leading, from_day=NEXT_MONTH)
    with pytest.raises(NotAllowed, match="rộng hơn"):
        code(issuer, "kinhte.canbo")


@pytest.mark.parametrize("issuer", ["vanphong", "kinhte.truong"])
def test_a_grant_that_begins_later_counts(ward: None, issuer: str) -> None:
    of_officer = Post.objects.get(holdings__person=person("kinhte.canbo"))
    grant_role(by_of("kythuat"), post=of_officer, role="leader", unit=None, from_day=NEXT_MONTH)
    with pytest.raises(NotAllowed, match="rộng hơn"):
        code(issuer, "kinhte.canbo")


def test_what_has_ended_counts_no_more(ward: None) -> None:
    of_officer = Post.objects.get(holdings__person=person("kinhte.canbo"))
    grant = grant_role(by_of("kythuat"), post=of_officer, role="leader", unit=None, from_day=DAY - timedelta(days=9))
    type(grant).objects.filter(pk=grant.pk).update(until_day=DAY)
    code("kinhte.truong", "kinhte.canbo")
