"""The morning's mails for 500 people out of 20,000 tasks, beside the bare insert of the same mails; the questions asked must not grow."""

from __future__ import annotations

import os
import statistics
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bench.ground import database as prepared
from bench.many_tasks import DAY, add_tasks, found_province
from bench.measured import Measured

if TYPE_CHECKING:
    from dieuhanh.kernel.access.models import Person

PEOPLE, TASKS, ROUNDS = 500, 20_000, 5
QUICK = (20, 300, 1)
SMTP = "smtp://127.0.0.1:9?from=dieuhanh@example.vn"  # nothing is sent here: the mails are made and wait
DAYS = [DAY + timedelta(days=n) for n in (0, 1, 2, 5, 6, 7, 8)]  # working days


def run(quick: bool, database: str) -> Measured:
    kept = os.environ.get("DIEUHANH_SMTP_URL")
    os.environ["DIEUHANH_SMTP_URL"] = SMTP
    try:
        with prepared(database):
            return _measure(*(QUICK if quick else (PEOPLE, TASKS, ROUNDS)), database)
    finally:
        os.environ.pop("DIEUHANH_SMTP_URL")
        if kept is not None:
            os.environ["DIEUHANH_SMTP_URL"] = kept


def _measure(people: int, tasks: int, rounds: int, database: str) -> Measured:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from dieuhanh.kernel.installation.clock import pinned
    from dieuhanh.kernel.notices.digest import digest_of

    with pinned(DAY):
        add_tasks(found_province(kind="office"), tasks)
        with_address = _people(people)
    ours: list[float] = []
    baseline: list[float] = []
    asked = 0
    for number, day in enumerate(DAYS[: rounds + 1]):
        with pinned(day):
            begun = time.perf_counter()
            made = digest_of(day)
            seconds = time.perf_counter() - begun
            if number:
                ours.append(seconds)
                baseline.append(_insert_again(day))
    with pinned(DAYS[-1]), CaptureQueriesContext(connection) as queries:
        digest_of(DAYS[-1])
        asked = len(queries)
    more = {"mails": made, "people": len(with_address), "queries": asked}
    ratio = (statistics.median(ours), statistics.median(baseline))
    return Measured("digest", *ratio, size=people, database=database, goal=60, more=more)


def _people(count: int) -> list[Person]:
    """Heads of units first, then officers; each with an address."""
    from dieuhanh.kernel.access.models import Person
    from dieuhanh.kernel.access.people import load_people
    from dieuhanh.kernel.journal.actions import By, action, create_many
    from dieuhanh.kernel.notices.models import Address
    from dieuhanh.kernel.units.queries import names_on

    units = [name.name for name in names_on(DAY).values()]
    rows = []
    for n in range(count):
        unit, role = units[n % len(units)], "unit_head" if n < len(units) else "unit_officer"
        roles = [{"role": role, "unit": unit, "area": None}]
        rows.append({"name": f"Người {n}", "username": f"nguoi.{n}", "post": "x", "unit": unit, "roles": roles})

    @action("bench.people", may=None)
    def add(by: By) -> None:
        load_people(by, rows=rows, password_hash="!", from_day=date(2021, 1, 1))
        made = Person.objects.filter(user__username__startswith="nguoi.")
        create_many([Address(person=p, email=f"n{p.pk}@example.vn", own=True) for p in made])

    add(By(channel="system", day=DAY))
    return list(Person.objects.filter(user__username__startswith="nguoi."))


def _insert_again(day: date) -> float:
    """The mails of the day anew under other keys, in one bare insert; then they go away."""
    from django.db import transaction

    from dieuhanh.kernel.journal.queue import writers_turn
    from dieuhanh.kernel.notices.models import Message

    mails = list(Message.objects.filter(day=day))
    for mail in mails:
        mail.pk, mail.key, mail.message_id = None, "bench", f"{mail.message_id}.bench"
    begun = time.perf_counter()
    with writers_turn(), transaction.atomic():
        Message._base_manager.bulk_create(mails, batch_size=500)
    seconds = time.perf_counter() - begun
    Message.objects.filter(key="bench").delete()
    return seconds
