"""Asking for and deciding on the destruction of a file as it is pressed, on the page of the task and from the desk."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from dieuhanh.kernel.files.places import path_of
from dieuhanh.kernel.plans.models import Destruction, Evidence, Plan, Task

from .pressing import CHAIR, HEAD, OFFICE, OFFICER, Browser, done, errors, press, url_of

BACKUPS = "Bản sao lưu làm trước khi hủy vẫn còn nội dung tệp"


@pytest.fixture
def task(plan: Plan) -> Task:
    return Task.objects.get(plan=plan, code="2.01")


def page(browser_of: Browser, username: str, task: Task) -> str:
    answer = browser_of(username).get(f"/desk/tasks/{task.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def off(browser_of: Browser, task: Task, name: str = "danh-sach.txt") -> Evidence:
    client, file = browser_of(OFFICER), SimpleUploadedFile(name, f"Danh sách {name}".encode())
    done(press(client, task, "progress", words="Đã dọn", files=[file]))
    evidence = Evidence.objects.latest("pk")
    assert "Đề nghị hủy" not in page(browser_of, OFFICER, task)
    done(press(client, task, "take-off", evidence.pk, reason="Nhầm tệp"))
    return evidence


def test_from_a_wrong_file_to_its_record(task: Task, browser_of: Browser) -> None:
    evidence = off(browser_of, task)
    assert url_of(task, "ask-destruction", evidence.pk) in page(browser_of, OFFICER, task)
    form = browser_of(OFFICER).get(url_of(task, "ask-destruction", evidence.pk)).content.decode()
    assert "danh-sach.txt" in form
    assert BACKUPS in form
    done(press(browser_of(OFFICER), task, "ask-destruction", evidence.pk, reason="Có số căn cước"))
    destruction = Destruction.objects.get()
    assert "Chờ hủy" in page(browser_of, OFFICER, task)
    for username in (OFFICER, HEAD):
        assert url_of(task, "destroy", destruction.pk) not in page(browser_of, username, task)
    assert url_of(task, "destroy", destruction.pk) in page(browser_of, OFFICE, task)
    desk = browser_of(OFFICE).get("/desk/mine/").content.decode()
    assert "Tệp chờ hủy" in desk
    assert "Có số căn cước" in desk
    form = browser_of(OFFICE).get(url_of(task, "destroy", destruction.pk)).content.decode()
    assert "Có số căn cước" in form
    assert BACKUPS in form
    with TestCase.captureOnCommitCallbacks(execute=True):
        done(press(browser_of(OFFICE), task, "destroy", destruction.pk, do="destroy"))
    assert evidence.file
    file = evidence.file
    assert not path_of(file.sha256).exists()
    html = page(browser_of, CHAIR, task)
    assert file.sha256 in html
    assert "Có số căn cước" in html
    assert BACKUPS in html
    assert browser_of(OFFICE).get(f"/desk/evidence/{evidence.pk}/").status_code == 404


def test_what_a_decision_lacks_is_said_and_kept(task: Task, browser_of: Browser) -> None:
    evidence = off(browser_of, task)
    assert errors(press(browser_of(OFFICER), task, "ask-destruction", evidence.pk)) == [
        "reason: Hãy ghi lý do đề nghị hủy"
    ]
    done(press(browser_of(OFFICE), task, "ask-destruction", evidence.pk, reason="Có số căn cước"))
    about = Destruction.objects.get().pk
    html = browser_of(OFFICE).get(url_of(task, "destroy", about)).content.decode()
    assert "Người đề nghị hủy không tự quyết định" in html
    chair = browser_of(CHAIR)
    assert errors(press(chair, task, "destroy", about)) == ["do: Hãy chọn hủy hoặc không hủy"]
    assert errors(press(chair, task, "destroy", about, do="keep")) == ["answer: Hãy ghi lý do không hủy"]
    done(press(chair, task, "destroy", about, do="keep", answer="Cần đối chiếu"))
    html = page(browser_of, OFFICER, task)
    assert "Cần đối chiếu" in html
    assert url_of(task, "ask-destruction", evidence.pk) in html
    assert browser_of(OFFICER).get(url_of(task, "destroy", about)).status_code == 403


def test_many_destructions_ask_no_more_than_one(task: Task, browser_of: Browser) -> None:
    asked = []
    for many in (1, 4):
        for number in range(many):
            evidence = off(browser_of, task, f"{many}-{number}.txt")
            done(press(browser_of(OFFICER), task, "ask-destruction", evidence.pk, reason="Nhầm"))
        client = browser_of(OFFICE)
        page(browser_of, OFFICE, task)
        for address in (f"/desk/tasks/{task.pk}/", "/desk/mine/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            asked.append(len(queries))
    assert asked[:2] == asked[2:]
