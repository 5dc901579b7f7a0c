"""What each person may press on a task, and that every press opens as a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.plans.forms.fields import IN, FilesField, OneField
from dieuhanh.kernel.plans.models import Plan, State, Task
from dieuhanh.kernel.plans.presses import FORMS, presses_for

Browser = Callable[[str | None], Client]
HEAD, OFFICER, OFFICE, CHAIR = "phuong.hadinh.chutich", "phuong.hadinh.canbo", "chanhvanphong", "chutich"


@pytest.fixture
def task(plan: Plan) -> Task:
    """Given to Hạ Đình, not yet received."""
    return Task.objects.get(plan=plan, code="2.01")


def keys(viewer: Viewer, task: Task) -> list[str]:
    return [press.key for press in presses_for(viewer, task)]


def first(viewer: Viewer, task: Task) -> str:
    return next((press.key for press in presses_for(viewer, task) if press.primary), "")


def test_each_sees_what_is_theirs_and_one_thing_first(task: Task, as_: Callable[[str], Viewer]) -> None:
    assert {"accept", "refuse", "progress", "done", "extend", "assign", "ask", "note"} <= set(keys(as_(HEAD), task))
    assert first(as_(HEAD), task) == "accept"
    assert first(as_(OFFICER), task) == "progress"
    assert not {"accept", "agree", "assign", "extend", "units"} & set(keys(as_(OFFICER), task))
    assert {"units", "due", "pause", "cancel", "split"} <= set(keys(as_(OFFICE), task))
    assert first(as_(OFFICE), task) == ""
    assert {"direct"} == set(keys(as_(CHAIR), task))
    assert keys(as_("phuong.kimgiang.canbo"), task) == []


@pytest.mark.parametrize("username", [HEAD, OFFICER, OFFICE, CHAIR])
def test_every_press_offered_opens(
    task: Task, browser_of: Browser, as_: Callable[[str], Viewer], username: str
) -> None:
    client = browser_of(username)
    for state in State:
        Task.objects.filter(pk=task.pk).update(state=state)
        task.refresh_from_db()
        for press in presses_for(as_(username), task):
            answer = client.get(press.url)
            assert answer.status_code == 200, press
            assert FORMS[press.key].page or press.label in answer.content.decode().replace("&amp;", "&")


def test_a_press_that_is_not_ones_own_is_refused(task: Task, browser_of: Browser) -> None:
    for key in FORMS:
        url = reverse("plans:do", args=[task.pk, key])
        assert browser_of("phuong.kimgiang.canbo").post(url).status_code == 404
    assert browser_of(OFFICER).post(reverse("plans:do", args=[task.pk, "accept"])).status_code == 403
    assert browser_of(OFFICER).get(reverse("plans:do", args=[task.pk, "khong-co"])).status_code == 404


def test_a_field_for_files_makes_no_other_field_take_several() -> None:
    """Django writes "multiple" into the very attributes it is given."""
    FilesField("Tài liệu")
    assert "multiple" not in OneField("Đơn vị").widget.attrs
    assert "multiple" not in IN
