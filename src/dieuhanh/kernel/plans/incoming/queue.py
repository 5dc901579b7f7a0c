"""The list of files that came in and are being dealt with, and how far the workers have come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus as Status

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.documents.arriving import IN_WORK
from dieuhanh.kernel.documents.models import Arrival, ArrivalState, Document
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.jobs.queries import JobState, states_of
from dieuhanh.kernel.plans.models import Plan, PlanState
from dieuhanh.kernel.plans.queries import documents_visible_to

SHOWN = 60
DRAFTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """`key` of its state: one of ArrivalState, or running, lost."""

    arrival: Arrival
    key: str
    job: JobState | None = None

    @property
    def word(self) -> str:
        if self.key == "running":
            return _("đang đọc")
        return _("đọc không xong") if self.key == "lost" else str(self.arrival.get_state_display())

    @property
    def reason(self) -> str:
        if self.key == "lost":
            return _("máy chủ dừng giữa chừng; tệp vẫn được giữ, hãy bấm «Đọc lại»")
        return self.arrival.reason

    @property
    def icon(self) -> str:
        icons = {"running": "run", "waiting": "wait", "asked": "soon", "failed": "over", "lost": "over", "taken": "ok"}
        return icons[self.key]

    @property
    def plan(self) -> Plan | None:
        document = self.arrival.document
        return getattr(document, "plan", None) if document else None


class Queue:
    """What is in work, and what was taken today, the newest first."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    @cached_property
    def rows(self) -> list[Row]:
        """Two questions, however many there are."""
        taken_today = Q(state=ArrivalState.TAKEN, came_on=today()) & ~Q(job="")
        found = arrivals_visible_to(self.viewer).filter(Q(state__in=IN_WORK) | taken_today)
        arrivals = list(found.select_related("document__plan").defer("document__text").order_by("-pk")[:SHOWN])
        jobs = states_of([a.job for a in arrivals if a.job and a.state == ArrivalState.WAITING])
        return [_row(arrival, jobs.get(arrival.job)) for arrival in arrivals]

    @property
    def reading(self) -> bool:
        """Whether a worker has something to do: the page then looks again by itself."""
        return any(row.key in {"waiting", "running"} for row in self.rows)

    @property
    def by_workers(self) -> list[Row]:
        return [row for row in self.rows if row.arrival.job]

    @property
    def done(self) -> int:
        return sum(row.key not in {"waiting", "running"} for row in self.by_workers)


def _row(arrival: Arrival, job: JobState | None) -> Row:
    """One that waits without a worker was left by a request that broke off."""
    if arrival.state != ArrivalState.WAITING:
        return Row(arrival, arrival.state, job)
    if job is None or job.status == Status.FAILED or job.finished:
        return Row(arrival, "lost", job)
    return Row(arrival, "running" if job.status == Status.RUNNING else "waiting", job)


def arrivals_visible_to(viewer: Viewer) -> QuerySet[Arrival]:
    """Who may bring in documents for the whole office sees what all brought; others what they brought themselves."""
    scope = viewer.scope("load_document")
    if scope.everything:
        return Arrival.objects.all()
    return Arrival.objects.none() if scope.empty else Arrival.objects.filter(person=viewer.person)


def drafts_in_work(viewer: Viewer) -> list[Document]:
    """Documents whose drafted plan nobody has issued or dropped yet, the newest first; for those who draft."""
    if not viewer.can("draft_plan"):
        return []
    found = documents_visible_to(viewer).filter(plan__state=PlanState.DRAFT).select_related("plan")
    return list(found.defer("text", "folded", "sort_key").order_by("-pk")[:DRAFTS_SHOWN])
