"""What whoever keeps the accounts has done stands before everyone who sees the people concerned, above all before leaders."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.accounts import issue_code
from dieuhanh.kernel.access.actions import appoint, end_holding, grant_role, revoke_grant
from dieuhanh.kernel.access.closing import close_account, open_account
from dieuhanh.kernel.access.models import Holding, Post, User
from dieuhanh.kernel.access.people import NewPerson, add_people
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.journal.actions import VERBS as KNOWN
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.setup.change_facts import VERBS
from dieuhanh.kernel.setup.changes import DAYS, ROWS, changes, week_of

from .conftest import CODE, DAY, by_of, person, unit

CULTURE = "Phòng Văn hóa - Xã hội"


def told(username: str) -> list[tuple[str, str, list[str]]]:
    found = changes(viewer_for(username, today()))
    return [(row.who, row.what, [name for name, _ in row.whom]) for row in found]


def page_of(username: str, query: str = "") -> str:
    User.objects.filter(username=username).update(must_change=False)
    client = Client()
    client.force_login(User.objects.get(username=username))
    html = unescape(client.get(f"{reverse('setup:people')}{query}").content.decode())
    return html[html.index('id="changes"') :]


def make_a_leader() -> None:
    """What the technician could do to have every right: a person of their own making, and the code for it."""
    made = [NewPerson("Người Mới", "nguoimoi", "Phó Chủ tịch", unit("UBND phường Thanh Xuân"), "leader")]
    add_people(by_of("kythuat"), people=made, from_day=today())
    issue_code(by_of("kythuat"), person=person("nguoimoi"), password=CODE)


def test_the_closed_list_names_actions_that_there_are() -> None:
    assert set(VERBS) <= KNOWN


def test_a_leader_sees_who_was_made_a_leader_and_who_got_the_code(ward: None) -> None:
    with pinned():  # the day of this machine, as pages have it
        make_a_leader()
        assert told("lanhdao") == [
            ("Người quản trị", "Mã đăng nhập vào tài khoản có quyền toàn cơ quan", ["Người Mới"]),
            ("Người quản trị", "Quyền lãnh đạo, toàn cơ quan", ["Người Mới"]),
        ]
        html = page_of("lanhdao")
        assert "Quyền lãnh đạo, toàn cơ quan" in html
        assert format_day(today()) in html


def test_the_founding_tells_of_the_first_technician(ward: None) -> None:
    assert ("Máy chủ (dòng lệnh)", "Quyền kỹ thuật, toàn cơ quan", ["Người quản trị"]) in told("lanhdao")


def test_every_verb_is_told_in_words(ward: None) -> None:
    with pinned(DAY + timedelta(days=1)):
        officer, later = person("kinhte.canbo"), today() + timedelta(days=5)
        post, leading = (Post.objects.get(holdings__person=person(name)) for name in ("kinhte.canbo", "lanhdao"))
        by = by_of("kythuat")
        grant = grant_role(by, post=post, role="office", unit=None, from_day=today())
        revoke_grant(by, grant=grant, day=later)
        appoint(by, person=officer, post=leading, from_day=later)
        end_holding(by, holding=Holding.objects.get(person=person("vanhoa.canbo")), day=later)
        with_reason = viewer_for("kythuat", today()).by(reason="chuyển công tác")
        close_account(with_reason, person=officer)
        open_account(with_reason, person=officer)
        issue_code(By(channel="system", reason="dieuhanh new-code"), person=person("vanhoa.canbo"), password=CODE)
        assert told("lanhdao")[:7] == [
            ("Máy chủ (dòng lệnh)", "Mã đăng nhập", ["Ngô Văn Hóa"]),
            ("Người quản trị", "Mở lại tài khoản: chuyển công tác", ["Đỗ Kinh Tế"]),
            ("Người quản trị", "Khóa tài khoản: chuyển công tác", ["Đỗ Kinh Tế"]),
            ("Người quản trị", "Thôi giữ chức vụ Chuyên viên từ ngày 08/03/2026", ["Ngô Văn Hóa"]),
            ("Người quản trị", "Giao chức vụ Chủ tịch UBND phường (lãnh đạo, toàn cơ quan)", ["Đỗ Kinh Tế"]),
            ("Người quản trị", "Hết quyền văn phòng, toàn cơ quan từ ngày 08/03/2026", ["Đỗ Kinh Tế"]),
            ("Người quản trị", "Quyền văn phòng, toàn cơ quan", ["Đỗ Kinh Tế"]),
        ]


def test_each_sees_what_concerns_the_people_they_see(ward: None) -> None:
    """Owner: the head of the unit; colleague: an officer, who has no such page; outsider: another head."""
    with pinned():
        gone = Holding.objects.get(person=person("vanhoa.canbo"))
        end_holding(by_of("kythuat"), holding=gone, day=today() - timedelta(days=1))
        issue_code(by_of("kythuat"), person=person("kinhte.canbo"), password=CODE)
        make_a_leader()
        own, other = page_of("kinhte.truong"), page_of("vanhoa.truong")
        assert "Mã đăng nhập" in own
        assert "Đỗ Kinh Tế" in own
        for foreign in ("Người Mới", "Ngô Văn Hóa", "Trần Thị Lãnh Đạo"):
            assert foreign not in own
        assert "Đỗ Kinh Tế" not in other
        assert "Mã đăng nhập" not in other
        assert "Thôi giữ chức vụ Chuyên viên" in other
        found = changes(viewer_for("vanhoa.truong", today()))
        assert [row.whom for row in found] == [[("Ngô Văn Hóa", None)]]  # who has left has no page here any more
        User.objects.filter(username="kinhte.canbo").update(must_change=False)
        client = Client()
        client.force_login(User.objects.get(username="kinhte.canbo"))
        assert client.get(reverse("setup:people")).status_code == 403


def test_a_wide_right_is_not_lost_among_many(ward: None) -> None:
    many = [NewPerson(f"Người {n}", f"nguoi.{n}", "Chuyên viên", unit(CULTURE), "unit_officer") for n in range(60)]
    many[30] = NewPerson("Kẻ Giấu Mặt", "giau", "Chuyên viên", unit(CULTURE), "leader")
    with pinned():
        add_people(by_of("kythuat"), people=many, from_day=today())
        for who in many:
            issue_code(by_of("kythuat"), person=person(who.username), password=CODE)
        found = told("lanhdao")[:4]
        assert [what for _, what, _ in found] == [
            "Mã đăng nhập",
            "Mã đăng nhập vào tài khoản có quyền toàn cơ quan",
            "Quyền lãnh đạo, toàn cơ quan",
            "Quyền cán bộ đơn vị, ở đơn vị mình",
        ]
        assert found[1][2] == found[2][2] == ["Kẻ Giấu Mặt"]
        assert "và 54 người khác" in page_of("lanhdao")


def test_older_ones_have_pages_and_what_is_too_old_is_gone(ward: None) -> None:
    with pinned():
        now = today()
    for n in range(DAYS + 5, 0, -1):
        with pinned(now - timedelta(days=n)):
            issue_code(by_of("kythuat"), person=person("kinhte.canbo"), password=CODE)
    first, second = page_of("lanhdao"), page_of("lanhdao", "?changes=2")
    assert first.count("<tr>") == ROWS + 1
    assert second.count("<tr>") == DAYS - ROWS + 1
    assert "?changes=2#changes" in first
    assert format_day(now - timedelta(days=1)) in first
    assert format_day(now - timedelta(days=DAYS)) in second
    for odd in ("0", "-1", "x", "9" * 30, "99999999"):
        assert "Quyền và mã mới cấp" in page_of("lanhdao", f"?changes={odd}")


def test_an_office_where_nothing_happened_lately_says_so(ward: None) -> None:
    assert "Trong 30 ngày qua không có" in page_of("lanhdao")


def test_it_costs_the_same_for_one_and_for_many(ward: None, django_assert_max_num_queries: Callable) -> None:
    issue_code(by_of("kythuat"), person=person("kinhte.canbo"), password=CODE)
    with django_assert_max_num_queries(14) as few:
        changes(viewer_for("lanhdao", today()))
    many = [NewPerson(f"Người {n}", f"nguoi.{n}", "Chuyên viên", unit(CULTURE), "unit_officer") for n in range(100)]
    add_people(by_of("kythuat"), people=many, from_day=DAY)
    for n in range(100):
        issue_code(by_of("kythuat"), person=person(f"nguoi.{n}"), password=CODE)
    with django_assert_max_num_queries(14) as more:
        changes(viewer_for("lanhdao", today()))
    assert len(more) == len(few)


@pytest.mark.parametrize(("who", "sees"), [("lanhdao", True), ("vanphong", False), ("kinhte.truong", False)])
def test_a_leader_reads_of_it_on_the_command_page(ward: None, who: str, sees: bool) -> None:
    with pinned():
        assert week_of(viewer_for(who, today())) is None
        make_a_leader()
        User.objects.filter(username=who).update(must_change=False)
        client = Client()
        client.force_login(User.objects.get(username=who))
        html = client.get("/desk/").content.decode()
        line = re.search(r'href="/desk/people/#changes">([^<]+)<', html)
        assert (line[1] if line else "") == ("Trong 7 ngày qua: 1 quyền mới, 1 mã đăng nhập" if sees else "")
        next_week = today() + timedelta(days=7)
    with pinned(next_week):
        assert week_of(viewer_for(who, today())) is None
