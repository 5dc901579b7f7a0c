"""What the public pages show; every figure comes from public rows in their public fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from dieuhanh.faces.portal.counting.figures import visit_figures
from dieuhanh.kernel.pages.pager import Page
from dieuhanh.kernel.plans.public import (
    AreaLine,
    PublicTask,
    area_lines,
    in_force,
    public_document,
    public_documents,
    public_page,
    public_plans,
    public_tasks,
)
from dieuhanh.kernel.plans.publishing import DOCUMENT, PLAN
from dieuhanh.kernel.plans.timeliness import WORDS, Counts
from dieuhanh.kernel.publication.models import Publication
from dieuhanh.kernel.publication.queries import published

ON_HOME = 5  # documents
NO_AREA = "khac"


@dataclass(frozen=True, slots=True)
class Glance:
    """Public plans by areas. `verdict` is the heading: the news, in words."""

    lines: list[AreaLine]

    @property
    def counts(self) -> Counts:
        return sum((line.counts for line in self.lines), Counts())

    @property
    def hidden(self) -> int:
        return sum(line.hidden for line in self.lines)

    @property
    def verdict(self) -> str:
        counts = self.counts
        if not counts.over:
            return _("không có nhiệm vụ quá hạn")
        return _("%(over)d trong %(total)d nhiệm vụ quá hạn") % {"over": counts.over, "total": counts.total}


def glance(publications: Sequence[Publication]) -> dict[str, Any]:
    """The plans in force among the publications."""
    running = in_force(publications)
    return {"glance": Glance(area_lines(running)), "plans": public_plans(running)}


def home() -> dict[str, Any]:
    return {**glance(published(PLAN)), "documents": public_documents(ON_HOME), "visits": visit_figures()}


def plans() -> dict[str, Any]:
    every = published(PLAN)
    found = glance(every)
    running = {plan.pk for plan in found["plans"]}
    return {**found, "past": public_plans([publication for publication in every if publication.row not in running])}


def plan(slug: str, number: int) -> dict[str, Any] | None:
    chosen = [publication for publication in published(PLAN) if publication.slug == slug]
    return plan_page(chosen[0], number) if chosen else None


def plan_page(publication: Publication, number: int, **kept: str) -> dict[str, Any] | None:
    """The tasks of one plan; also the preview of a publication that is not made yet. `kept`: what a preview's next page must carry."""
    one = [publication]
    lines = area_lines(one)
    found = task_list(one, lines, number, **kept)
    return found and {**found, "plan": public_plans(one)[0], "lines": lines}


def area(slug: str, number: int) -> dict[str, Any] | None:
    publications = in_force(published(PLAN))
    lines = [line for line in area_lines(publications) if (line.area["code"] if line.area else NO_AREA) == slug]
    found = task_list(publications, lines, number) if lines else None
    return found and {**found, "line": lines[0], "area": lines[0].area, "plans": public_plans(publications)}


def task_list(
    publications: Sequence[Publication], lines: list[AreaLine], number: int, **kept: str
) -> dict[str, Any] | None:
    """A page of the tasks of the lines, grouped by state; None beyond the last page."""
    tasks = public_tasks(publications)
    if len(lines) == 1:
        area = lines[0].area
        tasks = tasks.filter(area_id=area["id"]) if area else tasks.filter(area_id__isnull=True)
    page = public_page(tasks, number, **kept)
    if number > 1 and not page.rows:
        return None
    whole = Glance(lines)
    return {
        "page": page,
        "groups": _groups(page, whole.counts),
        "counts": whole.counts,
        "hidden": whole.hidden,
        "verdict": whole.verdict,
    }


def _groups(page: Page, counts: Counts) -> list[tuple[str, int, list[PublicTask]]]:
    """(the state in words, how many there are in all, those on this page). The list has each state together."""
    states = groupby(page.rows, key=lambda row: "none" if row.state_key == "wrong" else row.state_key)
    return [(str(WORDS[key]), getattr(counts, key), list(rows)) for key, rows in states]


def documents() -> dict[str, Any]:
    return {"documents": public_documents()}


def document(slug: str) -> dict[str, Any] | None:
    chosen = [publication for publication in published(DOCUMENT) if publication.slug == slug]
    return document_page(chosen[0]) if chosen else None


def document_page(publication: Publication) -> dict[str, Any]:
    found = public_document(publication)
    return {"document": found, "paragraphs": [line for line in found.text.splitlines() if line.strip()]}
