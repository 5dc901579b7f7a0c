"""Several documents at once: each is read by a worker, and the list says how far it is and what one does next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from dieuhanh.kernel.access.models import Holding
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.documents.models import Arrival, Document
from dieuhanh.kernel.files.places import path_of
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.jobs import store
from dieuhanh.kernel.jobs.models import Lease
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.plans.actions.arriving import read_arrival
from dieuhanh.kernel.plans.incoming.queue import Queue
from dieuhanh.kernel.plans.models import Plan

from .files import ADDRESS, as_word, numbered, sent, work

Browser = Callable[[str | None], Client]


@pytest.fixture
def client(office: None, browser_of: Browser) -> Client:
    return browser_of("chanhvanphong")


def states() -> dict[str, str]:
    return dict(Arrival.objects.values_list("name", "state"))


def keys() -> dict[str, str]:
    return {row.arrival.name: row.key for row in Queue(viewer_for("chanhvanphong", today())).rows}


def test_each_file_goes_its_own_way(client: Client) -> None:
    files = [
        ("a.txt", numbered(1).encode()),
        ("b.docx", as_word(numbered(2))),
        (
            "c.txt",
            b"Ph\xc3\xb2ng Kinh t\xe1\xba\xbf ki\xe1\xbb\x83m tra ch\xe1\xbb\xa3 tr\xc6\xb0\xe1\xbb\x9bc 20/12.\n",
        ),
        ("d.txt", (numbered(1) + "\n\n").encode()),
    ]
    answer = client.post(ADDRESS, sent(*files))
    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)
    assert set(states().values()) == {"waiting"}
    assert not Document.objects.exists()
    page = client.get(ADDRESS).content.decode()
    assert "Đã đọc 0/4 tệp" in page
    assert 'hx-trigger="every 2s"' in page
    assert work() == 4
    assert states() == {"a.txt": "taken", "b.docx": "taken", "c.txt": "asked", "d.txt": "failed"}
    page = client.get(f"{ADDRESS}list/").content.decode()
    assert "Đã đọc 4/4 tệp" in page
    assert "hx-trigger" not in page
    for plan in Plan.objects.all():
        assert f'href="{reverse("plans:check", args=[plan.pk])}"' in page
    assert "đã được đưa vào ngày 24/11/2021: Kế hoạch số 01/KH-UBND" in page
    acts = Act.objects.filter(verb="plans.take_arrival")
    assert set(acts.values_list("channel", "actor_id")) == {("job", viewer_for("chanhvanphong", today()).by().actor)}
    assert verify().whole


def test_what_is_refused_is_told_while_the_others_are_read(client: Client) -> None:
    answer = client.post(ADDRESS, sent(("a.txt", numbered(1).encode()), ("b.png", b"\x89PNG\r\n\x1a\n")))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1 tệp không nhận, chưa lưu gì" in page
    assert "Đã nhận 1 tệp" in page
    work()
    assert states() == {"a.txt": "taken"}


def test_the_same_file_twice_in_one_press_comes_once(client: Client) -> None:
    answer = client.post(ADDRESS, sent(("a.txt", numbered(1).encode()), ("b.txt", numbered(1).encode())))
    assert "tệp này có hai lần trong lần gửi" in answer.content.decode()
    assert Arrival.objects.count() == 1


def test_read_twice_it_is_one_document(client: Client) -> None:
    client.post(ADDRESS, sent(("a.txt", numbered(1).encode()), ("b.txt", numbered(2).encode())))
    work()
    DBTaskResult.objects.update(status=Status.READY)
    Lease.objects.update(until=datetime.now(UTC) - timedelta(seconds=1))
    assert work() == 2
    assert Document.objects.count() == 2
    assert set(states().values()) == {"taken"}


def test_a_worker_that_was_lost_thrice_leaves_the_file_to_be_read_again(client: Client) -> None:
    client.post(ADDRESS, sent(("a.txt", numbered(1).encode()), ("b.txt", numbered(2).encode())))
    held = store.claim("lost")
    assert held is not None
    assert sorted(keys().values()) == ["running", "waiting"]
    DBTaskResult.objects.filter(pk=held.row.pk).update(
        status=Status.FAILED, exception_class_path=store.LOST, finished_at=datetime.now(UTC)
    )
    assert sorted(keys().values()) == ["lost", "waiting"]
    arrival = Arrival.objects.get(job=str(held.row.pk))
    assert "tệp vẫn được giữ" in client.get(ADDRESS).content.decode()
    client.post(reverse("plans:arrival", args=[arrival.pk]), {"do": "again"})
    work()
    assert set(states().values()) == {"taken"}


def test_a_file_that_is_gone_from_the_disk_says_so_and_can_be_dropped(client: Client) -> None:
    client.post(ADDRESS, sent(("a.txt", numbered(1).encode()), ("b.txt", numbered(2).encode())))
    arrival = Arrival.objects.select_related("file").get(name="a.txt")
    path_of(arrival.file.sha256).unlink()
    work()
    assert states() == {"a.txt": "failed", "b.txt": "taken"}
    url = reverse("plans:arrival", args=[arrival.pk])
    assert "không còn trong kho tệp" in client.get(url).content.decode()
    client.post(url, {"do": "drop"})
    assert keys() == {"b.txt": "taken"}


def test_who_lost_the_right_meanwhile_brings_nothing_in(client: Client) -> None:
    client.post(ADDRESS, sent(("a.txt", numbered(1).encode()), ("b.txt", numbered(2).encode())))
    for arrival in Arrival.objects.all():
        row = DBTaskResult.objects.get(pk=arrival.job)
        assert row.task_path == read_arrival.module_path
    Holding.objects.filter(person__user__username="chanhvanphong").update(until_day=today())
    work()
    assert not Document.objects.exists()
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {Status.FAILED}


def test_the_list_asks_the_same_for_two_files_and_for_twelve(client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        return len(queries)

    client.post(ADDRESS, sent(*((f"{n}.txt", numbered(n).encode()) for n in range(1, 3))))
    client.get(ADDRESS)
    few = asked()
    client.post(ADDRESS, sent(*((f"{n}.txt", numbered(n).encode()) for n in range(3, 13))))
    client.get(ADDRESS)
    assert asked() == few
