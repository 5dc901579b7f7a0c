"""The public page of a plan or a document before it is public, and what may be decided about it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from dieuhanh.faces.portal import content
from dieuhanh.faces.portal.pages import LAST_PAGE, Key
from dieuhanh.faces.portal.shell import shell
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.plans.models import Plan
from dieuhanh.kernel.plans.publishing import (
    DOCUMENT,
    NO_AREA,
    PLAN,
    areas_in,
    areas_of,
    is_guarded,
    usual_areas,
    usual_areas_in,
)
from dieuhanh.kernel.plans.queries import plans_visible_to
from dieuhanh.kernel.publication.models import Publication
from dieuhanh.kernel.publication.queries import publication_of
from dieuhanh.kernel.units.models import Area


def plans_previewed_by(viewer: Viewer) -> QuerySet[Plan]:
    """A preview shows every task that would be public: to nobody who may not see them all. Directions have no document and are never public."""
    plans = plans_visible_to(viewer).filter(document__isnull=False).select_related("document").defer("document__text")
    return plans if viewer.scope("see_tasks").everything else plans.none()


def areas_wanted(subject: Plan | Document, asked: QueryDict) -> list[int]:
    """The areas ticked, or carried from page to page; at first those that are public, else the usual ones."""
    if "areas" in asked or "chosen" in asked:
        words = str(asked["areas"]).split(".") if "areas" in asked else asked.getlist("area")
        return [number for number in map(whole_number, words) if number is not None]
    found = publication_of(PLAN if isinstance(subject, Plan) else DOCUMENT, subject.pk)
    if found and found.public:
        return list(found.areas)
    return usual_areas(subject) if isinstance(subject, Plan) else usual_areas_in(subject)


def plan_preview(viewer: Viewer, plan: Plan, areas: list[int], page: str) -> dict[str, Any]:
    found = publication_of(PLAN, plan.pk)
    supposed = Publication(model=PLAN, row=plan.pk, slug="xem-truoc", areas=areas, since=today())
    number = min(whole_number(page, 5) or 1, LAST_PAGE)
    carried = ".".join(map(str, areas))
    shown = content.plan_page(supposed, number, areas=carried) or content.plan_page(supposed, 1, areas=carried) or {}
    frame = _frame(viewer, "/ke-hoach/xem-truoc/", found, areas)
    return {**frame, **shown, "choices": _choices(areas_of(plan), areas), "carried": carried}


def document_preview(viewer: Viewer, document: Document, areas: list[int]) -> dict[str, Any]:
    found = publication_of(DOCUMENT, document.pk)
    since = found.since if found else today()
    supposed = Publication(model=DOCUMENT, row=document.pk, slug="xem-truoc", areas=areas, since=since)
    choices, carried = _choices(areas_in(document), areas), ".".join(map(str, areas))
    frame = _frame(viewer, "/van-ban/xem-truoc/", found, areas)
    return {**frame, **content.document_page(supposed), "choices": choices, "carried": carried}


def _choices(areas: list[tuple[Area | None, int]], chosen: list[int]) -> list[dict[str, Any]]:
    return [
        {
            "value": area.pk if area else NO_AREA,
            "area": area,
            "tasks": tasks,
            "ticked": (area.pk if area else NO_AREA) in chosen,
            "guarded": is_guarded(area),
        }
        for area, tasks in areas
    ]


def _frame(viewer: Viewer, path: str, found: Publication | None, areas: list[int]) -> dict[str, Any]:
    """Only who answers for the whole office decides; others see who must."""
    return {
        **shell(Key(path, "vi", 1, True)),
        "site": "",
        "publication": found if found and found.public else None,
        "is_same": bool(found and found.public and found.areas == sorted(set(areas))),
        "may_decide": viewer.scope("publish").everything,
    }
