"""One person is taken on, as the technician does it in the browser; the list of people does it for many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.models import Grant, Holding, Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today, wall_day
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.setup.changes import changes
from dieuhanh.kernel.units.models import Area

from .conftest import DAY, hidden, html_of, person, technician_of, unit
from .test_codes import is_in, sign_in
from .test_pages import CODES

CULTURE, ECONOMY = "Phòng Văn hóa - Xã hội", "Phòng Kinh tế, Hạ tầng và Đô thị"
NEW = reverse("setup:new_person")


def typed(**more: object) -> dict[str, object]:
    """A good form of a new person."""
    return {
        "name": "Nguyễn Văn An",
        "unit": unit(CULTURE).pk,
        "title": "Chuyên viên",
        "role": "unit_officer",
        "username": "",
        "from_day": format_day(DAY),
        **more,
    }


def test_a_person_is_added_and_gets_the_code_on_the_next_page(browser: Callable[[str], Client]) -> None:
    client = browser("kythuat")
    assert NEW in client.get(reverse("setup:people")).content.decode()
    html = html_of(client.get(NEW))
    assert 'name="from_day" type="text" inputmode="numeric" maxlength="10" autocomplete="off" value="' in html
    answer = client.post(NEW, typed(once=hidden(html, "once")))
    made = person("an.nv")
    assert answer["Location"] == reverse("setup:person", args=[made.pk])
    page = html_of(client.get(answer["Location"]))
    assert "Chưa đăng nhập được" in page
    assert reverse("setup:slips", args=[unit(CULTURE).pk]) in page
    code = CODES.findall(html_of(client.post(reverse("setup:new_code", args=[made.pk]))))
    assert is_in(sign_in("an.nv", code[0]))
    assert "Chưa đăng nhập được" not in html_of(client.get(answer["Location"]))
    grant = Grant.objects.get(post__holdings__person=made)
    assert (grant.role, grant.unit, grant.from_day) == ("unit_officer", unit(CULTURE), DAY)


def test_the_journal_tells_who_added_whom(browser: Callable[[str], Client]) -> None:
    browser("kythuat").post(NEW, typed(role="leader", unit=unit("UBND phường Thanh Xuân").pk, title="Phó Chủ tịch"))
    act = Act.objects.get(verb="setup.add_person")
    assert (act.actor_id, act.seal.outcome) == (person("kythuat").pk, f"access.person:{person('an.nv').pk}")
    verify()
    told = [(row.what, row.whom[0][0]) for row in changes(Viewer(person("lanhdao"), today()))]
    assert ("Quyền lãnh đạo, toàn cơ quan", "Nguyễn Văn An") in told


def test_a_leader_has_the_areas_that_were_ticked(browser: Callable[[str], Client]) -> None:
    first, second = Area.objects.order_by("number")[:2]
    browser("kythuat").post(NEW, typed(role="leader", area=[first.pk, second.pk]))
    grants = Grant.objects.filter(post__holdings__person=person("an.nv"))
    assert {(g.unit_id, g.area_id) for g in grants} == {(None, first.pk), (None, second.pk)}


def test_two_presses_add_one_person(browser: Callable[[str], Client]) -> None:
    client = browser("kythuat")
    form = typed(once=hidden(html_of(client.get(NEW)), "once"))
    first, second = client.post(NEW, form), client.post(NEW, form)
    assert first["Location"] == second["Location"]
    assert Person.objects.filter(name="Nguyễn Văn An").count() == 1
    other = client.post(NEW, form | {"name": "Nguyễn Văn Ân"})
    assert (other.status_code, "nội dung khác" in html_of(other)) == (422, True)
    assert not Person.objects.filter(name="Nguyễn Văn Ân").exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "  "}, "Chưa có gì; phải điền"),
        ({"name": "A" * 121}, "dài 121 ký tự, chỉ nhận đến 120"),
        ({"name": "Ngô Văn Hóa"}, "«Ngô Văn Hóa» đã có ở đơn vị này; nếu là người khác, ghi tên đăng nhập riêng"),
        ({"title": ""}, "Chưa có gì; phải điền"),
        ({"title": "A" * 161}, "dài 161 ký tự, chỉ nhận đến 160"),
        ({"unit": ""}, "Chưa chọn đơn vị"),
        ({"unit": "999999999999999999999"}, "Chưa chọn đơn vị"),
        ({"role": "vua"}, "«vua» không có; chọn một trong «lãnh đạo»"),
        ({"username": "An NV"}, "«An NV» không hợp lệ: chữ thường không dấu"),
        ({"username": "lanhdao"}, "«lanhdao» đã có người dùng"),
        ({"from_day": "31/02/2026"}, "“31/02/2026” không có trong lịch"),
        ({"from_day": ""}, "Chưa có ngày"),
        ({"from_day": "01/01/1990"}, "đơn vị này chưa có hoặc không còn"),
        ({"from_day": "31/12/9999"}, "quá xa; chỉ nhận đến"),
    ],
)
def test_a_fault_stands_beside_its_field_and_what_was_typed_is_kept(
    browser: Callable[[str], Client], wrong: dict[str, str], words: str
) -> None:
    before, form = Person.objects.count(), typed(title="Chuyên viên văn thư") | wrong
    answer = browser("kythuat").post(NEW, form)
    html = html_of(answer)
    assert answer.status_code == 422
    assert words in html
    assert 'role="alert"' not in html
    for name in {"name", "title", "from_day", "username"} - {"name" if form["name"] == "  " else ""}:
        assert f'value="{form[name]}"' in html
    assert Person.objects.count() == before
    assert not Act.objects.filter(verb="setup.add_person").exists()


def test_every_fault_is_told_at_once_and_no_sign_is_too_odd(browser: Callable[[str], Client]) -> None:
    html = html_of(
        browser("kythuat").post(NEW, {"name": "\x07", "title": "", "unit": "\x07", "from_day": "x", "area": "\x07"})
    )
    assert html.count('class="wrong"') == 4
    answer = browser("kythuat").post(NEW, typed(name="Lý\x07 Thị  Bích", once="\x07" * 32))
    assert answer.status_code == 302
    assert Person.objects.get(user__username="bich.lt").name == "Lý Thị Bích"


def test_a_namesake_with_a_sign_in_name_of_their_own_is_another_person(browser: Callable[[str], Client]) -> None:
    browser("kythuat").post(NEW, typed(name="Ngô Văn Hóa", username="hoa.moi"))
    assert Person.objects.filter(name="Ngô Văn Hóa").count() == 2


def test_a_person_who_begins_later_is_added_now(browser: Callable[[str], Client]) -> None:
    begin = wall_day() + timedelta(days=200)
    answer = browser("kythuat").post(NEW, typed(from_day=format_day(begin)))
    assert answer.status_code == 302
    assert Holding.objects.get(person=person("an.nv")).from_day == begin
    technician_of(CULTURE, "vanhoa.truong")
    answer = browser("vanhoa.truong").post(NEW, typed(name="Lý Bích", from_day=format_day(begin)))
    assert answer["Location"] == reverse("setup:people")  # who sees one unit sees there who works there today
