"""The staff pages over the demo: how many questions each asks the database and how long the warm page takes. Nothing is compared."""

from __future__ import annotations

import statistics
import time
from typing import Any

from bench.ground import database as prepared
from bench.measured import Measured

PASSWORD = "khong-quan-trong-o-day"
PEOPLE = ["chanhvanphong", "phuong.hadinh.canbo"]
PAGES = [
    "/desk/",
    "/desk/areas/do-thi/",
    "/desk/tasks/",
    "/desk/tasks/?q=ve+sinh",
    "/desk/documents/",
    "/desk/units/",
    "/desk/tasks/{task}/",
    "/desk/documents/{document}/",
]


def run(quick: bool, database: str) -> Measured:
    with prepared(database):
        from django.core.management import call_command

        from dieuhanh.demo.loader import DAY, load_demo
        from dieuhanh.demo.quarter.days import ISSUED

        call_command("collectstatic", verbosity=0, interactive=False)  # pages name static files as they do for people
        load_demo(PASSWORD, ISSUED if quick else DAY)
        rows = [row for who in PEOPLE for row in _pages_of(who, 2 if quick else 15)]
    total = sum(row["ms"] for row in rows) / 1000
    return Measured("pages", total, size=len(rows), database=database, more={"pages": rows})


def _pages_of(who: str, rounds: int) -> list[dict[str, Any]]:
    from django.test import Client

    from dieuhanh.kernel.access.models import User
    from dieuhanh.kernel.installation.clock import pinned
    from dieuhanh.kernel.plans.models import Assignment, Plan, Task

    owed = Assignment.objects.filter(unit__posts__holdings__person__user__username=who).order_by("task_id").first()
    task = owed.task_id if owed else Task.objects.order_by("pk").values_list("pk", flat=True)[0]
    document = Plan.objects.get(document__isnull=False).document_id
    client = Client(headers={"host": "localhost"})
    with pinned():  # signing in is an act; each page pins its own day
        client.force_login(User.objects.get(username=who))
    return [{"who": who, **_page(client, page.format(task=task, document=document), rounds)} for page in PAGES]


def _page(client: Any, url: str, rounds: int) -> dict[str, Any]:
    """Questions are counted in one request and times taken in others: keeping each question costs time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    asked = len(queries)  # read now: the next request empties the log it lies in
    if answer.status_code != 200:
        raise SystemExit(f"bench: {url} answers {answer.status_code}")
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        client.get(url)
        times.append(time.perf_counter() - begun)
    return {"url": url, "queries": asked, "ms": round(1000 * statistics.median(times), 1)}
