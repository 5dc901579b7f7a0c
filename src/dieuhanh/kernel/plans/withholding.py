"""A document made public without the areas that are not: their sections and the lines of their tasks are left out, and it says so.

Without this a list that hides the tasks of defence would stand beside the text that tells them.
"""

from __future__ import annotations

from collections.abc import Collection

from dieuhanh.kernel.documents.models import Clause
from dieuhanh.kernel.plans.models import PlanHeading, Task

LEFT_OUT = "[…] Phần này không công khai."
Span = tuple[int, int]


def withheld_spans(document_id: int, shown: Collection[int], *, no_area: int, length: int) -> list[Span]:
    """The stretches of a document's text that belong to areas not `shown`: whole sections, and tasks wherever they stand. Three questions."""
    tasks = Task.objects.filter(plan__document=document_id, start__isnull=False).values_list("area_id", "start", "end")
    headings = PlanHeading.objects.filter(plan__document=document_id, area__isnull=False)
    hidden = [(start or 0, end or 0) for area, start, end in tasks if (area or no_area) not in shown]
    begins = {start for area, start in headings.values_list("area_id", "start") if area not in shown}
    clauses = list(Clause.objects.filter(document=document_id).order_by("ordinal").values_list("level", "start"))
    for index, (level, start) in enumerate(clauses):
        if start in begins:
            after = (begin for depth, begin in clauses[index + 1 :] if depth <= level)
            hidden.append((start, next(after, length)))
    return hidden


def without(text: str, spans: Collection[Span]) -> str:
    """The text without every line that a span touches; one notice for each stretch that is left out.

    >>> without("một\\nhai\\nba\\nbốn\\n", [(5, 6), (8, 9)])
    'một\\n[…] Phần này không công khai.\\nbốn\\n'
    """
    kept: list[str] = []
    at = 0
    for line in text.splitlines(keepends=True):
        begin, at = at, at + len(line)
        if not any(start < at and begin < end for start, end in spans):
            kept.append(line)
        elif not kept or kept[-1] != f"{LEFT_OUT}\n":
            kept.append(f"{LEFT_OUT}\n")
    return "".join(kept)
