"""My desk with 500 things owed beside the desk of one with 50, whole HTML, in a database of 20,000 tasks.

Goal: at most 2 x, for both show one page of 50. `queries`: how many questions each asks: the same number.
"""

from __future__ import annotations

from typing import Any

from bench.ground import database as prepared
from bench.many_tasks import DAY, OTHER_OFFICER, WARD_OFFICER, add_tasks, found_province, take_over
from bench.measured import Measured, in_turn

URL = "/desk/mine/"


def run(quick: bool, database: str) -> Measured:
    size, many, few, rounds = (300, 60, 6, 1) if quick else (20_000, 500, 50, 9)
    with prepared(database):
        from django.core.management import call_command

        from dieuhanh.kernel.installation.clock import pinned

        call_command("collectstatic", verbosity=0, interactive=False)
        with pinned(DAY):
            add_tasks(found_province(), size)
            take_over(WARD_OFFICER, many)
            take_over(OTHER_OFFICER, few)
            ours, other = _client(WARD_OFFICER), _client(OTHER_OFFICER)
        asked = {str(many): _questions(ours), str(few): _questions(other)}
        seconds, baseline = in_turn(lambda: _page(ours), lambda: _page(other), rounds)
    return Measured("desk", seconds, baseline, size=size, database=database, goal=2.0, more={"queries": asked})


def _client(username: str) -> Any:
    from django.test import Client

    from dieuhanh.kernel.access.models import User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=username))
    return client


def _page(client: Any) -> None:
    answer = client.get(URL)
    if answer.status_code != 200:
        raise SystemExit(f"bench: {URL} answers {answer.status_code}")


def _questions(client: Any) -> int:
    """Of the second request: the first finds out who asks."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _page(client)
    with CaptureQueriesContext(connection) as queries:
        _page(client)
        return len(queries)
