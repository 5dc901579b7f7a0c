"""What a fixture has built by the product's own actions, written again row by row for each test after the first.

Building an office takes a third of a second, hundreds of tests begin with one, and the rows are the same each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from dieuhanh.kernel.journal import generation

Row = tuple[Any, ...]
Rows = dict[str, tuple[list[str], set[Row]]]
_kept: dict[str, _Built] = {}


@dataclass(frozen=True, slots=True)
class _Built:
    """`before`: the database that it was built on. Written on any other it would not fit, and is built anew."""

    before: Rows
    changed: list[tuple[str, Row]]  # and those that are gone
    made: list[tuple[str, list[Row]]]


def remembered(name: str, build: Callable[[], object]) -> None:
    """One may follow another: what the second has built is written on what the first has written."""
    before = _rows()
    found = _kept.get(name)
    if found is None or found.before != before:
        build()
        _kept[name] = _difference(before, _rows())
        return
    with transaction.atomic(), connection.cursor() as cursor:  # keys of one table wait for the rows of another
        for sql, row in found.changed:
            cursor.execute(sql, row)
        for sql, rows in found.made:
            cursor.executemany(sql, rows)
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


def _difference(before: Rows, after: Rows) -> _Built:
    """Rows that are gone or changed are few: counts of a plan, the head of the chain, the number of the public face."""
    built = _Built(before, [], [])
    for table, (columns, rows) in after.items():
        standing = before[table][1]
        keys = {row[0] for row in standing}
        name, key = connection.ops.quote_name(table), columns[0]
        values = ", ".join(f"{connection.ops.quote_name(column)} = %s" for column in columns)
        gone = sorted(keys - {row[0] for row in rows})
        built.changed.extend((f"DELETE FROM {name} WHERE {key} = %s", (one,)) for one in gone)
        new = sorted(rows - standing, key=lambda row: row[0])
        built.changed.extend(
            (f"UPDATE {name} SET {values} WHERE {key} = %s", (*row, row[0])) for row in new if row[0] in keys
        )
        if made := [row for row in new if row[0] not in keys]:
            built.made.append((f"INSERT INTO {name} VALUES ({', '.join(['%s'] * len(columns))})", made))
    return built
