"""A form that runs an action which is about no single task: a rule, an area given to a post, a telephone call."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import ActionError
from dieuhanh.kernel.plans.forms.fields import OneField


class OfficeForm(forms.Form):
    """What the action refuses stands at its field, and what was typed is kept. `do` names the form where a page has several."""

    key: ClassVar[str]
    label: ClassVar[object]
    capability: ClassVar[str]

    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, viewer: Viewer, data: QueryDict | None = None) -> None:
        self.viewer = viewer
        mine = data if data is not None and data.get("do") == self.key else None
        super().__init__(mine, initial={"once": secrets.token_urlsafe(18)}, auto_id=f"{self.key}-%s")
        self.prepare()

    def prepare(self) -> None:
        """Choices, which depend on the viewer and the day."""

    def offer(self, name: str, pairs: Mapping[int, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, OneField)
        field.offer(pairs)

    def act(self, by: By, said: dict[str, Any]) -> object:
        raise NotImplementedError

    @property
    def taken_words(self) -> str:
        """What the next page says was done."""
        return _("Đã ghi nhận: %s.") % self.label

    def take(self) -> bool:
        """Run the action. False: nothing was written and the form says why."""
        if self.is_valid():
            by = self.viewer.by(capability=self.capability, once_key=self.cleaned_data["once"] or None)
            try:
                self.act(by, self.cleaned_data)
            except ActionError as error:
                field, words = getattr(error, "field", ""), str(error)
                self.add_error(field if field in self.fields else None, words[:1].upper() + words[1:])
        if not self.errors:
            return True
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed["once"] = secrets.token_urlsafe(18)
        self.data = typed
        return False


def taken(forms_of_page: Iterable[OfficeForm]) -> OfficeForm | None:
    """The form that was pressed, after it ran; None where it failed or none was."""
    return next((form for form in forms_of_page if form.is_bound and form.take()), None)
