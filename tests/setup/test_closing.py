"""An account is closed and opened again, with a reason; nobody's own, nobody's with wider rights."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.kernel.access.accounts import issue_code
from dieuhanh.kernel.access.actions import grant_role
from dieuhanh.kernel.access.closing import REASON_LENGTH, close_account, open_account
from dieuhanh.kernel.access.models import Post, User
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.units.models import Unit

from .conftest import CODE, person
from .test_codes import is_in, sign_in

FIRST = "mot-ma-dung-chung"


def by_with_reason(username: str, reason: str = "chuyển công tác") -> By:
    return viewer_for(username, today()).by(capability="close_account", reason=reason)


def is_open(username: str) -> bool:
    return User.objects.get(username=username).is_active


def working(username: str) -> Client:
    """Signed in, with a password of their own."""
    User.objects.filter(username=username).update(must_change=False)
    client = Client()
    client.force_login(User.objects.get(username=username))
    assert client.get("/accounts/password/change/").status_code == 200
    return client


@pytest.mark.parametrize(
    ("who", "whom"),
    [
        ("kythuat", "kinhte.canbo"),
        ("kythuat", "vanphong"),
        ("kythuat", "lanhdao"),  # whose posts the technician may end as well
        ("vanphong", "kinhte.canbo"),
        ("vanphong", "vanhoa.truong"),
    ],
)
def test_the_technician_and_the_office_close_and_open(ward: None, who: str, whom: str) -> None:
    close_account(by_with_reason(who), person=person(whom))
    assert not is_open(whom)
    open_account(by_with_reason(who, "trở lại làm việc"), person=person(whom))
    assert is_open(whom)
    acts = Act.objects.filter(verb__in=("access.close_account", "access.open_account")).order_by("pk")
    assert [act.reason for act in acts] == ["chuyển công tác", "trở lại làm việc"]
    assert {(act.actor_id, act.seal.outcome) for act in acts} == {(person(who).pk, f"access.person:{person(whom).pk}")}


@pytest.mark.parametrize(
    ("who", "whom"),
    [
        ("kythuat", "kythuat"),  # oneself
        ("vanphong", "vanphong"),
        ("vanphong", "lanhdao"),  # who makes plans public
        ("vanphong", "kythuat"),  # who manages people
        ("kinhte.truong", "kinhte.canbo"),  # a head is not asked
        ("kinhte.canbo", "vanhoa.canbo"),
        ("lanhdao", "kinhte.canbo"),
    ],
)
def test_nobody_else_does(ward: None, who: str, whom: str) -> None:
    with pytest.raises(NotAllowed):
        close_account(by_with_reason(who), person=person(whom))
    assert is_open(whom)
    User.objects.filter(username=whom).update(is_active=False)
    with pytest.raises(NotAllowed):
        open_account(by_with_reason(who), person=person(whom))
    assert not is_open(whom)


def test_rights_that_begin_later_count(ward: None) -> None:
    post = Post.objects.get(holdings__person=person("kinhte.canbo"))
    later = today().replace(year=today().year + 1)
    grant_role(By(channel="system"), post=post, role="leader", unit=None, from_day=later)
    with pytest.raises(NotAllowed):
        close_account(by_with_reason("vanphong"), person=person("kinhte.canbo"))


def test_a_technician_of_one_unit_closes_there_only(ward: None) -> None:
    post = Post.objects.get(holdings__person=person("vanhoa.truong"))
    unit: Unit = post.unit
    grant_role(By(channel="system"), post=post, role="technician", unit=unit, from_day=today())
    close_account(by_with_reason("vanhoa.truong"), person=person("vanhoa.canbo"))
    with pytest.raises(NotAllowed):
        close_account(by_with_reason("vanhoa.truong"), person=person("kinhte.canbo"))
    assert (is_open("vanhoa.canbo"), is_open("kinhte.canbo")) == (False, True)


@pytest.mark.parametrize("reason", ["", "   ", "a" * (REASON_LENGTH + 1)])
def test_a_reason_is_asked(ward: None, reason: str) -> None:
    with pytest.raises(Invalid, match="lý do"):
        close_account(by_with_reason("kythuat", reason), person=person("kinhte.canbo"))
    assert is_open("kinhte.canbo")


def test_sessions_end_at_once_and_do_not_come_back(ward: None) -> None:
    session = working("kinhte.canbo")
    close_account(by_with_reason("kythuat"), person=person("kinhte.canbo"))
    change = "/accounts/password/change/"
    assert session.get(change).status_code == 302
    assert not is_in(sign_in("kinhte.canbo", FIRST))
    with pytest.raises(Invalid, match="đã khóa"):
        issue_code(by_with_reason("kythuat"), person=person("kinhte.canbo"), password=CODE)
    with pytest.raises(Invalid, match="đã khóa"):
        close_account(by_with_reason("kythuat"), person=person("kinhte.canbo"))
    idle = Client()
    idle.cookies = session.cookies
    open_account(by_with_reason("kythuat"), person=person("kinhte.canbo"))
    assert idle.get(change).status_code == 302
    assert is_in(sign_in("kinhte.canbo", FIRST))
    assert working("kinhte.canbo").get(change).status_code == 200


def test_a_session_that_slept_while_the_account_was_closed_is_over(ward: None) -> None:
    """It asked nothing meanwhile, so that nothing had ended it but the closing itself."""
    session = working("kinhte.canbo")
    close_account(by_with_reason("kythuat"), person=person("kinhte.canbo"))
    open_account(by_with_reason("kythuat"), person=person("kinhte.canbo"))
    assert session.get("/accounts/password/change/").status_code == 302


def test_in_the_browser(ward: None) -> None:
    client, whom = working("kythuat"), person("kinhte.canbo")
    page, address = reverse("setup:person", args=[whom.pk]), reverse("setup:account", args=[whom.pk])
    assert address in client.get(page).content.decode()
    answer = client.post(address, {"do": "close", "reason": "x" * 201})
    assert (answer.status_code, "x" * 201 in answer.content.decode()) == (422, True)
    assert client.post(address, {"do": "close", "reason": "chuyển công tác"})["Location"] == page
    html = client.get(page).content.decode()
    assert "Đã khóa" in html
    assert "Mở lại tài khoản" in html
    assert "Cấp mã mới" not in html
    assert "Đã khóa" in client.get(reverse("setup:people")).content.decode()
    again = client.post(address, {"do": "close", "reason": "một lần nữa"})
    assert (again.status_code, "đã khóa rồi" in again.content.decode()) == (422, True)
    client.post(address, {"do": "open", "reason": "trở lại"})
    assert is_open("kinhte.canbo")


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("vanphong", "kinhte.canbo", 302),
        ("vanphong", "lanhdao", 422),
        ("vanphong", "vanphong", 422),
        ("kinhte.truong", "kinhte.canbo", 403),
        ("kinhte.canbo", "kinhte.truong", 403),
    ],
)
def test_the_page_refuses_whom_the_action_refuses(ward: None, who: str, whom: str, status: int) -> None:
    client, address = working(who), reverse("setup:account", args=[person(whom).pk])
    assert client.post(address, {"do": "close", "reason": "thử"}).status_code == status
    assert is_open(whom) == (status != 302)
    if status == 422:
        assert '<form class="stack"' not in client.get(address).content.decode()
        assert "Khóa tài khoản" not in client.get(reverse("setup:person", args=[person(whom).pk])).content.decode()
