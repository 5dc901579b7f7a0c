"""Words in both languages: every text on a screen has its English, and the libraries' own words have their Vietnamese."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import allauth
import click
import django
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.test import Client
from django.utils.translation import gettext, override

from dieuhanh.config import places

pytestmark = pytest.mark.once


def entries(file: Path) -> list[Message]:
    with file.open("rb") as text:
        return [message for message in read_po(text) if message.id]


def is_whole(message: Message) -> bool:
    texts = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(texts) and all(texts) and not message.fuzzy


@pytest.mark.needs("gettext")
def test_every_text_of_ours_has_its_english(tmp_path: Path) -> None:
    copy = tmp_path / "dieuhanh"
    shutil.copytree(places.PACKAGE, copy, ignore=shutil.ignore_patterns("tests", "static", "__pycache__", "*.mo"))
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--no-location", "--no-wrap"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "dieuhanh.config.settings"}
    done = subprocess.run([*command, "--no-obsolete"], cwd=copy, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = entries(copy / "locale/en/LC_MESSAGES/django.po")
    assert len(found) > 100
    assert [message.id for message in found if not is_whole(message)] == [], "run `make messages` and translate these"
    assert {str(message.id) for message in entries(places.PACKAGE / "locale/en/LC_MESSAGES/django.po")} <= {
        str(message.id) for message in found
    }, "run `make messages`: these texts are gone"


def test_vietnamese_of_the_libraries_is_whole_and_still_asked_for() -> None:
    """A release that rewords its message would show English again: then its entry here must follow."""
    known = {message.id for message in entries(Path(django.__file__).parent / "conf/locale/vi/LC_MESSAGES/django.po")}
    known |= {m.id for m in entries(Path(django.__file__).parent / "contrib/auth/locale/en/LC_MESSAGES/django.po")}
    known |= {message.id for message in entries(Path(allauth.__file__).parent / "locale/de/LC_MESSAGES/django.po")}
    ours = entries(places.PACKAGE / "locale/vi/LC_MESSAGES/django.po")
    assert [message.id for message in ours if not is_whole(message)] == []
    assert [message.id for message in ours if message.id not in known] == []


def test_the_command_line_speaks_vietnamese_in_every_locale() -> None:
    """Also click's own words; one that a release rewords shows English again, and its entry must follow."""
    asked = [[], ["--help"], ["load"], ["khong-co"], ["load", "x", "--khong-co"], ["load", "x", "y"]]
    for arguments in asked:
        command = [sys.executable, "-m", "dieuhanh.faces.cli", *arguments]
        done = subprocess.run(command, env={**os.environ, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True)
        words = done.stdout + done.stderr
        assert "Cách dùng:" in words
        for english in ("Usage", "Options", "Commands", "Try ", "Error", "Missing", "No such", "unexpected", "Show"):
            assert english not in words


def test_clicks_words_are_still_asked_for() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in Path(click.__file__).parent.glob("*.py"))
    for message in entries(places.PACKAGE / "locale/vi/LC_MESSAGES/command.po"):
        asked = message.id[0] if isinstance(message.id, tuple) else str(message.id)
        assert asked.encode("unicode_escape").decode() in source, asked
        assert is_whole(message)


def test_a_refused_sign_in_speaks_vietnamese() -> None:
    with override("vi"):
        refused = gettext("The username and/or password you specified are not correct.")
    assert refused == "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.mark.django_db
def test_a_browser_that_asks_for_english_still_reads_vietnamese_where_the_address_does_not(office: None) -> None:
    client = Client(headers={"accept-language": "en"})
    assert "Đăng nhập" in client.get("/accounts/login/").content.decode()
    assert "Trang chủ" in client.get("/").content.decode()
    english = Client().get("/en/accounts/login/?next=/desk/tasks/").content.decode()
    assert '<html lang="en">' in english
    assert "My own device" in english
    assert 'href="/accounts/login/?next=/desk/tasks/"' in english
    refused = Client().post("/en/accounts/login/", {"login": "chutich", "password": "x"}).content.decode()
    assert "The username and/or password you specified are not correct." in refused
    assert "Home" in Client().get("/en/").content.decode()
