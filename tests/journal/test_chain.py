"""Each way of tampering that the chain can show is shown, with its place; what it cannot show by itself, an anchor shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from dieuhanh.kernel.journal import triggers
from dieuhanh.kernel.journal.chain import GENESIS, digest_of, link
from dieuhanh.kernel.journal.models import Act, Event, Head, Seal
from dieuhanh.kernel.journal.verification import anchor, verify

from .verbs import SYSTEM, make_area, make_areas, note, rename_all, rename_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> None:
    area = make_area(SYSTEM, number=1)
    make_areas(SYSTEM, numbers=[2, 3, 4])
    rename_area(SYSTEM, area=area, name="Kinh tế")
    rename_all(SYSTEM, name="Chung")
    note(SYSTEM)


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def behind_the_back(tamper: Callable[[], None]) -> None:
    """The owner of the database drops the triggers, changes something and lays them again."""
    triggers.drop()
    tamper()
    triggers.lay()


def test_an_untouched_chain_is_whole(chain: None) -> None:
    report = verify()
    assert report.whole, report.words
    assert report.acts == 5


def changed_act() -> None:
    sql("UPDATE journal_act SET reason = 'khác' WHERE id = (SELECT act_id FROM journal_seal WHERE seq = 2)")


def changed_actor() -> None:
    sql("UPDATE journal_act SET actor_id = 7 WHERE id = (SELECT act_id FROM journal_seal WHERE seq = 2)")


def changed_event() -> None:
    sql("UPDATE journal_event SET changes = '{}' WHERE act_id = (SELECT act_id FROM journal_seal WHERE seq = 3)")


def changed_members() -> None:
    sql("UPDATE journal_event SET members = %s WHERE act_id = (SELECT act_id FROM journal_seal WHERE seq = 2)", b"x")


def deleted_event() -> None:
    sql("DELETE FROM journal_event WHERE act_id = (SELECT act_id FROM journal_seal WHERE seq = 3)")


def inserted_event() -> None:
    act = Seal.objects.get(seq=3).act_id
    Event.objects.create(act_id=act, ordinal=9, kind="change", model="units.area", row=1, changes="{}")


def swapped_seals() -> None:
    second, third = Seal.objects.get(seq=2), Seal.objects.get(seq=3)
    sql("DELETE FROM journal_seal WHERE seq IN (2, 3)")
    for seq, seal in ((2, third), (3, second)):
        Seal.objects.create(seq=seq, act_id=seal.act_id, outcome=seal.outcome, digest=seal.digest, hash=seal.hash)


def deleted_act() -> None:
    act = Seal.objects.get(seq=2).act_id
    sql("DELETE FROM journal_event WHERE act_id = %s", act)
    sql("DELETE FROM journal_seal WHERE act_id = %s", act)


@pytest.mark.parametrize(
    ("tamper", "place"),
    [
        (changed_act, "số 2"),
        (changed_actor, "số 2"),
        (changed_event, "số 3"),
        (changed_members, "số 2"),
        (deleted_event, "số 3"),
        (inserted_event, "số 3"),
        (swapped_seals, "số 2"),
        (deleted_act, "số 2"),
    ],
)
def test_tampering_is_found_with_its_place(chain: None, tamper: Callable[[], None], place: str) -> None:
    behind_the_back(tamper)
    report = verify()
    assert not report.whole
    assert place in report.words


def test_an_act_put_in_beside_the_chain(chain: None) -> None:
    first = Act.objects.earliest("pk")
    Act.objects.create(verb="tests.forged", at=first.at, day=first.day, channel="web")
    assert "ngoài chuỗi" in verify().words


def test_the_last_act_cut_off_is_shown_by_an_anchor_only(chain: None) -> None:
    kept = anchor()

    def cut() -> None:
        last = Seal.objects.latest("seq")
        before = Seal.objects.get(seq=last.seq - 1)
        sql("DELETE FROM journal_event WHERE act_id = %s", last.act_id)
        sql("DELETE FROM journal_seal WHERE seq = %s", last.seq)
        sql("DELETE FROM journal_act WHERE id = %s", last.act_id)
        Head.objects.update(seq=before.seq, hash=bytes(before.hash))

    behind_the_back(cut)
    assert verify().whole
    assert not verify(since=kept).whole


def test_a_whole_chain_recomputed_is_shown_by_an_anchor_only(chain: None) -> None:
    kept = anchor()

    def recompute() -> None:
        sql("UPDATE journal_act SET reason = 'khác' WHERE id = (SELECT act_id FROM journal_seal WHERE seq = 1)")
        previous = GENESIS
        for seal in Seal.objects.select_related("act").order_by("seq"):
            digest = digest_of(seal.act, seal.outcome, seal.act.events.order_by("ordinal"))
            previous = link(previous, seal.seq, digest)
            Seal.objects.filter(seq=seal.seq).update(digest=digest, hash=previous)
        Head.objects.update(hash=previous)

    behind_the_back(recompute)
    assert verify().whole
    assert "mốc" in verify(since=kept).words


def test_an_anchor_costs_only_what_is_new(chain: None) -> None:
    kept = anchor()
    make_area(SYSTEM, number=50)
    report = verify(since=kept)
    assert (report.whole, report.acts) == (True, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_act SET reason = 'x'",
        "DELETE FROM journal_event",
        "UPDATE journal_seal SET outcome = 'x'",
        "DELETE FROM journal_head",
        "DELETE FROM journal_seal",
    ],
)
def test_the_database_itself_refuses(chain: None, statement: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement)


@pytest.mark.only("sqlite")
def test_insert_or_replace_does_not_pass_by_the_triggers(chain: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("INSERT OR REPLACE INTO journal_seal SELECT seq, act_id, 'x', digest, hash FROM journal_seal WHERE seq = 1")


def test_missing_triggers_are_told(chain: None) -> None:
    triggers.drop()
    assert "khóa chống sửa" in verify().words
    triggers.lay()
    assert verify().whole


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO journal_event SELECT id + 1000, ordinal, kind, model, row, count, via, '{}', members, act_id FROM journal_event",
        "INSERT OR REPLACE INTO journal_seal SELECT seq + 1000, outcome, digest, hash, act_id FROM journal_seal",
    ],
)
def test_no_unique_key_lets_a_row_be_replaced(chain: None, statement: str) -> None:
    columns = {
        "journal_event": "id, ordinal, kind, model, row, count, via, changes, members, act_id",
        "journal_seal": "seq, outcome, digest, hash, act_id",
    }
    table = statement.split()[4]
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(statement.replace(table, f"{table} ({columns[table]})", 1))


@pytest.mark.only("sqlite")
def test_an_event_of_no_act_is_found(chain: None) -> None:
    """Put in beside the chain it would be blamed on the honest act that gets its number next. PostgreSQL's foreign key refuses it."""
    connection.disable_constraint_checking()
    Event.objects.create(act_id=888_888, ordinal=0, kind="change", model="x", changes="{}")
    assert "không thuộc lượt ghi nào" in verify().words
    triggers.drop()
    Event.objects.filter(act_id=888_888).delete()
    triggers.lay()


