"""What whoever gives a task by hand may choose from."""

from __future__ import annotations

from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.models import Person, Post
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.roles import Role as Rights
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.pages.options import Options
from dieuhanh.kernel.plans.matching import area_words, match_area
from dieuhanh.kernel.plans.models import Plan, SetBy, Urgency
from dieuhanh.kernel.plans.queries import plans_visible_to
from dieuhanh.kernel.plans.unit_names import UnitNames
from dieuhanh.kernel.units.models import Area


class GivingChoices:
    """Areas within the viewer's reach, plans in force, those who may direct, posts that may own a task."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.units = UnitNames()

    @cached_property
    def areas(self) -> list[Area]:
        scope = self.viewer.scope("give_task")
        areas = Area.objects.order_by("number")
        return list(areas if scope.everything else areas.filter(pk__in=scope.areas))

    @property
    def must_choose_area(self) -> bool:
        """Who leads some areas gives nothing outside them."""
        return not self.viewer.scope("give_task").everything

    def area_of(self, title: str) -> Area | None:
        """The area whose words the title holds; the only one where there is but one."""
        found = match_area(title, [area_words(area.pk, area.words) for area in self.areas])
        if found is None and self.must_choose_area and len(self.areas) == 1:
            return self.areas[0]
        return next((area for area in self.areas if area.pk == found), None)

    @cached_property
    def plans(self) -> list[Plan]:
        return [plan for plan in plans_visible_to(self.viewer).select_related("document") if plan.document_id]

    @cached_property
    def leaders(self) -> list[Person]:
        """Who may direct, the head of the office first; a leader gives in their own name."""
        if self.viewer.can("direct_task"):
            return [self.viewer.person] if self.viewer.person else []
        day = self.viewer.on
        granted = Q(valid_on(day, "holdings__"), valid_on(day, "holdings__post__grants__"))
        directing = Person.objects.filter(granted, holdings__post__grants__role=Rights.LEADER)
        whole = Q(holdings__post__grants__area=None, holdings__post__grants__unit=None)
        first = set(directing.filter(whole).values_list("pk", flat=True))
        return sorted(directing.distinct(), key=lambda person: (person.pk not in first, person.pk))

    @cached_property
    def posts(self) -> list[Post]:
        """Of leaders and heads of units."""
        granted = valid_on(self.viewer.on, "grants__")
        roles = Post.objects.filter(granted, grants__role__in=[Rights.LEADER, Rights.UNIT_HEAD])
        return list(roles.distinct().order_by("pk"))

    @cached_property
    def area_options(self) -> Options:
        none = [] if self.must_choose_area else [("", _("Chưa xếp lĩnh vực"))]
        return Options([*none, *((area.code, str(area)) for area in self.areas)])

    @cached_property
    def plan_options(self) -> Options:
        return Options([("", _("Chỉ đạo trực tiếp trong năm")), *((str(p.pk), p.name[:80]) for p in self.plans)])

    @cached_property
    def leader_options(self) -> Options:
        choose = [] if self.viewer.can("direct_task") else [("", _("Chọn người đã chỉ đạo"))]
        return Options([*choose, *((str(person.pk), person.name) for person in self.leaders)])

    @cached_property
    def post_options(self) -> Options:
        return Options([("", _("Không giao riêng cho chức vụ nào")), *((str(p.pk), p.title) for p in self.posts)])

    @cached_property
    def urgency_options(self) -> Options:
        return Options([(str(value), str(word)) for value, word in Urgency.choices])

    @cached_property
    def set_by_options(self) -> Options:
        return Options([(value, str(SetBy(value).label)) for value in (SetBy.DIRECT, SetBy.SUPERIOR, SetBy.OFFICE)])
