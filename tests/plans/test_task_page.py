"""The page of a task: what it tells to whom, and how many questions it asks the database."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dieuhanh.kernel.access.models import Language, Person
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.plans import actions
from dieuhanh.kernel.plans.history import WHAT, history_lines
from dieuhanh.kernel.plans.models import Plan, Seen, Task

from .pressing import CHAIR, HEAD, OFFICE, OFFICER, Browser, done, errors, press, url_of

QUERIES = 36


@pytest.fixture
def task(plan: Plan) -> Task:
    return Task.objects.get(plan=plan, code="2.01")


def page(client: Client, task: Task) -> str:
    answer = client.get(f"/desk/tasks/{task.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def asked(client: Client, task: Task) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        page(client, task)
    return [query["sql"][:200] for query in queries]


def live(task: Task, browser_of: Browser, times: int) -> None:
    """Reports with files, questions, an extension."""
    officer = browser_of(OFFICER)
    for n in range(times):
        file = SimpleUploadedFile(f"so-{n}.txt", f"Số {n}".encode())
        done(press(officer, task, "progress", words=f"Đã dọn điểm {n}", files=[file]))
        done(press(browser_of(CHAIR), task, "direct", words=f"Báo cáo điểm {n}", due="26/11/2021"))
        done(press(officer, task, "note", words=f"Gọi số {n}"))


@pytest.mark.parametrize("username", [OFFICE, CHAIR, HEAD, OFFICER])
def test_queries_are_fixed(task: Task, browser_of: Browser, username: str) -> None:
    client = browser_of(username)
    done(press(browser_of(HEAD), task, "extend", until="20/12/2021", reason="Chờ xe"))
    live(task, browser_of, 1)
    page(client, task)  # the first opening is noted
    page(client, task)
    before = asked(client, task)
    live(task, browser_of, 4)
    page(client, task)  # who may do what is kept until the next act
    after = asked(client, task)
    assert len(after) <= len(before) <= QUERIES, "\n".join(after)


def test_the_first_opening_of_a_unit_is_noted_once_and_told_to_who_gave_it(task: Task, browser_of: Browser) -> None:
    assert "đơn vị chưa mở xem" in page(browser_of(OFFICE), task)
    for username in (CHAIR, OFFICER, HEAD, OFFICER, "dothi.truong"):
        page(browser_of(username), task)
    assert set(Seen.objects.filter(task=task).values_list("person__user__username", flat=True)) == {
        OFFICER,
        "dothi.truong",
    }
    html = page(browser_of(OFFICE), task)
    assert "Cán bộ phường Hạ Đình (minh họa), 24/11/2021" in html
    assert "Đã xem" not in page(browser_of(OFFICER), task)
    acts = Act.objects.count()
    page(browser_of(OFFICER), task)
    assert Act.objects.filter(verb="plans.note_seen").count() == 2
    assert Act.objects.count() == acts + 1  # the sign-in of the test's browser


def test_what_is_said_inside_a_unit_stays_inside(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(OFFICER), task, "note", words="Chưa có xe"))
    done(press(browser_of(OFFICER), task, "done", words="Đã dọn hết", no_document="Tại chỗ"))
    assert "chỉ trong đơn vị" in page(browser_of(HEAD), task)
    for username in (OFFICE, CHAIR, "dothi.truong", "phochutich.dothi"):
        html = page(browser_of(username), task)
        assert "Chưa có xe" not in html
        assert "Đã dọn hết" not in html
    done(press(browser_of(HEAD), task, "agree"))
    html = page(browser_of(OFFICE), task)
    assert "Đã dọn hết" in html
    assert "Chưa có xe" not in html


def test_the_decision_that_waits_stands_on_the_page_and_nothing_else_is_first(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(OFFICER), task, "done", words="Đã dọn hết", result_symbol="12/BC-UBND"))
    html = page(browser_of(HEAD), task)
    assert html.count("btn first") == 1
    assert 'id="decision">Báo cáo chờ bạn đồng ý' in html
    assert "12/BC-UBND" in html
    assert url_of(task, "return") in html
    done(press(browser_of(HEAD), task, "agree"))
    html = page(browser_of(OFFICE), task)
    assert 'id="decision">Báo cáo chờ xác nhận' in html
    assert html.count("btn first") == 1


def test_every_act_on_a_task_has_its_words() -> None:
    folder = Path(actions.__file__).parent
    text = "\n".join(file.read_text() for file in folder.glob("*.py"))
    verbs = set(re.findall(r'@action\("(plans\.\w+)"[^)]*on="(?:task|extension|assignment|evidence|report)"', text))
    assert len(verbs) > 30
    assert verbs - set(WHAT) == set()


def test_history_tells_who_did_what(task: Task, browser_of: Browser) -> None:
    done(press(browser_of(HEAD), task, "accept"))
    done(press(browser_of(OFFICER), task, "progress", percent="10", words="Bắt đầu"))
    html = page(browser_of(CHAIR), task)
    assert "Chủ tịch phường Hạ Đình (minh họa): tiếp nhận" in html
    assert "Cán bộ phường Hạ Đình (minh họa): cập nhật tiến độ" in html


def test_history_tells_what_stands_beside_the_task_and_not_what_is_inside_the_unit(
    task: Task, browser_of: Browser
) -> None:
    head = Person.objects.get(user__username=OFFICER)
    done(press(browser_of(HEAD), task, "assign", officer=str(head.pk)))
    done(press(browser_of(HEAD), task, "note", words="Gọi xe của phường"))
    found = [line.words.partition(": ")[2] for line in history_lines(task)]
    assert "phân công cán bộ" in found
    assert "ghi trao đổi trong đơn vị" not in found


def test_a_draft_offers_nothing(plan: Plan, browser_of: Browser) -> None:
    task = Task.objects.get(plan=plan, code="2.01")
    Task.objects.filter(pk=task.pk).update(state="draft", phase="draft")
    html = page(browser_of(OFFICE), task)
    assert "/do/" not in html


ENGLISH = {
    OFFICE: ("Progress", "On behalf of the unit", "Change the units", "Seen"),
    OFFICER: ("inside the unit only", "Instruction", "Write a note inside the unit"),
    HEAD: ("Ask for an extension", "Take off"),
}


@pytest.mark.parametrize("username", ENGLISH)
def test_in_english(task: Task, browser_of: Browser, username: str) -> None:
    live(task, browser_of, 1)
    Person.objects.filter(user__username=username).update(language=Language.ENGLISH)
    client = browser_of(username)
    html = page(client, task)
    for words in ENGLISH[username]:
        assert words in html
    assert "Trích văn bản giao" not in html
    form = client.get(url_of(task, "progress")).content.decode()
    assert "What was done" in form
    answer = client.post(url_of(task, "progress"), {"percent": "x", "words": "Đã dọn"})
    assert errors(answer) == ["percent: “x” is not a percentage; write a whole number from 0 to 100"]
