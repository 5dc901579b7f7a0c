"""Who inside a unit does it, who follows it, who is told; and taking a wrong file off."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.access.roles import roles_with
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.assigning import assign_officer, set_follower, tell_people
from dieuhanh.kernel.plans.actions.evidence import take_off
from dieuhanh.kernel.plans.around import Around, holders
from dieuhanh.kernel.plans.forms.base import ActionForm
from dieuhanh.kernel.plans.forms.fields import ManyField, OneField, WordsField
from dieuhanh.kernel.plans.models import TAKEN_OUT, Assignment, Evidence, State

OPEN = tuple(state for state in State if state not in {State.DRAFT, State.DONE, *TAKEN_OUT})


class AssignOfficer(ActionForm):
    """For the unit that the viewer heads, whether it leads or cooperates."""

    key, label, group, capability = "assign", gettext_lazy("Phân công cán bộ"), "people", "assign_officer"
    states = OPEN
    officer = OneField(gettext_lazy("Cán bộ thực hiện"), empty=gettext_lazy("không phân công riêng ai"))

    def prepare(self) -> None:
        row = _mine(self.around)
        units = [row.unit_id] if row else []
        self.offer("officer", holders(self.around.viewer.on, Q(post__unit__in=units)))
        self.fields["officer"].initial = row.officer_id if row else None

    @classmethod
    def may(cls, around: Around) -> bool:
        return around.viewer.can(cls.capability) and _mine(around) is not None

    def act(self, by: By, said: dict[str, Any]) -> object:
        row = _mine(self.around)
        if row is None:
            raise Invalid("đơn vị của bạn không có phần trong nhiệm vụ này")
        officer = Person.objects.get(pk=said["officer"]) if said["officer"] else None
        return assign_officer(by, assignment=row, officer=officer)


class SetFollower(ActionForm):
    key, label, group, capability = "follower", gettext_lazy("Chuyên viên theo dõi"), "people", "change_task"
    states = OPEN
    follower = OneField(gettext_lazy("Chuyên viên theo dõi"), empty=gettext_lazy("không ai"))

    def prepare(self) -> None:
        day = self.around.viewer.on
        office = Q(post__grants__role__in=roles_with("change_task")) & valid_on(day, "post__grants__")
        self.offer("follower", holders(day, office))
        self.fields["follower"].initial = self.task.follower_id

    def act(self, by: By, said: dict[str, Any]) -> object:
        follower = Person.objects.get(pk=said["follower"]) if said["follower"] else None
        return set_follower(by, task=self.task, follower=follower, seen=said["seen"])


class Tell(ActionForm):
    key, label, group, capability = "tell", gettext_lazy("Gửi để biết"), "people", "change_task"
    states = OPEN
    explain = gettext_lazy("Người được gửi xem và nhận thông báo, không phải thực hiện.")
    people = ManyField(gettext_lazy("Người nhận"))

    def prepare(self) -> None:
        self.offer("people", self.around.concerned)

    def act(self, by: By, said: dict[str, Any]) -> object:
        if not said["people"]:
            raise Invalid("hãy chọn ít nhất một người", "people")
        return tell_people(by, task=self.task, people=list(Person.objects.filter(pk__in=said["people"])))


class TakeOff(ActionForm):
    """`about`: the file or link."""

    key, label, group, capability = "take-off", gettext_lazy("Gỡ tài liệu"), "work", "report_task"
    listed = False
    states = tuple(state for state in State if state != State.DRAFT)
    explain = gettext_lazy("Tài liệu không mở được nữa; tên, lý do gỡ và người gỡ được giữ.")
    reason = WordsField(gettext_lazy("Lý do gỡ"))

    @cached_property
    def evidence(self) -> Evidence | None:
        return Evidence.objects.filter(task=self.task, pk=self.about_key).first()

    def act(self, by: By, said: dict[str, Any]) -> object:
        evidence = self.evidence
        if evidence is None:
            raise Invalid("không tìm thấy tài liệu này ở nhiệm vụ")
        return take_off(by, evidence=evidence, reason=said["reason"])


def _mine(around: Around) -> Assignment | None:
    scope = around.viewer.scope("assign_officer")
    return next((row for row in around.assignments if scope.reaches(row.unit_id)), None)


FORMS = (AssignOfficer, SetFollower, Tell, TakeOff)
