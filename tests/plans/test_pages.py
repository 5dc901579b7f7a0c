"""What the staff pages show, and how many questions each asks the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Plan, Task

from ..office import PLAN

Browser = Callable[[str | None], Client]

# Queries of each page for one who sees everything, the bell's among them, which is asked once after each act; a page that asks more fails, whatever stands on it.
BUDGET = {
    "/desk/": 15,
    "/desk/areas/do-thi/": 15,
    "/desk/tasks/": 17,
    "/desk/documents/": 11,
    "/desk/units/": 12,
    "/desk/components/": 8,
}


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.mark.parametrize("url", BUDGET)
@pytest.mark.parametrize("username", ["chanhvanphong", "phuong.hadinh.canbo"])
def test_queries_are_fixed(plan: Plan, browser_of: Browser, username: str, url: str) -> None:
    client = browser_of(username)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page(client, url)
    assert len(queries) <= BUDGET[url], [q["sql"][:120] for q in queries]


def test_queries_do_not_grow_with_the_tasks(plan: Plan, browser_of: Browser, by_: Callable[..., By]) -> None:
    client = browser_of("chanhvanphong")

    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, url)
        return len(queries)

    urls = [
        *BUDGET,
        reverse("plans:document", args=[plan.document_id]),
        reverse("plans:task", args=[Task.objects.earliest("pk").pk]),
    ]
    before = [asked(url) for url in urls]
    more = "\n".join(
        f"{n}. Phòng Kinh tế kiểm tra chợ số {n}, hoàn thành trước ngày {n % 28 + 1}/12/2021." for n in range(10, 60)
    )
    longer = PLAN.replace("01/KH", "02/KH")
    added = load_text(by_("chanhvanphong"), data=f"{longer}\n4. Giáo dục\n{more}".encode(), name="them.txt", issue=True)
    assert [asked(url) for url in urls] == before
    assert asked(reverse("plans:document", args=[added.document_id])) == before[len(BUDGET)]


def test_pages_open_no_transaction_and_write_nothing(plan: Plan, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    for url in [*BUDGET, reverse("plans:document", args=[plan.document_id])]:
        with CaptureQueriesContext(connection) as queries:
            page(client, url)
        assert not [q for q in queries if not q["sql"].lstrip(" (").startswith("SELECT")]


def test_the_command_page_gives_the_verdict_and_the_reason(plan: Plan, browser_of: Browser) -> None:
    html = page(browser_of("chanhvanphong"), "/desk/")
    assert "<h1>1 lĩnh vực chậm</h1>" in html
    assert "1/2 nhiệm vụ có thời hạn đã quá hạn (50%, ngưỡng 15%)" in html
    assert "Kế hoạch đã qua 55/92 ngày." in html
    assert "Chưa xếp lĩnh vực" in html
    assert "24/11/2021" in html


def test_a_unit_sees_the_counts_of_its_own_tasks(plan: Plan, browser_of: Browser) -> None:
    html = page(browser_of("phuong.hadinh.canbo"), "/desk/")
    assert "1 nhiệm vụ đã giao theo" in html
    assert "quá hạn (50%" not in html


def test_areas_outside_ones_scope_are_not_told_as_empty(plan: Plan, browser_of: Browser) -> None:
    """Work on the economy has been given; the deputy for urban affairs may not see it, and is not told that there is none."""
    html = page(browser_of("phochutich.dothi"), "/desk/")
    assert "Phát triển kinh tế" not in html
    assert "6 lĩnh vực khác ngoài phạm vi bạn được xem" in html
    assert "ngoài phạm vi" not in page(browser_of("chutich"), "/desk/")


def test_a_lead_that_is_no_unit_of_ours_is_named(plan: Plan, browser_of: Browser) -> None:
    html = page(browser_of("chanhvanphong"), reverse("plans:task", args=[Task.objects.get(code="0.01").pk]))
    assert "“Sở Nội vụ”" in html
    assert "chưa có trong danh mục đơn vị tại ngày văn bản" in html
    assert "văn bản không nêu" not in html


def test_search_without_accents_and_filters(plan: Plan, browser_of: Browser) -> None:
    client = browser_of("chanhvanphong")
    assert "dọn các điểm rác" in page(client, "/desk/tasks/?q=diem+rac").lower()
    assert "Không có nhiệm vụ nào khớp" in page(client, "/desk/tasks/?q=khong+he+co")
    overdue = page(client, "/desk/tasks/?state=over")
    assert "Rà soát nguồn thu" in overdue
    assert "rác tồn" not in overdue
    assert "rác tồn" in page(client, "/desk/tasks/?area=do-thi")
    assert "Sở Nội vụ" not in page(client, "/desk/tasks/?area=do-thi")


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=x",
        "page=999999999999",
        "unit=x",
        "unit=99999999999999999999",
        "plan='",
        "area=%00",
        "state=%3Cscript%3E",
        "q=%00%ff",
    ],
)
def test_odd_addresses_are_answered(plan: Plan, browser_of: Browser, query: str) -> None:
    client = browser_of("chanhvanphong")
    for url in ("/desk/tasks/", "/desk/", "/desk/documents/"):
        answer = client.get(f"{url}?{query}")
        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode().split("<main")[1]


def test_a_task_shows_its_words_its_units_and_its_history(plan: Plan, browser_of: Browser) -> None:
    task = Task.objects.get(code="1.01")
    html = page(browser_of("chanhvanphong"), reverse("plans:task", args=[task.pk]))
    assert '<span class="no">1.01</span>' in html
    assert "phối hợp với " in html.split("quote")[1]
    assert "trước 20/11/2021" in html
    assert "quá 5 ngày" in html
    assert "Chánh Văn phòng (minh họa): giao nhiệm vụ cùng kế hoạch" in html
    assert "đề nghị" not in html.split("<dt>Chủ trì</dt>")[1].split("</dd>")[0]


def test_the_document_page_marks_everything_and_links_tasks(plan: Plan, browser_of: Browser) -> None:
    html = page(browser_of("chanhvanphong"), reverse("plans:document", args=[plan.document_id]))
    task = Task.objects.get(code="2.01")
    assert f'<a class="no" href="/desk/tasks/{task.pk}/">2.01</a>' in html
    assert "m-task m-day" in html
    assert "m-cite" in html


def test_tasks_of_others_carry_no_number_in_a_document(plan: Plan, browser_of: Browser) -> None:
    html = page(browser_of("phuong.hadinh.canbo"), reverse("plans:document", args=[plan.document_id]))
    assert "2.01</a>" in html
    assert "1.01</a>" not in html


def test_words_of_a_document_never_become_markup(by_: Callable[..., By], browser_of: Browser) -> None:
    evil = PLAN.replace("các chợ dân sinh", "<script>alert(1)</script> các chợ")
    plan = load_text(by_("chanhvanphong"), data=evil.encode(), name='"><img src=x>.txt', issue=True)
    client = browser_of("chanhvanphong")
    task = Task.objects.get(code="1.02")
    for url in (
        "/desk/tasks/",
        reverse("plans:task", args=[task.pk]),
        reverse("plans:document", args=[plan.document_id]),
    ):
        assert "<script>alert" not in page(client, url)


def test_the_original_comes_as_a_download(plan: Plan, browser_of: Browser) -> None:
    answer: Any = browser_of("chanhvanphong").get(reverse("plans:original", args=[plan.document_id]))
    assert b"".join(answer.streaming_content).decode() == PLAN
    answer.close()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox"


def test_drafts_are_seen_by_those_who_draft(by_: Callable[..., By], browser_of: Browser) -> None:
    load_text(by_("chanhvanphong"), data=PLAN.encode(), name="x.txt")
    assert "Dự kiến, chưa giao" in page(browser_of("chanhvanphong"), "/desk/areas/do-thi/")
    assert "rác tồn" not in page(browser_of("phuong.hadinh.canbo"), "/desk/areas/do-thi/")
    assert "rác tồn" not in page(browser_of("phuong.hadinh.canbo"), "/desk/tasks/")
    assert "Chưa có nhiệm vụ nào được giao" in page(browser_of("chanhvanphong"), "/desk/")
