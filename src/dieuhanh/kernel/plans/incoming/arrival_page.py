"""One file that came in: what its letterhead leaves open is said by a person, then its plan is drafted."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.documents.actions import Incoming
from dieuhanh.kernel.documents.arriving import drop_arrival, incoming_of
from dieuhanh.kernel.documents.letterhead import Details, details_of, in_doubt, with_details
from dieuhanh.kernel.documents.models import Arrival, ArrivalState
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import ActionError, Invalid
from dieuhanh.kernel.plans.actions.arriving import read_again, take_arrival
from dieuhanh.kernel.plans.forms.fields import DayField, LineField, WordsField
from dieuhanh.kernel.plans.forms.office import OfficeForm
from dieuhanh.kernel.plans.incoming.bringing import address_of

EXCERPT = 3000  # letters of the text beside the form


class DetailsForm(OfficeForm):
    """How the document is told from others. What the text does not say may stay empty where the document has none."""

    key, label, capability = "take", gettext_lazy("Lập dự thảo nhiệm vụ"), "load_document"

    title = WordsField(gettext_lazy("Trích yếu, tên văn bản"), rows=2)
    kind = LineField(gettext_lazy("Loại văn bản"), must=False, longest=64, hint=gettext_lazy("Ví dụ: kế hoạch."))
    symbol = LineField(gettext_lazy("Số, ký hiệu"), must=False, longest=64, hint=gettext_lazy("Ví dụ: 12/KH-UBND."))
    date = DayField(gettext_lazy("Ngày ban hành"), must=False)
    issuer = LineField(gettext_lazy("Cơ quan ban hành"), must=False, longest=300)

    def __init__(self, viewer: Viewer, arrival: Arrival, came: Incoming, data: QueryDict | None) -> None:
        self.arrival, self.came = arrival, came
        self.taken = arrival
        super().__init__(viewer, data)

    def prepare(self) -> None:
        known = details_of(self.came)
        for name in ("title", "kind", "symbol", "date", "issuer"):
            self.fields[name].initial = getattr(known, name)

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"].strip()
        if not title:
            self.add_error("title", gettext("Hãy ghi trích yếu hoặc tên gọi của văn bản."))
        return title

    @property
    def asked(self) -> list[Any]:
        """The fields that the text leaves open, and those that something is wrong with."""
        return [self[name] for name in self.fields if name in self._open]

    @property
    def known(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name not in self._open]

    @property
    def _open(self) -> set[str]:
        return {*in_doubt(self.came.reading.meta), *(name for name in self.errors if name != "__all__")}

    def act(self, by: By, said: dict[str, Any]) -> object:
        details = Details(said["title"], said["kind"], said["symbol"], said["date"], said["issuer"])
        # A reading has no canonical form for a once-key; a second press finds the arrival taken.
        once, alone = replace(by, once_key=None), self.data.get("alone") == "yes"
        self.taken = take_arrival(once, arrival=self.arrival, came=with_details(self.came, details), alone=alone)
        return self.taken


class ArrivalPage:
    """`error`: why a press could not be done; `unread`: why its words cannot be had any more."""

    def __init__(self, viewer: Viewer, arrival: Arrival, data: QueryDict | None = None) -> None:
        self.viewer, self.arrival, self.data = viewer, arrival, data
        self.error = self.unread = ""
        self.form = self._form() if self.open else None

    @property
    def open(self) -> bool:
        """Whether a person may make a document of it now."""
        asked = self.arrival.state in (ArrivalState.ASKED, ArrivalState.FAILED)
        return asked and self.arrival.document_id is None

    def _form(self) -> DetailsForm | None:
        try:
            return DetailsForm(self.viewer, self.arrival, incoming_of(self.arrival), self.data)
        except Invalid as error:
            self.unread = str(error)
            return None

    @cached_property
    def excerpt(self) -> str:
        return self.form.came.text[:EXCERPT] if self.form else ""

    def press(self) -> str:
        """Where to go on after what was pressed; empty where it could not be done."""
        by = self.viewer.by(capability="load_document")
        try:
            match self.data.get("do") if self.data else "":
                case "again":
                    read_again(by, arrival=self.arrival)
                case "drop":
                    drop_arrival(by, arrival=self.arrival)
                case _:
                    form = self.form
                    return address_of(form.taken) if form and form.is_bound and form.take() else ""
        except ActionError as error:
            self.error = str(error)
            return ""
        return reverse("plans:bring")
