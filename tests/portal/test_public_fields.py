"""Asked from outside: nothing but public fields of public rows stands on any public page, in either language, for anyone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client

from dieuhanh.kernel.access.models import Person, Post
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Plan, Task
from dieuhanh.kernel.plans.publishing import publish_document, usual_areas
from dieuhanh.kernel.publication.fields import PUBLIC_FIELDS
from dieuhanh.kernel.publication.models import Publication
from tests.office import document_of

from ..office import PLAN
from .conftest import reached

PRIVATE = {"product": "bi-mat-san-pham", "target": "bi-mat-chi-tieu", "head_verb": "bi-mat-dong-tu"}


@pytest.fixture
def hidden(public_plan: Publication, plan: Plan, by_: Callable[..., By]) -> set[str]:
    """Words that must stand nowhere: private fields of public tasks, tasks not chosen, other plans, every person and post."""
    Task.objects.filter(plan=plan).update(**PRIVATE)
    draft = (
        PLAN.replace("trọng tâm", "dự kiến mật").replace("các chợ dân sinh", "kho dự kiến").replace("01/KH", "02/KH")
    )
    load_text(by_("chanhvanphong"), data=draft.encode(), name="b.txt")
    issued = (
        PLAN.replace("trọng tâm", "chưa công bố")
        .replace("các chợ dân sinh", "kho chưa công bố")
        .replace("01/KH", "03/KH")
    )
    load_text(by_("chanhvanphong"), data=issued.encode(), name="c.txt", issue=True)
    publish_document(by_("chutich"), document=document_of(plan), areas=usual_areas(plan))
    words = {*PRIVATE.values(), "dự kiến mật", "kho dự kiến", "chưa công bố", "Sở Nội vụ hướng dẫn"}
    words |= {*Person.objects.values_list("name", flat=True), *Post.objects.values_list("title", flat=True)}
    return words


@pytest.mark.parametrize("username", [None, "chutich"])
@pytest.mark.parametrize("first", ["/", "/en/"])
def test_no_public_page_says_more(
    hidden: set[str], browser_of: Callable[[str | None], Client], username: str | None, first: str
) -> None:
    pages = dict(reached(browser_of(username), first))
    assert {"/", "/en/", "/ke-hoach/01-kh-ubnd-2021/", "/en/linh-vuc/kinh-te/", "/van-ban/"} <= set(pages)
    assert [(path, words) for path, html in pages.items() for words in hidden if words in html] == []


def test_the_table_names_fields_that_exist() -> None:
    for label, names in PUBLIC_FIELDS.items():
        there = {f.attname for f in apps.get_model(label)._meta.concrete_fields}
        assert set(names) <= there, label


def test_no_page_carries_a_cookie_or_asks_for_one(hidden: set[str], browser_of: Callable) -> None:
    client = browser_of("chutich")
    client.cookies["sessionid"] = "x"  # of no session: Django would answer it with a cookie that is to be thrown away
    for path, _ in reached(client, "/"):
        answer = client.get(path)
        assert not answer.cookies
        assert answer["Vary"] == "Accept-Encoding"
        assert answer["Cache-Control"] == "no-cache"
