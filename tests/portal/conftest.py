"""An office with one public plan, as a leader would make it public."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.models import Plan
from dieuhanh.kernel.plans.publishing import publish_plan, usual_areas
from dieuhanh.kernel.publication.models import Publication

SLUG = "01-kh-ubnd-2021"


@pytest.fixture
def public_plan(plan: Plan, by_: Callable[..., By]) -> Publication:
    """The four tasks of the small office without the one that matches no area."""
    return publish_plan(by_("chutich"), plan=plan, areas=usual_areas(plan))


def text_of(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def reached(client: Client, first: str) -> Iterator[tuple[str, str]]:
    """Every public page that links lead to from the first, with its HTML."""
    waiting, seen = [first], {first}
    while waiting:
        path = waiting.pop()
        html = text_of(path, client)
        yield path, html
        for link in re.findall(r'href="(/[^"]*)"', html):
            if link not in seen and not link.startswith(("/desk/", "/accounts/", "/en/accounts/", "/static/")):
                seen.add(link)
                waiting.append(link)
