"""The one table of what the public face may read. What stands nowhere here is not public: no person, no draft, no product of a task.

Labels and not classes: most of these models lie in higher rooms.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

PUBLIC_FIELDS: dict[str, tuple[str, ...]] = {
    "installation.installation": ("name", "kind", "day", "trial"),
    "units.area": ("id", "code", "number", "name"),
    "units.unitname": ("unit_id", "name"),
    "documents.document": ("id", "kind", "symbol", "date", "issuer", "title", "text"),
    "plans.plan": ("id", "document_id", "title"),
    "plans.assignment": ("task_id", "unit_id"),
    "plans.task": (
        "id",
        "plan_id",
        "area_id",
        "code",
        "title",
        "due_at",
        "due_iso",
        "due_rule",
        "due_text",
        "due_type",
        "due_order",
        "phase",
        "state",
        "first_due_at",
        "times_moved",
    ),
    "publication.publication": ("model", "row", "slug", "areas", "since"),
    "publication.publicface": ("slogan", "motto", "responsible", "address", "telephone", "contact"),
}


def public_values(
    rows: QuerySet, *computed: str, without: frozenset[str] = frozenset()
) -> QuerySet[Any, dict[str, Any]]:
    """The rows as their public fields and nothing else; `computed` are annotations of the query, `without` what a list can spare."""
    declared = [name for name in PUBLIC_FIELDS[rows.model._meta.label_lower] if name not in without]
    return rows.values(*declared, *computed)
