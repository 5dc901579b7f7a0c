"""The database itself refuses to change the journal: evidence's first line. Laid again after every migration, since Django
rebuilds tables on SQLite and their triggers go with the old table.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

FROZEN = ("journal_act", "journal_event", "journal_seal")
KEPT = {
    "journal_head": "id",
    "journal_personalvalue": "id",
    "installation_installation": "id",
}  # may change in stated ways, never go
KEYS = {"journal_act": "id", "journal_event": "id", "journal_seal": "seq", **KEPT}
PREFIX = "dieuhanh_"
# Stated ways: the head moves on; a personal value is emptied; an installation keeps its kind and its day never goes back.
FORBIDDEN_CHANGE = {
    "journal_personalvalue": "NEW.value <> '' OR length(NEW.salt) > 0"
    " OR NEW.event_id <> OLD.event_id OR NEW.field <> OLD.field OR NEW.side <> OLD.side",
    "installation_installation": "NEW.kind <> OLD.kind OR NEW.day < OLD.day",
}


def lay(using: str = "default") -> None:
    """Lay every trigger that is not there; safe to call again."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        missing = expected(connection) - present(using)
        for name, statement in _statements(connection):
            if name in missing:
                cursor.execute(statement)


def drop(using: str = "default") -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        for name in present(using):
            table = next(t for t in KEYS if name.startswith(f"{PREFIX}{t}_"))
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))


def present(using: str = "default") -> set[str]:
    """The names of our triggers in the database."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        query = "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgenabled <> 'D' AND t.tgname LIKE %s AND pg_table_is_visible(c.oid)"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [f"{PREFIX}%"])
        return {row[0] for row in cursor.fetchall()}


def missing(using: str = "default") -> set[str]:
    return expected(connections[using]) - present(using)


def expected(connection: BaseDatabaseWrapper) -> set[str]:
    return {name for name, _ in _statements(connection)}


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
    for table, key in KEYS.items():
        yield trigger(table, "delete", "DELETE")
        # INSERT OR REPLACE passes by UPDATE and DELETE triggers
        yield trigger(table, "replace", "INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})")


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
