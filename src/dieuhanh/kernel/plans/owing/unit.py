"""What a person owes as one of a unit: one question for the unit's tasks, sorted out here by who the person is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from dieuhanh.kernel.access.models import Holding
from dieuhanh.kernel.access.rights import Scope, Viewer
from dieuhanh.kernel.access.visibility import within
from dieuhanh.kernel.fields.order import NEVER
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.pages.owing import MOST, Key, Kind
from dieuhanh.kernel.plans.counting import late_day
from dieuhanh.kernel.plans.models import (
    UNFINISHED_PHASES,
    AreaPost,
    Assignment,
    Charge,
    Phase,
    Report,
    ReportKind,
    Review,
    RuleName,
    State,
    Task,
)
from dieuhanh.kernel.plans.owing import kinds
from dieuhanh.kernel.plans.owing.periods import period_of, unreviewed
from dieuhanh.kernel.plans.rules import Rules

WAITING = {State.REPORTED: kinds.SENT, State.REFUSED: kinds.GIVEN_BACK, State.PAUSED: kinds.PAUSED}


@dataclass(frozen=True, slots=True)
class _Found:
    """What sorting one task out needs to know of it."""

    pk: int
    state: str
    phase: str
    due_order: datetime
    lapse_at: datetime | None
    since: date | None
    lead: int
    area: int | None
    given: date | None
    officer: int | None
    returned: bool
    reviewed: date | None
    reported: date | None


def keys_of_unit(viewer: Viewer) -> list[Key]:
    scope = viewer.scope("see_inside")
    if scope.empty:
        return []
    place = _Place(viewer, scope)
    return [key for found in _tasks(led_in(scope)) if (key := place.key(found))]


def keys_of_posts(viewer: Viewer) -> list[Key]:
    """Tasks that a post of the person owns; whoever leads them, the person answers for them."""
    held = Holding.objects.filter(valid_on(viewer.on), person=viewer.person)
    tasks = Task.objects.filter(owner_post__in=held.values("post"), phase=Phase.OPEN)
    if not viewer.scope("see_inside").empty:
        tasks = tasks.exclude(lead__in=sorted(viewer.scope("see_inside").units))
    rows = tasks.order_by("due_order", "id").values_list("pk", "due_order")[:MOST]
    return [Key(kinds.DO.key, pk, late=_late(due)) for pk, due in rows]


def led_in(scope: Scope) -> QuerySet[Task]:
    """The tasks that units of the scope lead."""
    return within(Task.objects.all(), scope, lambda units: Q(lead__in=sorted(units)))


def _tasks(led: QuerySet[Task]) -> list[_Found]:
    mine = Assignment.objects.filter(task=OuterRef("pk"), unit=OuterRef("lead")).values("officer")[:1]
    said = Report.objects.filter(task=OuterRef("pk"))
    rows = led.filter(Q(phase__in=UNFINISHED_PHASES), lead__isnull=False).annotate(
        given=Coalesce("direction__given_on", "plan__issued_on"),
        officer=Subquery(mine),
        returned=Exists(said.filter(kind=ReportKind.DONE)),
        reviewed=Subquery(Review.objects.filter(task=OuterRef("pk")).order_by("-from_day").values("from_day")[:1]),
        reported=Subquery(said.order_by("-day").values("day")[:1]),
    )
    own = ("pk", "state", "phase", "due_order", "lapse_at", "state_since", "lead_id", "area_id")
    more = ("given", "officer", "returned", "reviewed", "reported")
    return [_Found(*row) for row in rows.order_by("due_order", "id").values_list(*own, *more)[:MOST]]


class _Place:
    """Who the person is in their unit: its head, or an officer with some of its tasks and areas."""

    def __init__(self, viewer: Viewer, scope: Scope) -> None:
        self._heads = viewer.scope("agree_report")
        self._person = viewer.person.pk if viewer.person else None
        self._months = Rules(today()).number(RuleName.REVIEW_MONTHS)
        held = Holding.objects.filter(valid_on(viewer.on), person=viewer.person, post=OuterRef("post"))
        handling = AreaPost.objects.valid_on(viewer.on).filter(charge=Charge.HANDLES)
        rows = within(handling, scope, lambda units: Q(post__unit__in=sorted(units)))
        self._handled: dict[tuple[int, int], bool] = {
            (unit, area): mine
            for unit, area, mine in rows.annotate(mine=Exists(held)).values_list("post__unit", "area", "mine")
        }

    def key(self, found: _Found) -> Key | None:
        """None: another officer's, or nothing to do at present."""
        head, mine = self._heads.covers(frozenset({found.lead}), found.area), self._mine(found)
        if not head and mine is False:
            return None
        if found.state in WAITING:
            return Key(WAITING[State(found.state)].key, found.pk, since=found.since)
        if found.state == State.SUBMITTED:
            return Key((kinds.AGREE if head else kinds.AT_HEAD).key, found.pk, late=_late(found.due_order))
        if found.state == State.ISSUED and head:
            return Key(kinds.ACCEPT.key, found.pk, late=_answer_by(found))
        return self._to_do(found, kinds.UNASSIGNED if mine is None and not head else None)

    def _mine(self, found: _Found) -> bool | None:
        """None: nobody in particular has it."""
        if found.officer is not None:
            return found.officer == self._person
        return self._handled.get((found.lead, found.area or 0))

    def _to_do(self, found: _Found, apart: Kind | None) -> Key | None:
        if found.phase == Phase.STANDING:
            return self._review(found)
        if apart or found.due_order < NEVER:
            kind = apart or (kinds.RETURNED if found.returned else kinds.DO)
            return Key(kind.key, found.pk, late=_late(found.due_order))
        first, after = period_of(today(), self._months)
        looked_at = found.reported is not None and found.reported >= first
        return Key(kinds.UNDATED.key, found.pk, late=None if looked_at else after)

    def _review(self, found: _Found) -> Key | None:
        owed = unreviewed(today(), self._months, found.given, found.reviewed)
        return Key(kinds.REVIEW.key, found.pk, late=owed[1], since=owed[0]) if owed else None


def _answer_by(found: _Found) -> date | None:
    """What is due before silence counts as received is not put off by that silence."""
    days = (_late(found.due_order), found.lapse_at and late_day(found.lapse_at))
    return min((day for day in days if day), default=None)


def _late(due_order: datetime) -> date | None:
    return late_day(due_order) if due_order < NEVER else None


def day_of(at: datetime | None) -> date | None:
    return localdate(at) if at else None
