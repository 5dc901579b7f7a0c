"""The lists of tasks and of documents: filters, search without accents, orders, pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import BinaryField, Count, Exists, F, FilteredRelation, OuterRef, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.generation import kept_until_written
from dieuhanh.kernel.pages.keyset import Order, keyset_page
from dieuhanh.kernel.pages.pager import Page, page_of
from dieuhanh.kernel.pages.queries import plain_words, search
from dieuhanh.kernel.plans.filters import Choices, Filters, filtered, read_filters
from dieuhanh.kernel.plans.incoming.queue import drafts_in_work
from dieuhanh.kernel.plans.models import Phase, Plan, PlanState, Task
from dieuhanh.kernel.plans.narrowing import set_by_counts
from dieuhanh.kernel.plans.overview import names_of, plans_by_time
from dieuhanh.kernel.plans.queries import documents_visible_to, for_rows, rows_of, tasks_visible_to, without_parts
from dieuhanh.kernel.plans.tallies import countable, tally_of
from dieuhanh.kernel.plans.timeliness import GROUPS
from dieuhanh.kernel.units.models import Area, UnitName

ORDERS = {
    "due": Order("due_order", "id"),
    "title": Order("sort_key", "id"),
    "unit": Order("lead_name", "due_order", "id"),
}


def task_list(viewer: Viewer, wanted: Mapping[str, str]) -> dict[str, Any]:
    """The context of the task list: `page`, the `filters` as typed, and what may be chosen."""
    choices = choices_of(viewer)
    filters = read_filters(wanted, choices)
    order = ORDERS.get(filters.sort, ORDERS["due"])
    if filters.problems:  # nothing fits, and no page of it is asked for
        wanted = {}
    fitting, listed = (
        _in_order(for_rows(tasks), filters.sort)
        for tasks in (filtered(viewer, filters, choices), tasks_visible_to(viewer))
    )
    page = keyset_page(fitting, listed, order, wanted, rows=rows_of, searched=bool(filters["q"]))
    return {
        "page": page,
        "filters": filters.typed,
        "more": filters.more,
        "problems": filters.problems or ([page.problem] if page.problem else []),
        "impossible": bool(filters.problems),
        "sort": filters.sort,
        "choices": choices,
        "tabs": _tabs(filters, choices),
        "sorts": {key: _address(filters, sort=key) for key in ORDERS},
        "plan_names": names_of([*choices.plans, *choices.past]),
    }


def _in_order(tasks: QuerySet[Task], sort: str) -> QuerySet[Task]:
    """The name of the lead as it is today, for the order by units; what nobody leads comes last."""
    if sort != "unit":
        return tasks
    named = FilteredRelation("lead__names", condition=valid_on(today(), "lead__names__"))
    last = Value(b"\xff", output_field=BinaryField())
    return tasks.annotate(lead_row=named).annotate(lead_name=Coalesce(F("lead_row__sort_key"), last))


def choices_of(viewer: Viewer) -> Choices:
    """Kept until somebody writes, for all who see the same on the same day."""
    key = ("choices", today(), viewer.can("draft_plan"), viewer.scope("see_tasks").key)
    return kept_until_written(key, lambda: _choices(viewer))


def _choices(viewer: Viewer) -> Choices:
    plans, past = plans_by_time(viewer)
    states = [(key, str(word)) for key, word in GROUPS.items()]
    if viewer.can("draft_plan"):
        states.append((Phase.DRAFT, _("Dự kiến, chưa giao")))
    return Choices(
        areas=list(Area.objects.order_by("number").only("code", "number", "name")),
        units=_units(viewer),
        plans=plans,
        past=past,
        dropped=_dropped() if viewer.can("draft_plan") else [],
        states=states,
        set_by=set_by_counts(viewer),
    )


def _dropped() -> list[int]:
    return list(Plan.objects.filter(state=PlanState.DROPPED).values_list("pk", flat=True))


def _units(viewer: Viewer) -> list[tuple[int, str]]:
    """The units one may choose from: those in the viewer's scope that have a task, in Vietnamese order."""
    owing = tally_of(viewer).filter(unit=OuterRef("unit_id"))
    names = UnitName.objects.valid_on(today()).filter(Exists(owing))
    return list(names.order_by("sort_key").values_list("unit_id", "name"))


def _tabs(filters: Filters, choices: Choices) -> list[tuple[str, str, bool]]:
    """(address, word, whether it is the present one): the states as links that keep the other filters."""
    states = [("", _("Tất cả")), *choices.states]
    return [(_address(filters, state=key), word, filters["state"] == key) for key, word in states]


def _address(filters: Filters, **changed: str) -> str:
    kept = {name: value for name, value in {**filters.typed, **changed}.items() if value}
    return f"?{urlencode(kept)}"


def document_list(viewer: Viewer, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Newest first, each with the state of its plan and the number of its tasks that the viewer sees."""
    words = plain_words(wanted.get("q", ""))
    documents = documents_visible_to(viewer).defer("text", "folded", "sort_key").select_related("plan")
    ordered = search(documents, "folded", words).order_by("-date", "-id")

    def rows(found: QuerySet[Document]) -> list[tuple[Document, int]]:
        here = list(found)
        counts = _task_counts(viewer, [d.plan.pk for d in here if hasattr(d, "plan")])
        return [(d, counts.get(d.plan.pk, 0) if hasattr(d, "plan") else 0) for d in here]

    page: Page = page_of(ordered, wanted, rows=rows)
    problems = [page.problem] if page.problem else []
    return {"page": page, "q": words, "problems": problems, "drafts": drafts_in_work(viewer)}


def _task_counts(viewer: Viewer, plan_ids: list[int]) -> dict[int, int]:
    rows = countable(viewer)
    if rows is not None:
        return dict(rows.filter(plan__in=plan_ids).order_by().values_list("plan").annotate(n=Sum("n")))
    tasks = without_parts(tasks_visible_to(viewer), viewer).filter(plan__in=plan_ids).order_by()
    return dict(tasks.values_list("plan").annotate(n=Count("pk")))
