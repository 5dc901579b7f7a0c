"""The Vietnamese guide: the files of `docs/vi` are the pages of the application."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from dieuhanh.config.places import checkout
from dieuhanh.faces.desk.guide import PAGES, folder, page

Browser = Callable[[str | None], Client]


def test_every_file_is_a_page_and_every_page_a_file() -> None:
    assert {file.stem for file in folder().glob("*.md")} == set(PAGES)
    root = checkout()
    assert root is not None
    assert folder() == root / "docs" / "vi"


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_inside_the_application(browser_of: Browser, name: str) -> None:
    html = browser_of("phuong.hadinh.canbo").get(f"/desk/guide/{name}/").content.decode()
    assert f"<title>{page(name)[0]}" in html
    assert ".md" not in "".join(re.findall(r'href="([^"]*)"', html))


@pytest.mark.django_db
def test_links_between_files_lead_from_page_to_page(browser_of: Browser) -> None:
    client = browser_of("kythuat")
    html = client.get("/desk/guide/").content.decode()
    targets = set(re.findall(r'href="(/desk/guide/[^"]*)"', html))
    assert "/desk/guide/van-hanh/" in targets
    assert {client.get(target).status_code for target in targets} == {200}


@pytest.mark.django_db
def test_an_unknown_page_is_not_found(browser_of: Browser) -> None:
    assert browser_of("kythuat").get("/desk/guide/khong-co/").status_code == 404
