"""Do the dated rows of every unit join without gap or overlap? One query over all units, the same on both databases."""

from __future__ import annotations

from django.db import connection

# Names must span the unit's whole life. Places in a tree may begin later (a unit enters a tree it did not stand in), but once
# begun they may not break off; in the territorial tree they span it too.
SPANS = """
WITH dated AS (
    SELECT 'tên' AS what, unit_id, 0 AS tree, 1 AS whole, from_day, until_day FROM units_unitname
    UNION ALL
    SELECT 'cấp trên', p.unit_id, p.hierarchy_id, CASE WHEN h.code = 'territorial' THEN 1 ELSE 0 END, p.from_day, p.until_day
    FROM units_unitparent p JOIN units_hierarchy h ON h.id = p.hierarchy_id
), joined AS (
    SELECT dated.*, LAG(until_day) OVER (PARTITION BY what, unit_id, tree ORDER BY from_day, until_day) AS before_until,
        LEAD(from_day) OVER (PARTITION BY what, unit_id, tree ORDER BY from_day, until_day) AS next_from
    FROM dated
)
SELECT j.what, u.id, j.from_day, j.until_day
FROM units_unit u JOIN joined j ON j.unit_id = u.id
WHERE j.before_until <> j.from_day
    OR j.before_until IS NULL AND (j.whole = 1 AND j.from_day <> u.from_day OR j.from_day < u.from_day)
    OR j.next_from IS NULL AND j.until_day <> u.until_day
UNION ALL
SELECT 'tên', u.id, u.from_day, u.until_day FROM units_unit u
WHERE NOT EXISTS (SELECT 1 FROM units_unitname n WHERE n.unit_id = u.id)
ORDER BY 2, 1, 3
LIMIT 20
"""


def broken_days() -> list[str]:
    """The first twenty places in words."""
    with connection.cursor() as cursor:
        cursor.execute(SPANS)
        rows = cursor.fetchall()
    return [f"đơn vị mã {unit}: {what} từ {_day(first)} đến trước {_day(last)}" for what, unit, first, last in rows]


def _day(value: object) -> str:
    """SQLite gives a day of a plain query as text."""
    year, month, day = str(value).split("-")
    return f"{day}/{month}/{year}"