def test_a_trigger_that_does_nothing_under_its_name_is_told_and_laid_again(chain: None) -> None:
    name, table = "dieuhanh_journal_seal_delete", "journal_seal"
    if connection.vendor == "postgresql":
        sql(
            "CREATE OR REPLACE FUNCTION dieuhanh_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
        )
    else:
        sql(f"DROP TRIGGER {name}")
        sql(f"CREATE TRIGGER {name} BEFORE DELETE ON {table} BEGIN SELECT 1; END")
    assert "khóa chống sửa" in verify().words
    triggers.lay()
    assert triggers.missing() == set()
    assert verify().whole


@pytest.mark.only("postgresql")
def test_a_disabled_trigger_is_told_and_laid_again(chain: None) -> None:
    sql("ALTER TABLE journal_seal DISABLE TRIGGER dieuhanh_journal_seal_change")
    assert "khóa chống sửa" in verify().words
    triggers.lay()
    assert verify().whole


def test_a_seal_after_the_head_is_told(chain: None) -> None:
    act = Act.objects.create(verb="tests.forged", at=Act.objects.earliest("pk").at, day="2021-11-24", channel="web")
    Seal.objects.create(seq=6, act=act, outcome="", digest=bytes(32), hash=bytes(32))
    assert "đầu nhật ký" in verify().words


def test_an_act_put_in_beside_the_chain_is_told_from_an_anchor_too(chain: None) -> None:
    first = Act.objects.earliest("pk")
    Act.objects.create(verb="tests.forged", at=first.at, day=first.day, channel="web")
    assert "ngoài chuỗi" in verify(since=anchor()).words
