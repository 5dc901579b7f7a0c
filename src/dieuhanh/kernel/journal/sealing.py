"""The end of an act: its events, then under one lock its number in the chain and the hash that binds it."""

from __future__ import annotations

from django.db import connection

from dieuhanh.kernel.journal.chain import digest_of, link
from dieuhanh.kernel.journal.current import Writing
from dieuhanh.kernel.journal.models import Event, PersonalValue


def seal(writing: Writing, outcome: str) -> None:
    act = writing.act
    events = [pending.event for pending in writing.pending]
    for event in events:
        event.act_id = act.pk
    Event.objects.bulk_create(events)
    personal = []
    for pending in writing.pending:
        for value in pending.personal:
            value.event_id = pending.event.pk
            personal.append(value)
    if personal:
        PersonalValue.objects.bulk_create(personal)
    _append_to_chain(act.pk, outcome[:96], digest_of(act, outcome[:96], events))


def _append_to_chain(act_id: int, outcome: str, digest: bytes) -> None:
    """Three plain statements under the lock: through the ORM they cost a third of the throughput on PostgreSQL.

    PostgreSQL checks foreign keys at commit and wants share locks then; asked before the chain's lock, so that nobody waits for a row
    while holding the chain. Never on SQLite: it would read the whole file.
    """
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgres:
            # And no word to defer them again: nothing but the seal follows.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT seq, hash FROM journal_head WHERE id = 1" + (" FOR NO KEY UPDATE" if postgres else ""))
        seq, previous = cursor.fetchone()
        seq += 1
        chained = link(bytes(previous), seq, digest)
        cursor.execute(
            "INSERT INTO journal_seal (seq, act_id, outcome, digest, hash) VALUES (%s, %s, %s, %s, %s)",
            [seq, act_id, outcome, digest, chained],
        )
        cursor.execute("UPDATE journal_head SET seq = %s, hash = %s WHERE id = 1", [seq, chained])
