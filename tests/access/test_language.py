"""A person who reads English gets their screens in English; nobody else's change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from dieuhanh.kernel.access.language import choose_language
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.plans.models import Plan

Browser = Callable[[str | None], Client]
CHOOSE = "/accounts/language/"


def test_ones_own_screens_change_and_nobody_elses(plan: Plan, browser_of: Browser) -> None:
    reader, colleague = browser_of("chanhvanphong"), browser_of("chutich")
    assert "Nhiệm vụ</h1>" in reader.get("/desk/tasks/").content.decode()
    answer = reader.post(CHOOSE, {"language": "en", "next": "/desk/tasks/?q=cho"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/tasks/?q=cho")
    english = reader.get("/desk/tasks/").content.decode()
    assert '<html lang="en">' in english
    assert "Tasks</h1>" in english
    assert "Kiểm tra các chợ dân sinh" in english, "the words of a text stay as they are"
    assert "Nhiệm vụ</h1>" in colleague.get("/desk/tasks/").content.decode()
    assert (
        Act.objects.get(verb="access.choose_language").actor_id == Person.objects.get(user__username="chanhvanphong").pk
    )
    reader.post(CHOOSE, {"language": "vi", "next": "//example.com/"})
    assert "Nhiệm vụ</h1>" in reader.get("/desk/tasks/").content.decode()


def test_the_browsers_wish_is_not_asked(plan: Plan) -> None:
    client = Client(headers={"accept-language": "en"})
    assert '<html lang="vi">' in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("next_", ["//example.com/", "https://example.com/", "/\\example.com", "javascript:alert(1)"])
def test_it_never_leads_elsewhere(plan: Plan, browser_of: Browser, next_: str) -> None:
    assert browser_of("chutich").post(CHOOSE, {"language": "en", "next": next_})["Location"] == "/desk/start/"


def test_strangers_other_languages_and_a_mere_link_change_nothing(plan: Plan, browser_of: Browser) -> None:
    assert Client().post(CHOOSE, {"language": "en"}).status_code == 302
    assert browser_of("chutich").get(CHOOSE).status_code == 405
    assert browser_of("chutich").post(CHOOSE, {"language": "fr"}).status_code == 400
    assert set(Person.objects.values_list("language", flat=True)) == {"vi"}


def test_nobody_chooses_for_another(by_: Callable[..., By]) -> None:
    other = Person.objects.get(user__username="chutich")
    with pytest.raises(NotAllowed):
        choose_language(by_("chanhvanphong"), person=other, language="en")
    with pytest.raises(Invalid, match="chỉ nhận vi, en"):
        choose_language(by_("chutich"), person=other, language="fr")
