"""The technician brings people in from Excel; slips go out; a head helps who forgot a password. Each as the browser does it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dieuhanh.foundation.sheets import Heading, Page, write
from dieuhanh.kernel.access.models import Grant, Holding, Person
from dieuhanh.kernel.access.people import NewPerson, add_people
from dieuhanh.kernel.journal.models import Act

from .conftest import DAY, by_of, person, unit
from .test_codes import is_in, sign_in
from .test_imports import STAFF, UNITS, sheet

CODES = re.compile(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")


def send(client: Client, name: str, data: bytes, file: str = "danh-sach.xlsx") -> str:
    answer = client.post(reverse(name), {"file": SimpleUploadedFile(file, data)})
    return answer.content.decode()


def take(client: Client, name: str, html: str, **more: str) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', html)
    assert found
    return client.post(reverse(name), {"carried": found[1], **more}).content.decode()


def test_people_come_in_from_excel_and_leave_with_slips(browser: Callable[[str], Client]) -> None:
    client = browser("kythuat")
    data = sheet(
        STAFF,
        ["Nguyễn Văn An", "Phòng VH-XH", "Chuyên viên"],
        ["Lý Thị Bích", "Trạm Y tế", "Trưởng trạm", "trưởng đơn vị"],
    )
    html = send(client, "setup:import_people", data)
    assert "2 dòng đều đúng" in html
    assert "an.nv" in html
    assert not Person.objects.filter(name="Nguyễn Văn An").exists()
    html = take(client, "setup:import_people", html, do="take")
    assert "Đã nhập 2 dòng" in html
    address = reverse("setup:slips", args=[unit("Phòng Văn hóa - Xã hội").pk])
    page = client.get(address).content.decode()
    assert "Nguyễn Văn An" in page
    assert "Lý Thị Bích" not in page
    assert not CODES.search(page)
    before = Act.objects.filter(verb="access.issue_code").count()
    page = client.post(address).content.decode()
    codes = CODES.findall(page)
    assert len(codes) == len(set(codes)) == Act.objects.filter(verb="access.issue_code").count() - before == 3
    slip = page[page.index("<b>Nguyễn Văn An</b>") :]
    assert "PHIẾU CẤP TÀI KHOẢN" in page
    assert is_in(sign_in("an.nv", CODES.findall(slip)[0]))


def test_a_file_with_a_fault_is_shown_row_by_row_and_not_taken(browser: Callable[[str], Client]) -> None:
    client = browser("kythuat")
    html = send(
        client,
        "setup:import_people",
        sheet(STAFF, ["Đúng", "Văn phòng", "Chuyên viên"], ["Sai", "Nơi nào", "Chuyên viên"]),
    )
    assert "Chưa nhập: 1 lỗi trong 2 dòng" in html
    assert "Trang tính “Danh sách”, dòng 3, cột B (Đơn vị): không có đơn vị «Nơi nào»" in html
    assert '<tr class="bad">' in html
    assert "Đúng" in html
    assert 'value="take"' not in html
    assert "Chưa nhập" in take(client, "setup:import_people", html, do="take")
    assert not Person.objects.filter(name="Đúng").exists()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
            "a.xlsx",
            "đổi tên không đổi được nội dung",
        ),
        (b"", "a.xlsx", "Tệp rỗng"),
        (b"ho ten,don vi", "a.csv", "không phải bảng tính"),
        (write(Page("A", [Heading("Họ tên"), Heading("Phòng")], [("An", "x")])), "a.xlsx", "thiếu cột “Chức vụ”"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    browser: Callable[[str], Client], data: bytes, name: str, told: str
) -> None:
    assert told in send(browser("kythuat"), "setup:import_people", data, name)


def test_a_press_without_a_file_or_with_an_old_preview_asks_for_the_file(browser: Callable[[str], Client]) -> None:
    for form in ({}, {"carried": "x:y:z", "do": "take"}):
        answer = browser("kythuat").post(reverse("setup:import_units"), form)
        assert answer.status_code == 422
        assert "hãy chọn tệp lại" in answer.content.decode()


def test_units_come_in_from_excel(browser: Callable[[str], Client]) -> None:
    client = browser("kythuat")
    rows: Sequence[Sequence[str | None]] = [[f"Tổ dân phố số {n}", None, "thôn, tổ dân phố"] for n in range(1, 131)]
    html = send(client, "setup:import_units", sheet(UNITS, *rows))
    assert "130 dòng đều đúng" in html
    assert "Trang 1 / 2" in html
    assert "Tổ dân phố số 130" not in html
    assert "Tổ dân phố số 130" in take(client, "setup:import_units", html, page="2")
    assert "Đã nhập 130 dòng" in take(client, "setup:import_units", html, do="take")
    assert "Chưa nhập: 130 lỗi" in take(
        client, "setup:import_units", html, do="take"
    )  # a second press stores nothing twice
    assert "Tổ dân phố số 130" in client.get("/desk/units/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("kinhte.truong", 200),
        ("vanphong", 200),
        ("kythuat", 200),
        ("vanhoa.truong", 404),
        ("kinhte.canbo", 403),
        ("lanhdao", 403),
    ],
)
def test_a_head_and_the_office_issue_a_code_in_the_browser(
    browser: Callable[[str], Client], who: str, status: int
) -> None:
    address = reverse("setup:new_code", args=[person("kinhte.canbo").pk])
    client = browser(who)
    assert client.get(address).status_code == status
    assert not Act.objects.filter(verb="access.issue_code").exists()
    answer = client.post(address)
    assert answer.status_code == status
    found = CODES.findall(answer.content.decode())
    assert bool(found) == (status == 200)
    if found:
        assert answer["Cache-Control"] == "private, no-store"
        assert is_in(sign_in("kinhte.canbo", found[0]))
        assert Act.objects.get(verb="access.issue_code").actor_id == person(who).pk


def test_nobody_issues_a_code_to_themselves_or_to_who_may_more(browser: Callable[[str], Client]) -> None:
    for who, whom in (("vanphong", "vanphong"), ("vanphong", "kythuat"), ("kinhte.truong", "kinhte.truong")):
        answer = browser(who).post(reverse("setup:new_code", args=[person(whom).pk]))
        assert answer.status_code == 403
        assert not CODES.search(answer.content.decode())
        page = browser(who).get(reverse("setup:person", args=[person(whom).pk])).content.decode()
        assert "Cấp mã mới" not in page


def test_a_head_prints_slips_of_the_own_unit_only(browser: Callable[[str], Client]) -> None:
    client = browser("vanhoa.truong")
    own, other = unit("Phòng Văn hóa - Xã hội").pk, unit("Phòng Kinh tế, Hạ tầng và Đô thị").pk
    page = client.post(reverse("setup:slips", args=[own])).content.decode()
    assert "Ngô Văn Hóa" in page
    assert len(CODES.findall(page)) == 1  # not the head's own
    assert client.post(reverse("setup:slips", args=[other])).status_code == 404


def test_the_list_shows_whom_the_viewer_may_see(browser: Callable[[str], Client]) -> None:
    everyone = browser("vanphong").get(reverse("setup:people")).content.decode()
    assert all(name in everyone for name in ("Đỗ Kinh Tế", "Ngô Văn Hóa", "Trần Thị Lãnh Đạo"))
    mine = browser("kinhte.truong").get(reverse("setup:people")).content.decode()
    assert "Đỗ Kinh Tế" in mine
    assert "Ngô Văn Hóa" not in mine
    found = browser("vanphong").get(f"{reverse('setup:people')}?q=ngo+van").content.decode()
    assert "Ngô Văn Hóa" in found
    assert "Đỗ Kinh Tế" not in found


def test_a_post_is_given_up_on_a_day_and_rights_go_with_it(browser: Callable[[str], Client]) -> None:
    holding = Holding.objects.get(person=person("kinhte.canbo"))
    address = reverse("setup:end_post", args=[holding.pk])
    client = browser("kythuat")
    answer = client.post(address, {"last_day": "31/02/2026"})
    assert 'value="31/02/2026"' in answer.content.decode()
    assert "wrong" in answer.content.decode()
    assert "wrong" in client.post(address, {"last_day": "31/12/9999"}).content.decode()
    assert "phải sau" in client.post(address, {"last_day": "01/01/2020"}).content.decode()
    assert client.post(address, {"last_day": "31/03/2099"})["Location"] == reverse(
        "setup:person", args=[holding.person_id]
    )
    holding.refresh_from_db()
    assert holding.until_day.isoformat() == "2099-04-01"
    mine = Holding.objects.get(person=person("kythuat"))
    assert (
        "nhờ người quản trị khác"
        in client.post(reverse("setup:end_post", args=[mine.pk]), {"last_day": "31/03/2099"}).content.decode()
    )
    assert browser("vanphong").post(address, {"last_day": "31/03/2026"}).status_code == 403


def test_a_technician_of_one_unit_ends_posts_there_only(browser: Callable[[str], Client]) -> None:
    """Owner: one's own officer; colleague: oneself; outsider: another unit's officer, of whom there is no page."""
    Grant.objects.filter(post__holdings__person=person("vanhoa.truong")).update(role="technician")
    client = browser("vanhoa.truong")
    for whom, status in (("vanhoa.canbo", 302), ("vanhoa.truong", 200), ("kinhte.canbo", 404), ("kythuat", 404)):
        holding = Holding.objects.get(person=person(whom))
        answer = client.post(reverse("setup:end_post", args=[holding.pk]), {"last_day": "31/03/2099"})
        assert answer.status_code == status, whom
        holding.refresh_from_db()
        assert (holding.until_day.year == 2099) == (status == 302), whom


def test_the_list_costs_the_same_for_one_and_for_many(
    browser: Callable[[str], Client], django_assert_max_num_queries: Callable
) -> None:
    client = browser("vanphong")
    people = [
        NewPerson(f"Người {n}", f"nguoi.{n}", "Chuyên viên", unit("Văn phòng HĐND và UBND phường"), "unit_officer")
        for n in range(100)
    ]
    with django_assert_max_num_queries(13) as few:
        client.get(f"{reverse('setup:people')}?q=lanh+dao")
    add_people(by_of("kythuat"), people=people, from_day=DAY)
    with django_assert_max_num_queries(13) as many:
        client.get(reverse("setup:people"))
    assert len(few) == len(many)


def test_slips_to_come_cost_the_same_for_one_and_for_many(
    browser: Callable[[str], Client], django_assert_max_num_queries: Callable
) -> None:
    client, culture = browser("kythuat"), unit("Phòng Văn hóa - Xã hội")
    address = reverse("setup:slips", args=[culture.pk])
    with django_assert_max_num_queries(12) as few:
        client.get(address)
    people = [NewPerson(f"Người {n}", f"nguoi.{n}", "Chuyên viên", culture, "unit_officer") for n in range(100)]
    add_people(by_of("kythuat"), people=people, from_day=DAY)
    with django_assert_max_num_queries(12) as many:
        page = client.get(address).content.decode()
    assert len(few) == len(many)
    assert "102 người chưa đặt mật khẩu" in page


def test_a_sheet_too_large_for_a_form_is_refused_with_the_way_out(browser: Callable[[str], Client]) -> None:
    dice = random.Random(5)
    rows = [[f"Tổ {n}", None, "thôn, tổ dân phố", None, None, None, dice.randbytes(450).hex()] for n in range(6000)]
    html = send(browser("kythuat"), "setup:import_units", sheet(UNITS, *rows))
    assert "quá nhiều chữ" in html
    assert "dieuhanh import-units" in html


def test_every_page_of_an_office_on_trial_says_so(browser: Callable[[str], Client]) -> None:
    for path in ("/desk/people/", "/desk/units/", "/accounts/password/change/", "/khong-co/"):
        assert "<b>Chạy thử</b>" in browser("kythuat").get(path).content.decode()
    for path in ("/", "/accounts/login/"):
        assert "<b>Chạy thử</b>" in Client().get(path).content.decode()
    assert "<b>Trial run</b>" in Client().get("/en/").content.decode()


def test_templates_are_downloaded(browser: Callable[[str], Client]) -> None:
    for name in ("setup:units_template", "setup:people_template"):
        answer = browser("kythuat").get(reverse(name))
        assert answer.content.startswith(b"PK")
        assert ".xlsx" in answer["Content-Disposition"]
