"""Units as a drafted text means them: by the names of its own day, and by those of today for whom it is given to now."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from html import escape

from django.utils.safestring import SafeString

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.generation import kept_until_written
from dieuhanh.kernel.plans.models import Mention, Role
from dieuhanh.kernel.plans.unit_names import Typed, UnitNames
from dieuhanh.kernel.plans.workbench.doubts import Name
from dieuhanh.kernel.units.models import Unit


class BenchUnits:
    """`then`: of the document's day; `now`: of today, the same where nothing changed between."""

    def __init__(self, day: date) -> None:
        self.then = UnitNames(day)
        self.now = self.then if day == today() else UnitNames(today())

    @cached_property
    def options(self) -> SafeString:
        """What may be chosen: units of today first, then those that only the text's day knew."""
        names = dict.fromkeys([*self.now.offered, *self.then.offered])
        return SafeString("".join(f'<option value="{escape(name)}"></option>' for name in names))

    @classmethod
    def of(cls, day: date) -> BenchUnits:
        """Kept until somebody writes: hundreds of names are laid out once."""
        return kept_until_written(("workbench units", day, today()), lambda: cls(day))

    def name(self, unit_id: int) -> str:
        known = self.now.names.get(unit_id) or self.then.names.get(unit_id)
        return known.name if known else ""

    def written(self, unit_ids: tuple[int, ...]) -> str:
        """All in one field, as they may be typed again."""
        of_today = tuple(pk for pk in unit_ids if pk in self.now.names)
        gone = tuple(pk for pk in unit_ids if pk not in self.now.names)
        return "; ".join(filter(None, (self.now.written(of_today), self.then.written(gone))))

    def typed(self, text: str) -> Typed:
        """By the names of today, else by those of the text's day."""
        found: dict[int, None] = {}
        problems = []
        for part in text.replace("\n", ";").split(";"):
            typed = self.now.typed(part)
            older = self.then.typed(part) if typed.problems and self.then is not self.now else typed
            typed = typed if older.problems else older
            found.update(dict.fromkeys(typed.unit_ids))
            problems += typed.problems
        return Typed(tuple(found), problems)

    def unclear(self, mention: Mention) -> Name:
        """A name that no unit of the text's day bears alone."""
        meant = self.then.resolver.resolve(mention.text)
        candidates = tuple(filter(None, map(self.name, meant.candidates)))
        return Name(mention.text, mention.role == Role.LEAD, candidates, meant.how == "collective")

    def ended(self, unit_ids: set[int]) -> dict[int, tuple[str, date]]:
        """Of these units, those that are no more today: name and the day from which. Asks only where there is one."""
        gone = [pk for pk in unit_ids if pk not in self.now.names]
        if not gone:
            return {}
        days = Unit.objects.filter(pk__in=gone).values_list("pk", "until_day")
        return {pk: (self.name(pk), day) for pk, day in days if day <= today()}
