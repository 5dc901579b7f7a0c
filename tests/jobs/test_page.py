"""The technician sees what waits, runs or failed, and lets a failed job run again; nobody else does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from dieuhanh.kernel.jobs import duties, store, ticker
from dieuhanh.kernel.jobs.worker import Worker
from dieuhanh.kernel.journal.models import Act

from .tried import MACHINE, leave_refused, leave_written

ADDRESS = "/desk/jobs/"
Browser = Callable[[str | None], Client]


def page(client: Client) -> str:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return answer.content.decode()


def failed() -> str:
    leave_refused(MACHINE)
    Worker(beating=False).one()
    return str(DBTaskResult.objects.get(status=Status.FAILED).pk)


def test_a_failed_job_is_listed_with_its_reason_and_runs_again(browser_of: Browser) -> None:
    client, job = browser_of("kythuat"), failed()
    words = page(client)
    assert "Từ chối" in words
    assert "số liệu không hợp lệ" in words
    assert "1 công việc bị lỗi" in client.get("/desk/health/").content.decode()
    assert client.post(ADDRESS, {"job": job})["Location"] == ADDRESS
    assert DBTaskResult.objects.get().status == Status.READY
    act = Act.objects.select_related("seal").get(verb="jobs.run_again")
    assert (act.channel, act.seal.outcome) == ("web", f"jobs.lease:{job}")
    assert store.claim("again") is not None


@pytest.mark.parametrize("job", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_what_has_not_failed_does_not_run_again(browser_of: Browser, job: str) -> None:
    leave_written(MACHINE, numbers=[1])
    answer = browser_of("kythuat").post(ADDRESS, {"job": job or str(DBTaskResult.objects.get().pk)})
    assert "không còn ở trạng thái lỗi" in answer.content.decode()
    assert not Act.objects.filter(verb="jobs.run_again").exists()


def test_nobody_else_lets_a_job_run_again(browser_of: Browser) -> None:
    job = failed()
    assert browser_of("chutich").post(ADDRESS, {"job": job}).status_code == 403
    assert DBTaskResult.objects.get().status == Status.FAILED


def test_duties_are_told_with_what_went_wrong(browser_of: Browser, only_duties: None) -> None:
    def fails(_: duties.Tick) -> None:
        raise ValueError("hộp thư đầy")

    duties.daily("tests.fails", fails, words="gửi thư")
    duties.daily("tests.fine", lambda _: None, words="dọn dẹp")
    assert "chưa thực hiện" in page(browser_of("kythuat"))
    ticker.tick()
    words = page(browser_of("kythuat"))
    assert "ValueError: hộp thư đầy" in words
    assert "Đã xong" in words
    assert "Công việc nền cần xử lý" in words


def test_the_house_owes_what_it_registered() -> None:
    assert "jobs.forget" in {duty.name for duty in duties.duties()}


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_as_much_for_one_as_for_many(
    browser_of: Browser, django_assert_num_queries: Callable[[int], object], count: int
) -> None:
    client = browser_of("kythuat")
    leave_written(MACHINE, numbers=list(range(count)))
    page(client)
    with django_assert_num_queries(9):  # type: ignore[attr-defined]  # pytest-django's context manager
        page(client)
