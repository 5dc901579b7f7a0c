"""The lists of tasks and of documents: filters, search without accents, pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.pages.pager import page_of
from dieuhanh.kernel.pages.queries import plain_words, search
from dieuhanh.kernel.plans.models import Assignment, State
from dieuhanh.kernel.plans.queries import (
    BY_DUE,
    documents_visible_to,
    filtered,
    plans_in_force,
    task_rows,
    tasks_visible_to,
)
from dieuhanh.kernel.plans.timeliness import WORDS
from dieuhanh.kernel.units.models import Area, UnitName

FILTERS = ("q", "area", "state", "unit", "plan")


def task_list(viewer: Viewer, wanted: Mapping[str, str]) -> dict[str, Any]:
    """The context of the task list: `page`, the `filters` as typed, and what may be chosen."""
    filters = {name: plain_words(wanted.get(name, "")) for name in FILTERS}
    tasks = filtered(tasks_visible_to(viewer), filters).order_by(*BY_DUE)
    return {
        "page": page_of(tasks, wanted, rows=task_rows),
        "filters": filters,
        "areas": list(Area.objects.order_by("number")),
        "states": _states(viewer),
        "plans": list(plans_in_force(viewer)),
        "units": _units(viewer),
    }


def _states(viewer: Viewer) -> list[tuple[str, str]]:
    states = [(key, str(word)) for key, word in WORDS.items()]
    return [*states, (State.DRAFT, _("Dự kiến, chưa giao"))] if viewer.can("draft_plan") else states


def _units(viewer: Viewer) -> list[UnitName]:
    """The units one may choose from: those that have a task the viewer sees, in Vietnamese order."""
    assigned = Assignment.objects.filter(task__in=tasks_visible_to(viewer)).values("unit_id")
    return list(UnitName.objects.valid_on(today()).filter(unit__in=assigned).order_by("sort_key"))


def document_list(viewer: Viewer, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Newest first, each with the state of its plan and the number of its tasks."""
    words = plain_words(wanted.get("q", ""))
    documents = documents_visible_to(viewer).defer("text").select_related("plan")
    counted = documents.annotate(task_count=Count("plan__tasks", filter=_countable(viewer)))
    ordered = search(counted, "folded", words).order_by("-date", "-id")
    return {"page": page_of(ordered, wanted), "q": words}


def _countable(viewer: Viewer) -> Q:
    """Only tasks the viewer may see are counted for them."""
    if _sees_all(viewer):
        return Q()
    return Q(plan__tasks__in=tasks_visible_to(viewer).values("pk"))


def _sees_all(viewer: Viewer) -> bool:
    return viewer.scope("see_tasks").everything and viewer.can("draft_plan")
