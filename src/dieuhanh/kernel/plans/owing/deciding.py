"""What waits for the office or a leader: reports to confirm, extensions to decide, files to destroy, tasks that units sent back."""

from __future__ import annotations

from collections import Counter

from django.db.models import Exists, OuterRef, Q, Subquery

from dieuhanh.kernel.access.models import Grant, Holding
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.access.visibility import within
from dieuhanh.kernel.pages.owing import MOST, Key
from dieuhanh.kernel.plans.models import Decision, Destruction, Extension, Report, ReportKind, State
from dieuhanh.kernel.plans.owing import kinds
from dieuhanh.kernel.plans.owing.unit import day_of, led_in


def keys_of_reports(viewer: Viewer) -> list[Key]:
    """Reports to confirm and tasks sent back: the office's. Who wrote a report does not confirm it. Parts of one task that wait are one row."""
    if not viewer.can("change_task"):
        return []
    wrote = Report.objects.filter(task=OuterRef("pk"), kind=ReportKind.DONE).order_by("-id")
    tasks = led_in(viewer.scope("change_task")).filter(state__in=[State.REPORTED, State.REFUSED])
    rows = tasks.annotate(writer=Subquery(wrote.values("person")[:1])).order_by("state_since", "id")
    person = viewer.person.pk if viewer.person else None
    columns = ("pk", "state", "done_at", "state_since", "writer", "parent_id")
    listed = [row for row in rows.values_list(*columns)[:MOST] if row[1] == State.REFUSED or row[4] != person]
    parts = Counter(row[5] for row in listed if row[1] == State.REPORTED and row[5])
    found: dict[tuple[str, int], Key] = {}
    for pk, state, done_at, since, _writer, parent in listed:
        kind = kinds.CONFIRM if state == State.REPORTED else kinds.REFUSED
        if state == State.REPORTED and parts[parent] > 1:
            kind, pk = kinds.CONFIRM_PARTS, parent
        found.setdefault((kind.key, pk), Key(kind.key, pk, since=day_of(done_at) or since))
    return list(found.values())


def keys_of_extensions(viewer: Viewer) -> list[Key]:
    """To decide: the office's, and a leader's beyond the office's limit; and those that the person's unit waits for."""
    inside, person = viewer.scope("see_inside"), viewer.person
    asked = Q(unit__in=sorted(inside.units)) | Q(person=person)
    rows = Extension.objects.filter(decision=Decision.WAITING)
    to_decide = within(
        rows, viewer.scope("decide_extension"), lambda units: Q(task__lead__in=sorted(units)), area="task__area_id"
    )
    higher = Q(higher=True) if viewer.can("decide_higher") else Q(pk__in=[])
    lower = Q(higher=False) if viewer.can("change_task") else Q(pk__in=[])
    mine = Q(pk__in=to_decide.filter(higher | lower).exclude(person=person).values("pk"))
    found = rows.filter(asked | mine).order_by("asked_on", "id")
    pk = person.pk if person else None
    return [
        Key((kinds.EXTENDING if by == pk or unit in inside.units else kinds.DECIDE).key, row, since=day)
        for row, day, by, unit in found.values_list("pk", "asked_on", "person_id", "unit_id")[:MOST]
    ]


def keys_of_destructions(viewer: Viewer) -> list[Key]:
    """The office's; a leader's what somebody of the office asked. Never of who asked, nor of who holds the post that did."""
    scope = viewer.scope("destroy_file")
    if scope.empty:
        return []
    rows = Destruction.objects.filter(decision=Decision.WAITING).exclude(person=viewer.person)
    rows = rows.exclude(post__in=Holding.objects.valid_on(viewer.on).filter(person=viewer.person).values("post"))
    if not viewer.can("change_task"):
        of_office = Grant.objects.valid_on(viewer.on).filter(post=OuterRef("post"), role=Role.OFFICE)
        rows = rows.filter(Exists(of_office))
    found = within(rows, scope, lambda units: Q(task__lead__in=sorted(units)), area="task__area_id")
    return [
        Key(kinds.DESTROY.key, pk, since=day)
        for pk, day in found.order_by("asked_on", "id").values_list("pk", "asked_on")[:MOST]
    ]
