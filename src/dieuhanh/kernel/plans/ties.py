"""Tasks that somebody may read though no post of theirs reaches them: they were told of it or asked about it, it was given to them, or it is
the whole or a part of what is theirs. Such a task opens, and nothing else of its plan; lists and counts follow rights alone."""

from __future__ import annotations

from django.db.models import Q

from dieuhanh.kernel.access.models import Holding
from dieuhanh.kernel.access.rights import Scope, Viewer
from dieuhanh.kernel.access.visibility import visible_rows, within
from dieuhanh.kernel.plans.models import Assignment, Question, Task, Told


def tied_tasks(viewer: Viewer) -> list[int]:
    """Asked once with the rights. Keys, for beside what rights reach they are few."""
    return viewer.once("plans.ties", lambda: _tied(viewer))


def is_tied(viewer: Viewer) -> bool:
    """Whether there is any such task: then the door of a task's page is not shut to who has no right to tasks at all."""
    return bool(tied_tasks(viewer))


def _tied(viewer: Viewer) -> list[int]:
    """Who holds no post any more is tied to nothing."""
    scope, works_in = viewer.scope("see_tasks"), _works_in(viewer)
    if scope.everything or not works_in:
        return []
    asked = Q(to_person=viewer.person) | Q(to_unit__in=sorted(viewer.scope("see_inside").units))
    told = Told.objects.filter(person=viewer.person).order_by().values_list("task_id")
    rows = [
        Question.objects.filter(asked).order_by().values_list("task_id"),
        Assignment.objects.filter(officer=viewer.person, unit__in=works_in).order_by().values_list("task_id"),
        Task.objects.filter(follower=viewer.person).order_by().values_list("pk"),
    ]
    found = {pk for (pk,) in told.union(*rows)} | _kin(scope)
    if not found:
        return []
    reached = visible_rows(Task.objects.filter(pk__in=found), scope, assignments=Assignment)
    return sorted(found - set(reached.order_by().values_list("pk", flat=True)))


def _works_in(viewer: Viewer) -> list[int]:
    held = Holding.objects.valid_on(viewer.on).filter(person=viewer.person) if viewer.person else Holding.objects.none()
    return sorted(set(held.values_list("post__unit", flat=True)))


def _kin(scope: Scope) -> set[int]:
    """Parts, given to others, of what the units lead; and the wholes of the parts that the units have a share in."""
    of_units = Scope(units=scope.units, by_area=scope.by_area)
    if of_units.empty:
        return set()
    pieces = Task.objects.filter(parent__isnull=False).order_by()
    led = within(pieces, of_units, lambda units: Q(parent__lead__in=sorted(units)))
    shared = visible_rows(pieces, of_units, assignments=Assignment)
    return {pk for (pk,) in led.values_list("pk").union(shared.values_list("parent_id"))}
