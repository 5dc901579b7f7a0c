"""Making a plan or a document public: what may be, and what stays off unless it is chosen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from django.db.models import Q, QuerySet

from dieuhanh.foundation.vietnamese.text import fold
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.models import LIVE_PHASES, Plan, PlanState, Task
from dieuhanh.kernel.publication.actions import Subject, publish
from dieuhanh.kernel.publication.models import Publication
from dieuhanh.kernel.units.models import Area

PLAN, DOCUMENT = "plans.plan", "documents.document"
NO_AREA = 0
# What an office does for defence and security is no matter for a list on the internet, unless a leader decides otherwise.
GUARDED = re.compile(r"\b(quoc phong|an ninh|quan su|cong an|bi mat|co yeu)\b")


# A task made by hand stands on what a leader said inside the office: it is not public because the plan it was added to is.
IN_TEXT = Q(parent=None, direction=None)


def is_guarded(area: Area | None) -> bool:
    """Off unless chosen: defence and security, and tasks that nobody has put into an area yet."""
    return area is None or bool(GUARDED.search(fold(area.name)))


def areas_of(plan: Plan) -> list[tuple[Area | None, int]]:
    """The areas that the plan's tasks stand in, in the office's order, with the number of tasks; None last."""
    return _areas_in(Task.objects.filter(IN_TEXT, plan=plan, phase__in=LIVE_PHASES))


def areas_in(document: Document) -> list[tuple[Area | None, int]]:
    """The same of a document's words, issued or not."""
    return _areas_in(Task.objects.filter(plan__document=document, parent=None))


def _areas_in(tasks: QuerySet[Task]) -> list[tuple[Area | None, int]]:
    counts: Counter[int | None] = Counter(tasks.values_list("area_id", flat=True))
    areas: list[Area | None] = list(Area.objects.filter(pk__in=[pk for pk in counts if pk]).order_by("number"))
    return [(area, counts[area.pk if area else None]) for area in (*areas, *[None] * (None in counts))]


def usual_areas(plan: Plan) -> list[int]:
    return _unguarded(areas_of(plan))


def usual_areas_in(document: Document) -> list[int]:
    return _unguarded(areas_in(document))


def _unguarded(areas: list[tuple[Area | None, int]]) -> list[int]:
    return [area.pk for area, _ in areas if area is not None and not is_guarded(area)]


@action("plans.publish_plan", may="publish", on="plan")
def publish_plan(by: By, *, plan: Plan, areas: Sequence[int], seen: int | None = None) -> Publication:
    """Show the plan's issued tasks of these areas to everyone. `seen`: how many the preview showed; refused where it is another number now."""
    if plan.state != PlanState.ISSUED:
        raise Invalid("kế hoạch này chưa giao; chỉ công khai được kế hoạch đã giao")
    counts = {area.pk if area else NO_AREA: number for area, number in areas_of(plan)}
    foreign = set(areas) - counts.keys()
    if foreign or not areas:
        raise Invalid("hãy chọn ít nhất một lĩnh vực có nhiệm vụ của kế hoạch này", "areas")
    if seen is not None and seen != sum(counts[area] for area in set(areas)):
        raise Invalid("kế hoạch vừa có thay đổi sau khi xem trước; hãy xem lại rồi công khai")
    document = plan.document
    if document is None:
        raise Invalid("các chỉ đạo trực tiếp không có văn bản nên không công khai được")
    return publish(by, subject=Subject(PLAN, plan.pk, document.symbol or plan.title, document.date), areas=areas)


@action("plans.publish_document", may="publish")
def publish_document(by: By, *, document: Document, areas: Sequence[int]) -> Publication:
    """Show the document's words to everyone, without what they say of other areas than these."""
    if set(areas) - {area.pk if area else NO_AREA for area, _ in areas_in(document)}:
        raise Invalid("chỉ chọn được lĩnh vực có nhiệm vụ trong văn bản này", "areas")
    subject = Subject(DOCUMENT, document.pk, document.symbol or document.title, document.date)
    return publish(by, subject=subject, areas=areas)
