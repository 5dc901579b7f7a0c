"""An office of 2025 as `dieuhanh setup` founds it: a ward with its ready structure and a technician."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from dieuhanh.kernel.access.actions import grant_role
from dieuhanh.kernel.access.models import Person, Post, User
from dieuhanh.kernel.access.people import NewPerson, add_people
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.setup.founding import Office, Technician, found_office
from dieuhanh.kernel.setup.structure import begins, read_structure, ready_text
from dieuhanh.kernel.units.models import Unit, UnitName
from dieuhanh.kernel.units.official import Place, place_of

from ..remembering import remembered

CODE = "abcd-efgh-jkmn"
DAY = date(2026, 3, 2)
WARD = place_of("00367")
assert WARD is not None


def found(level: str = "phuong", place: Place = WARD, *, trial: bool = True) -> None:
    structure = read_structure(ready_text(level, place), level=level, place=place, begin=begins(level))
    found_office(
        By(channel="system", day=DAY),
        office=Office(f"UBND {place.own}", level, place.code),
        structure=structure,
        technician=Technician("Người quản trị", "kythuat"),
        password=CODE,
        trial=trial,
    )


@pytest.fixture
def ward(db: None) -> Iterator[None]:
    """Phường Thanh Xuân on trial, with a chief of office, a leader, and two heads with an officer each."""
    cache.clear()
    with pinned(DAY):
        remembered("ward", _ward)
        yield
    cache.clear()


def _ward() -> None:
    found()
    office, economy = unit("Văn phòng HĐND và UBND phường"), unit("Phòng Kinh tế, Hạ tầng và Đô thị")
    culture, committee = unit("Phòng Văn hóa - Xã hội"), unit("UBND phường Thanh Xuân")
    people = [
        NewPerson("Trần Thị Lãnh Đạo", "lanhdao", "Chủ tịch UBND phường", committee, "leader"),
        NewPerson("Lê Văn Phòng", "vanphong", "Chánh Văn phòng", office, "office"),
        NewPerson("Phạm Kinh Tế", "kinhte.truong", "Trưởng phòng", economy, "unit_head"),
        NewPerson("Đỗ Kinh Tế", "kinhte.canbo", "Chuyên viên", economy, "unit_officer"),
        NewPerson("Vũ Văn Hóa", "vanhoa.truong", "Trưởng phòng", culture, "unit_head"),
        NewPerson("Ngô Văn Hóa", "vanhoa.canbo", "Chuyên viên", culture, "unit_officer"),
    ]
    add_people(by_of("kythuat"), people=people, from_day=DAY, password="mot-ma-dung-chung")


def unit(name: str) -> Unit:
    return UnitName.objects.get(name=name).unit


def by_of(username: str) -> By:
    return viewer_for(username, today()).by(channel="cli")


def person(username: str) -> Person:
    return Person.objects.get(user__username=username)


@pytest.fixture
def by(ward: None) -> Callable[[str], By]:
    return by_of


@pytest.fixture
def browser(ward: None) -> Callable[[str], Client]:
    """Signed in with a password of their own."""

    def signed_in(username: str) -> Client:
        User.objects.filter(username=username).update(must_change=False)
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return signed_in


def hidden(html: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def html_of(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return unescape(answer.content.decode())


def technician_of(name: str, username: str) -> None:
    """The person keeps the accounts of their own unit."""
    post = Post.objects.get(holdings__person=person(username))
    grant_role(By(channel="system"), post=post, role="technician", unit=unit(name), from_day=DAY)
