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
    "{task}",
    "{document}",
]


def run(quick: bool, database: str) -> Measured:
    with prepared(database):
        from dieuhanh.demo.loader import load_demo
        from dieuhanh.kernel.installation.clock import pinned

        load_demo(PASSWORD)
        with pinned():
            rows = [_page(who, url, 2 if quick else 15) for who in PEOPLE for url in PAGES]
    total = sum(row["ms"] for row in rows) / 1000
    return Measured("pages", total, size=len(rows), database=database, more={"pages": rows})


def _page(who: str, url: str, rounds: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    from dieuhanh.kernel.access.models import Person
    from dieuhanh.kernel.plans.models import Assignment, Plan

    person = Person.objects.select_related("user").get(user__username=who)
    assert person.user
    task = Assignment.objects.filter(unit__posts__holdings__person=person).values_list("task", flat=True).first()
    address = url.format(
        task=f"/desk/tasks/{task or 1}/", document=f"/desk/documents/{Plan.objects.get().document_id}/"
    )
    # The names of static files with their hashes are known after collectstatic only.
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain, ALLOWED_HOSTS=["testserver"]):
        client = Client()
        client.force_login(person.user)
        client.get(address)
        times = []
        for _ in range(rounds):
            begun = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(address)
            times.append(time.perf_counter() - begun)
            assert answer.status_code == 200, (who, address, answer.status_code)
    return {"who": who, "url": address, "queries": len(queries), "ms": round(1000 * statistics.median(times), 1)}
