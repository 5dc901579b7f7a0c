"""What a fixture has built by the product's own actions, written again row by row for each test after the first.

Building an office takes a third of a second, hundreds of tests begin with one, and the rows are the same each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from dieuhanh.kernel.journal import generation

Rows = dict[str, tuple[list[str], set[tuple[Any, ...]]]]
_kept: dict[str, _Built] = {}


@dataclass(frozen=True, slots=True)
class _Built:
    """`before`: the database that it was built on. Written on any other it would not fit, and is built anew."""

    before: Rows
    after: Rows


def remembered(name: str, build: Callable[[], object]) -> None:
    before = _rows()
    found = _kept.get(name)
    if found is None or found.before != before:
        build()
        _kept[name] = _Built(before, _rows())
        return
    _write(found)
    generation._values.clear()  # the end of the chain is the same as in another test, which may have gone on differently


def _rows() -> Rows:
    """Of every table, as the database gives them."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.django_table_names(only_existing=True)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [column[0] for column in cursor.description]
            found[table] = columns, {tuple(map(_plain, row)) for row in cursor.fetchall()}
    return found


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _write(built: _Built) -> None:
    """Rows that are gone or changed are few: the head of the chain, the number of the public face."""
    with transaction.atomic(), connection.cursor() as cursor:  # keys of one table wait for the rows of another
        for table, (columns, rows) in built.after.items():
            standing = built.before[table][1]
            name, key = connection.ops.quote_name(table), columns[0]
            keys = {row[0] for row in standing}
            changed = [row for row in rows - standing if row[0] in keys]
            for row in changed:
                values = ", ".join(f"{connection.ops.quote_name(column)} = %s" for column in columns)
                cursor.execute(f"UPDATE {name} SET {values} WHERE {key} = %s", [*row, row[0]])
            made = sorted((row for row in rows - standing if row[0] not in keys), key=lambda row: row[0])
            if made:
                places = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {name} VALUES ({places})", made)
