"""A form on a task that runs one action: what the action refuses stands at its field, and what was typed is kept."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import ActionError, Conflict
from dieuhanh.kernel.journal.queries import written_since
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.plans.around import Around
from dieuhanh.kernel.plans.forms.fields import ManyField, OneField
from dieuhanh.kernel.plans.history import words_of
from dieuhanh.kernel.plans.models import State, Task


class ActionForm(forms.Form):
    """One press on a task. A class says when it is offered and to whom; `act` runs the action with what was typed.

    `seen`: the act that the page was read at. `once`: the key of this press, so that two clicks are one. `next`: where to return.
    """

    key: ClassVar[str]
    label: ClassVar[object]
    group: ClassVar[str]
    capability: ClassVar[str]
    states: ClassVar[tuple[State, ...]] = ()
    explain: ClassVar[object] = ""  # what the press brings about, above its fields
    not_open_words: ClassVar[object] = (
        ""  # why it is not possible now, where that does not lie in the state of the task
    )
    danger: ClassVar[bool] = False
    page: ClassVar[str] = ""  # the name of the address where the press has a page of its own
    listed: ClassVar[bool] = True  # False: offered beside the row that it is about, not among the presses of the task

    seen = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    next = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    about = forms.CharField(required=False, max_length=18, widget=forms.HiddenInput)

    def __init__(
        self,
        around: Around,
        *,
        data: QueryDict | None = None,
        files: Any = None,
        hidden: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`hidden`: `next` and `about` of a fresh form."""
        self.around = around
        start = {"seen": around.task.act_id, "once": secrets.token_urlsafe(18), **hidden}
        super().__init__(data, files, initial=start, auto_id=f"{self.key}-%s")
        self.prepare()

    def prepare(self) -> None:
        """Choices and first values, which depend on the viewer and the task."""

    def offer(self, name: str, pairs: Mapping[int, str]) -> None:
        """Give a field the rows that one may choose from."""
        field = self.fields[name]
        assert isinstance(field, OneField | ManyField)
        field.offer(pairs)

    @classmethod
    def may(cls, around: Around) -> bool:
        return around.may(cls.capability)

    @classmethod
    def fits(cls, around: Around) -> bool:
        """Whether the state of the task lets one do it."""
        return around.task.state in cls.states

    @classmethod
    def leading(cls, around: Around) -> bool:
        """Whether it may be the one thing that the page puts first for this viewer."""
        return True

    @classmethod
    def why_not(cls, around: Around) -> str:
        """Why the one who may do it cannot now, where that helps; it is then shown and not offered."""
        return ""

    @classmethod
    def group_of(cls, around: Around) -> str:
        return cls.group

    @classmethod
    def direct(cls) -> bool:
        """One click does it: there is nothing to fill in."""
        return not set(cls.base_fields) - set(ActionForm.base_fields)

    @classmethod
    def about_of(cls, around: Around) -> int:
        """The row of the task that the press is about, where there is one."""
        return 0

    def act(self, by: By, said: dict[str, Any]) -> object:
        raise NotImplementedError

    @property
    def task(self) -> Task:
        return self.around.task

    @property
    def about_key(self) -> int:
        """The row of the task that the press is about: a question, a file."""
        return whole_number(str(self["about"].value() or "")) or 0

    @property
    def open_now(self) -> bool:
        return self.fits(self.around)

    @property
    def closed_words(self) -> str:
        return self.why_not(self.around)

    @property
    def back(self) -> str:
        """Where to go on: a page of ours that the form came from, else the task."""
        wanted = str(self["next"].value() or "")
        own = wanted.startswith("/desk/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
        return wanted if own else reverse("plans:task", args=[self.task.pk])

    @property
    def taken_words(self) -> str:
        """What the next page says was done."""
        return _("Đã ghi nhận: %(what)s, nhiệm vụ %(code)s.") % {"what": self.label, "code": self.task.code}

    def take(self) -> bool:
        """Run the action. False: nothing was written and the form says why."""
        if not self.is_valid():
            return self._again()
        once = self.cleaned_data["once"] or None
        by = self.around.viewer.by(capability=self.capability, once_key=once)
        try:
            self.act(by, self.cleaned_data)
        except Conflict as conflict:
            self.add_error(None, _conflict(conflict))
        except ActionError as error:
            field = getattr(error, "field", "")
            self.add_error(field if field in self.fields else None, _sentence(error))
        return not self.errors or self._again()

    def _again(self) -> bool:
        """What was typed stays; the next press is another one, of who has now seen the task as it stands."""
        task = Task.objects.get(pk=self.task.pk)
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"], typed["once"] = str(task.act_id), secrets.token_urlsafe(18)
        self.data = typed
        return False


def _sentence(error: ActionError) -> str:
    words = str(error)
    return words[:1].upper() + words[1:]


def _conflict(conflict: Conflict) -> str:
    """Who wrote meanwhile, and what."""
    events = written_since(conflict.row, conflict.seen_act)
    names = dict(Person.objects.filter(pk__in={e.act.actor_id for e in events}).values_list("pk", "name"))
    who = {f"{names.get(e.act.actor_id or 0, _('Hệ thống'))}: {words_of(e.via or e.act.verb)}" for e in events}
    told = "; ".join(sorted(who)) or _("có người khác vừa cập nhật")
    return (
        _("Nhiệm vụ đã thay đổi từ khi bạn mở trang (%s). Hãy xem lại rồi gửi lại; nội dung bạn nhập được giữ.") % told
    )
