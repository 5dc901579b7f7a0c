"""What the office decides about its tasks, and a head inside the unit, on their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.kernel.access.models import Holding, HoldingKind, Person
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.plans.models import AreaPost, Charge, OfficeRule, Plan, ReminderRule
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.units.models import Area

OFFICE, HEAD, OFFICER = "chanhvanphong", "phuong.hadinh.chutich", "phuong.hadinh.canbo"
Browser = Callable[[str | None], Client]
RULES = "/desk/task-rules/"
INSIDE = "/desk/unit-work/"


def held(username: str) -> Holding:
    return Holding.objects.get(person__user__username=username)


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_tells_what_the_office_begins_with(plan: Plan, browser_of: Browser) -> None:
    found = page(browser_of(OFFICE), RULES)
    assert "không giới hạn" in found  # extensions
    assert "trước thời hạn 3 ngày làm việc" in found
    assert "mặc định" in found


def test_a_number_is_set_from_a_day_with_its_ground(plan: Plan, browser_of: Browser) -> None:
    client = browser_of(OFFICE)
    said = {"do": "rule", "name": "accept_days", "value": "5", "unit": "", "from_day": "24/11/2021"}
    answer = client.post(RULES, {**said, "ground": "Thông báo 12/TB-VP"})
    assert answer.status_code == 302
    assert Rules(today()).number("accept_days") == 5
    assert "Thông báo 12/TB-VP" in page(client, RULES)


def test_a_number_without_ground_is_refused_and_kept(plan: Plan, browser_of: Browser) -> None:
    said = {"do": "rule", "name": "accept_days", "value": "7", "unit": "", "from_day": "24/11/2021", "ground": ""}
    answer = browser_of(OFFICE).post(RULES, said)
    assert answer.status_code == 422
    assert "Hãy ghi văn bản hoặc quyết định làm căn cứ" in answer.content.decode()
    assert 'value="7"' in answer.content.decode()
    assert not OfficeRule.objects.exists()


@pytest.mark.parametrize("value", ["-1", "ba", "99999", "٣"])
def test_a_value_that_is_no_number_is_refused_in_words(plan: Plan, browser_of: Browser, value: str) -> None:
    said = {"do": "rule", "name": "accept_days", "value": value, "from_day": "24/11/2021", "ground": "x"}
    answer = browser_of(OFFICE).post(RULES, said)
    assert answer.status_code == 422
    assert not OfficeRule.objects.exists()


def test_a_reminder_is_switched_off(plan: Plan, browser_of: Browser) -> None:
    client = browser_of(OFFICE)
    said = {"do": "reminder", "to": "officer", "when": "before", "days": "3", "on": "0", "from_day": "24/11/2021"}
    assert client.post(RULES, {**said, "ground": "Thông báo 12/TB-VP"}).status_code == 302
    row = ReminderRule.objects.get()
    assert (row.days, row.on) == (-3, False)
    assert "không nhắc" in page(client, RULES)


def test_an_area_is_given_to_a_leader(plan: Plan, browser_of: Browser) -> None:
    client, post = browser_of(OFFICE), held("phochutich.dothi").post
    area = Area.objects.get(code="kinh-te")
    said = {"do": "area", "area": area.pk, "charge": "leads", "post": post.pk, "from_day": "24/11/2021"}
    assert client.post(RULES, said).status_code == 302
    assert AreaPost.objects.get().post == post
    assert post.title in page(client, RULES)


def test_an_area_must_be_chosen(plan: Plan, browser_of: Browser) -> None:
    answer = browser_of(OFFICE).post(RULES, {"do": "area", "charge": "leads", "from_day": "24/11/2021"})
    assert answer.status_code == 422
    assert "Hãy chọn trong danh sách" in answer.content.decode()


def test_a_head_gives_an_area_inside_the_unit(plan: Plan, browser_of: Browser) -> None:
    client, post = browser_of(HEAD), held(OFFICER).post
    area = Area.objects.get(code="do-thi")
    said = {"do": "inside", "area": area.pk, "post": post.pk, "from_day": "24/11/2021"}
    assert client.post(INSIDE, said).status_code == 302
    row = AreaPost.objects.get()
    assert (row.post, row.charge) == (post, Charge.HANDLES)
    assert post.title in page(client, INSIDE)


def test_a_head_names_a_substitute(plan: Plan, browser_of: Browser) -> None:
    client, officer = browser_of(HEAD), Person.objects.get(user__username=OFFICER)
    said = {"do": "substitute", "post": held(HEAD).post_id, "person": officer.pk, "from_day": "25/11/2021"}
    answer = client.post(INSIDE, {**said, "last_day": "30/11/2021", "ground": "nghỉ ốm"})
    assert answer.status_code == 302
    row = Holding.objects.get(person=officer, kind=HoldingKind.DELEGATION)
    assert (row.from_day, row.until_day) == (date(2021, 11, 25), date(2021, 12, 1))
    assert "nghỉ ốm" in page(client, INSIDE)


def test_a_post_of_another_unit_is_not_offered(plan: Plan, browser_of: Browser) -> None:
    foreign = held("phuong.kimgiang.canbo").post
    area = Area.objects.get(code="do-thi")
    said = {"do": "inside", "area": area.pk, "post": foreign.pk, "from_day": "24/11/2021"}
    assert browser_of(HEAD).post(INSIDE, said).status_code == 422
    assert not AreaPost.objects.exists()


@pytest.mark.parametrize(("who", "url"), [(OFFICE, RULES), (HEAD, INSIDE)])
def test_pages_ask_little(plan: Plan, browser_of: Browser, who: str, url: str) -> None:
    client = browser_of(who)
    with CaptureQueriesContext(connection) as queries:
        page(client, url)
    assert len(queries) <= 18, [q["sql"][:100] for q in queries]
    assert reverse("plans:rules") == RULES
