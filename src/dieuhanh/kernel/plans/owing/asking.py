"""Questions on tasks: those the person or their unit must answer, a leader's word first; and those that they wait for."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.pages.owing import MOST, Key
from dieuhanh.kernel.plans.actions.asking import is_asked
from dieuhanh.kernel.plans.models import TAKEN_OUT, Question, QuestionKind, State
from dieuhanh.kernel.plans.owing import kinds


def keys_of_questions(viewer: Viewer) -> list[Key]:
    units, person = viewer.scope("see_inside").units, viewer.person
    asked = Q(to_person=person) | Q(to_unit__in=sorted(units))
    asking = Q(person=person) | Q(from_unit__in=sorted(units))
    rows = Question.objects.filter(asked | asking, answered_on=None).exclude(task__state__in=[State.DONE, *TAKEN_OUT])
    pk = person.pk if person else None
    keys = []
    for row in rows.only("to_person", "to_unit", "due_day", "kind").order_by("due_day", "id")[:MOST]:
        mine = is_asked(row, pk, units)
        kind, first = (kinds.ANSWER if mine else kinds.ASKED), mine and row.kind == QuestionKind.DIRECTION
        keys.append(Key(kind.key, row.pk, late=row.due_day + timedelta(days=1), first=first))
    return keys
