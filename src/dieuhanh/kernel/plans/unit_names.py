"""Units as people type them into one field: names or short names, parted by ";", a collective ("11 phường") among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.units.models import Kind, UnitName
from dieuhanh.kernel.units.queries import Resolver, names_on

BETWEEN = "; "


class UnitNames:
    """The units of one day (of today where none is said): what may be chosen, what a typed field means, how a choice is written back."""

    def __init__(self, on: date | None = None) -> None:
        day = on or today()
        self.resolver = Resolver(day)
        self.names: dict[int, UnitName] = names_on(day)
        self._wards = [pk for pk, name in self.names.items() if name.kind == Kind.WARD and name.commanded]

    @property
    def offered(self) -> list[str]:
        """All wards as one choice, then each unit."""
        every = [self._all_wards] if len(self._wards) > 1 else []
        return every + [name.name for name in self.names.values()]

    @property
    def _all_wards(self) -> str:
        return _("UBND %d phường") % len(self._wards)

    def written(self, unit_ids: tuple[int, ...]) -> str:
        if len(unit_ids) > 1 and set(unit_ids) == set(self._wards):
            return self._all_wards
        return BETWEEN.join(self.names[pk].name for pk in unit_ids if pk in self.names)

    def typed(self, text: str) -> Typed:
        found: dict[int, None] = {}
        problems = []
        for name in filter(None, (part.strip() for part in text.replace("\n", ";").split(";"))):
            resolution = self.resolver.resolve(name)
            found.update(dict.fromkeys(resolution.unit_ids))
            if resolution.candidates:
                meant = BETWEEN.join(self.names[pk].name for pk in resolution.candidates if pk in self.names)
                problems.append(_("«%(name)s» có thể là: %(meant)s") % {"name": name, "meant": meant})
            elif not resolution.unit_ids:
                problems.append(_("không có đơn vị «%s»; hãy chọn tên trong gợi ý") % name)
        return Typed(tuple(found), problems)


@dataclass(frozen=True, slots=True)
class Typed:
    """The units that a field names, and what of it names none, in words."""

    unit_ids: tuple[int, ...]
    problems: list[str]
