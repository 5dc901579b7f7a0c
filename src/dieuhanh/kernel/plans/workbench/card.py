"""One draft opened on the workbench: its fields with what was typed, what is doubtful, what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.http import QueryDict
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.generation import kept_until_written
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.queries import written_since
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.plans.clearness import Clear, marks_of
from dieuhanh.kernel.plans.history import words_of
from dieuhanh.kernel.plans.models import TaskBasis, Typed
from dieuhanh.kernel.plans.workbench.form import FIELDS, DraftForm
from dieuhanh.kernel.plans.workbench.rows import Bench, DraftRow
from dieuhanh.kernel.plans.workbench.typing import drop_typed, keep_typed, typed_of


@dataclass(frozen=True, slots=True)
class Other:
    """What stands in a field now, beside what one typed into it."""

    label: str
    saved: str


class Card:
    """`data`: what was pressed. `error`: why it was not done."""

    def __init__(self, bench: Bench, row: DraftRow, data: QueryDict | None = None) -> None:
        self.bench, self.row, self.data = bench, row, data
        self.error = ""
        self.conflict = ""

    @cached_property
    def typed(self) -> Typed | None:
        """What the viewer typed and did not save; what is pressed now counts instead."""
        return None if self.data is not None else typed_of(self.bench.viewer.person, self.row.draft)

    @cached_property
    def form(self) -> DraftForm:
        kept: Mapping[str, str] | None = None
        if self.typed is not None:
            kept = {name: str(self.typed.values.get(name, "")) for name in FIELDS}
        return DraftForm(self.row, self.bench.units, data=self.data, typed=kept)

    @property
    def seen(self) -> int:
        """The act at which the fields were read: after a conflict has been shown, that of what was shown."""
        return self.row.draft.act_id

    @property
    def seen_before(self) -> int | None:
        return whole_number(self.data.get("seen", "")) if self.data is not None else None

    @property
    def typed_at(self) -> str:
        assert self.typed is not None
        at = localtime(self.typed.at)
        return _("%(hour)s ngày %(day)s") % {"hour": at.strftime("%H:%M"), "day": format_day(at.date())}

    @property
    def others(self) -> list[Other]:
        """Fields in which what stands is not what one typed, where somebody else has written since one began."""
        if not self.conflict and not self.stale:
            return []
        said = self.form.as_typed if self.data is not None else dict(self.form.initial)
        values = self.row.values
        return [Other(str(self.form.fields[name].label), values[name]) for name in FIELDS if said[name] != values[name]]

    @property
    def stale(self) -> bool:
        return self.typed is not None and self.typed.seen != self.seen

    @property
    def who_wrote(self) -> str:
        """Of a draft that one was typing into."""
        since = self.typed.seen if self.typed is not None else self.seen_before or 0
        acts: list[Act] = [event.act for event in written_since(self.row.draft, since)]
        names = dict(Person.objects.filter(pk__in={act.actor_id for act in acts}).values_list("pk", "name"))
        told = {f"{names.get(act.actor_id or 0, _('Hệ thống'))}: {words_of(act.verb)}" for act in acts}
        return "; ".join(sorted(told)) or _("có người khác vừa cập nhật")

    @cached_property
    def clear(self) -> list[Clear]:
        task = self.row.task.pk
        return kept_until_written(("clear marks", task, today()), lambda: marks_of([task], today())[task])

    @cached_property
    def bases(self) -> list[str]:
        """The documents that its words name as their ground."""
        found = TaskBasis.objects.filter(task=self.row.task).order_by("citation__start")
        return list(dict.fromkeys(found.values_list("citation__text", flat=True)))

    def keep(self) -> datetime | None:
        """What is typed now, where it says something else than what stands; when it was kept."""
        person, seen = self.bench.viewer.person, self.seen_before
        if person is None or seen is None:
            return None
        if self.form.untouched:
            drop_typed(person, [self.row.pk])
            return None
        return localtime(keep_typed(person, self.row.draft, self.form.as_typed, seen).at)
