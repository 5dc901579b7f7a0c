"""What is done, on time or late, and what waits to be confirmed: on the pages of the whole, an area, a unit, the units and the public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from dieuhanh.demo import loader
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.carrying import Result, report_done
from dieuhanh.kernel.plans.actions.confirming import confirm_done
from dieuhanh.kernel.plans.actions.extending import ask_extension, decide_extension
from dieuhanh.kernel.plans.actions.receiving import accept_task
from dieuhanh.kernel.plans.models import Extension, Plan, Task
from dieuhanh.kernel.plans.publishing import publish_plan, usual_areas

Browser = Callable[[str | None], Client]
HEADS = {"1.01": "taichinh.truong", "1.02": "kinhte.truong", "2.01": "phuong.hadinh.chutich"}
OFFICE, LEADER = "chanhvanphong", "chutich"


def task(code: str) -> Task:
    return Task.objects.get(code=code)


def finish(by_: Callable[..., By], code: str, *, confirm: bool = True) -> None:
    accept_task(by_(HEADS[code]), task=task(code))
    report_done(by_(HEADS[code]), task=task(code), words="Đã xong", result=Result(no_document="không cần"))
    if confirm:
        confirm_done(by_(OFFICE), task=task(code))


def html(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_staff_pages_say_what_is_done(plan: Plan, by_: Callable[..., By], browser_of: Browser) -> None:
    finish(by_, "1.01")  # due before 20/11, the demo's day is the 24th
    finish(by_, "1.02")
    finish(by_, "2.01", confirm=False)
    client = browser_of(LEADER)
    whole = html(client, "/desk/")
    assert "1 đúng hạn" in whole
    assert "1 quá hạn" in whole
    assert "50% trong 4 nhiệm vụ có thời hạn" in whole
    assert "1 hoàn thành đúng hạn, 1 hoàn thành quá hạn" in whole
    area = html(client, "/desk/areas/kinh-te/")
    assert "Hoàn thành quá hạn" in area
    assert "#i-on_time" not in area
    unit = html(client, reverse("desk:unit", args=[task("1.02").lead_id]))
    assert "100% trong 1 nhiệm vụ có thời hạn" in unit
    assert "(100%)" in html(client, "/desk/units/")
    listed = html(client, "/desk/tasks/?state=reported")
    assert task("2.01").title in listed
    assert task("1.01").title not in listed


def test_the_public_sees_what_is_done_and_how_often_a_deadline_moved(
    plan: Plan, by_: Callable[..., By], browser_of: Browser
) -> None:
    publish_plan(by_(LEADER), plan=plan, areas=usual_areas(plan))
    finish(by_, "1.01")
    accept_task(by_(HEADS["2.01"]), task=task("2.01"))
    ask_extension(by_(HEADS["2.01"]), task=task("2.01"), until=loader.DAY + timedelta(days=40), reason="Mưa")
    decide_extension(by_(OFFICE), extension=Extension.objects.get(), grant=True)
    page = html(Client(), "/ke-hoach/01-kh-ubnd-2021/")
    assert "Hoàn thành quá hạn" in page
    assert "<s>14/12/2021</s> điều chỉnh 1 lần" in page
    assert "đã hoàn thành 1, bằng" in page
    assert "#i-on_time" not in page
    assert "1 hoàn thành" in html(Client(), "/")
    english = html(Client(), "/en/ke-hoach/01-kh-ubnd-2021/")
    assert "moved 1 time" in english


def test_nothing_moves_the_counts_of_what_is_done(plan: Plan, by_: Callable[..., By], browser_of: Browser) -> None:
    finish(by_, "1.02")
    with pinned(loader.DAY + timedelta(days=30)):
        assert "1 đúng hạn" in html(browser_of(LEADER), "/desk/")
