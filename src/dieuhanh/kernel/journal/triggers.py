"""The database itself refuses to change the journal: evidence's first line. Laid again after every migration, since Django
rebuilds tables on SQLite and their triggers go with the old table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

FROZEN = ("journal_act", "journal_event", "journal_seal")
KEPT = ("journal_head", "journal_personalvalue", "installation_installation")  # may change in stated ways, never go
# What makes a row the same row: INSERT OR REPLACE under any of these would take the place of one that stands.
KEYS = {
    "journal_act": ("id", "once_key"),
    "journal_event": ("id", "act_id, ordinal"),
    "journal_seal": ("seq", "act_id"),
    "journal_head": ("id",),
    "journal_personalvalue": ("id", "event_id, field, side"),
    "installation_installation": ("id",),
}
PREFIX = "dieuhanh_"
# Stated ways: the head moves on; a personal value is emptied; an installation keeps its kind and stays
# on trial or for real, and its day never goes back.
FORBIDDEN_CHANGE = {
    "journal_personalvalue": "NEW.value <> '' OR length(NEW.salt) > 0"
    " OR NEW.event_id <> OLD.event_id OR NEW.field <> OLD.field OR NEW.side <> OLD.side",
    "installation_installation": "NEW.kind <> OLD.kind OR NEW.day < OLD.day OR NEW.trial <> OLD.trial",
}


def lay(using: str = "default") -> None:
    """Lay every trigger that is not there as it should be; safe to call again."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        wanting = missing(using)
        for name in wanting & set(present(using)):
            cursor.execute(_dropping(connection, name))
        for name, statement in _statements(connection):
            if name in wanting:
                cursor.execute(statement)


def drop(using: str = "default") -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for name in present(using):
            cursor.execute(_dropping(connection, name))


def _dropping(connection: BaseDatabaseWrapper, name: str) -> str:
    table = next(t for t in KEYS if name.startswith(f"{PREFIX}{t}_"))
    return f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else "")


def present(using: str = "default") -> dict[str, str]:
    """Our triggers in the database: name -> what it does, as the database holds it."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        query = (
            "SELECT t.tgname, CASE t.tgenabled WHEN 'D' THEN 'disabled'"
            " ELSE md5(p.prosrc) || ' ' || pg_get_triggerdef(t.oid) END FROM pg_trigger t"
            " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE t.tgname LIKE %s AND pg_table_is_visible(c.oid)"
        )
    else:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [f"{PREFIX}%"])
        return dict(cursor.fetchall())


def missing(using: str = "default") -> set[str]:
    """The names of triggers that are gone, or do something else under their name."""
    connection, there = connections[using], present(using)
    return {name for name, statement in _statements(connection) if not _does(connection, there.get(name), statement)}


def _does(connection: BaseDatabaseWrapper, found: str | None, statement: str) -> bool:
    """SQLite keeps a statement as it was given. PostgreSQL prints its own form: the function's body, the table, the events and, where
    there is none, the absence of a condition are compared."""
    if found is None or connection.vendor != "postgresql":
        return found == statement
    body = _POSTGRES_FUNCTION.split("$$")[1]
    events = statement.split(" BEFORE ")[1].split(" ON ")[0].split(" OR ")
    shown = found.split(" BEFORE ")[1].split(" ON ")[0].split(" OR ") if " BEFORE " in found else []
    whole = found.startswith(hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()) and sorted(shown) == sorted(
        events
    )
    return whole and (" WHEN (" in found) == (" WHEN (" in statement)


def _statements(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str]]:
    return _postgres() if connection.vendor == "postgresql" else _sqlite()


def _sqlite() -> Iterator[tuple[str, str]]:
    def trigger(table: str, what: str, event: str, when: str = "") -> tuple[str, str]:
        name = f"{PREFIX}{table}_{what}"
        condition = f" WHEN {when}" if when else ""
        return (
            name,
            f"CREATE TRIGGER {name} BEFORE {event} ON {table}{condition} BEGIN SELECT RAISE(ABORT, '{table}: nhật ký không sửa được'); END",
        )

    for table in FROZEN:
        yield trigger(table, "update", "UPDATE")
    for table, forbidden in FORBIDDEN_CHANGE.items():
        yield trigger(table, "update", "UPDATE", forbidden)
    for table, keys in KEYS.items():
        yield trigger(table, "delete", "DELETE")
        # INSERT OR REPLACE passes by UPDATE and DELETE triggers
        same = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {_same(key)})" for key in keys)
        yield trigger(table, "replace", "INSERT", same)


def _same(key: str) -> str:
    return " AND ".join(f"{column} = NEW.{column}" for column in key.split(", "))


_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION dieuhanh_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: nhật ký không sửa được', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _postgres() -> Iterator[tuple[str, str]]:
    def trigger(table: str, what: str, event: str, each: str = "STATEMENT", when: str = "") -> tuple[str, str]:
        name = f"{PREFIX}{table}_{what}"
        condition = f" WHEN ({when})" if when else ""
        return (
            name,
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each}{condition} EXECUTE FUNCTION dieuhanh_refuse()",
        )

    for table in FROZEN:
        yield trigger(table, "change", "UPDATE OR DELETE OR TRUNCATE")
    for table in KEPT:
        yield trigger(table, "delete", "DELETE OR TRUNCATE")
    for table, forbidden in FORBIDDEN_CHANGE.items():
        yield trigger(table, "update", "UPDATE", "ROW", forbidden)
