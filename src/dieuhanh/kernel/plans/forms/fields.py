"""Fields as Vietnamese offices fill them: days, percents, words, units and people of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.foundation.vietnamese.dates import DateError, format_day, parse_day
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.plans.actions.evidence import Attached
from dieuhanh.kernel.plans.days import not_meant

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

IN = {"class": "in"}
DAY_HINT, CHOOSE = gettext_lazy("Viết như 24/11/2021."), gettext_lazy("Chọn")
LONGEST = 4000  # letters of one field of words


class WordsField(forms.CharField):
    """A few sentences. What is missing is told by the action, in its own words; `must` lets the browser say it first."""

    def __init__(
        self, label: str | _StrPromise, *, must: bool = True, rows: int = 3, hint: str | _StrPromise = ""
    ) -> None:
        attrs = {**IN, "rows": rows} | ({"required": True} if must else {})
        widget = forms.Textarea(attrs)
        super().__init__(label=label, required=False, max_length=LONGEST, widget=widget, help_text=hint)


class LineField(forms.CharField):
    """One line."""

    def __init__(
        self, label: str | _StrPromise, *, must: bool = True, longest: int = 200, hint: str | _StrPromise = ""
    ) -> None:
        attrs = {**IN, "autocomplete": "off"} | ({"required": True} if must else {})
        widget = forms.TextInput(attrs)
        super().__init__(label=label, required=False, max_length=longest, widget=widget, help_text=hint)


class DayField(forms.CharField):
    """24/11/2021, also "ngày 24 tháng 11 năm 2021"; the cleaned value is a date, None where it may be empty and is."""

    def __init__(
        self,
        label: str | _StrPromise,
        *,
        must: bool = True,
        hint: str | _StrPromise = DAY_HINT,
    ) -> None:
        attrs = {**IN, "inputmode": "numeric", "autocomplete": "off", "placeholder": "24/11/2021"}
        widget = forms.TextInput(attrs | ({"required": True} if must else {}))
        super().__init__(label=label, required=False, max_length=40, widget=widget, help_text=hint)
        self.must = must

    def prepare_value(self, value: Any) -> Any:
        return format_day(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text and not self.must:
            return None
        try:
            day = parse_day(text)
        except DateError as error:
            raise ValidationError(str(error)) from error
        if not_meant(day, today()):
            raise ValidationError(_("Ngày %s không dùng được; hãy xem lại năm") % format_day(day))
        return day


class PercentField(forms.CharField):
    """40 or "40 %"; whether such a percent may be is for the action to say."""

    def __init__(self, label: str | _StrPromise, *, must: bool = False, hint: str | _StrPromise = "") -> None:
        attrs = {**IN, "inputmode": "numeric", "autocomplete": "off"} | ({"required": True} if must else {})
        super().__init__(label=label, required=False, max_length=12, widget=forms.TextInput(attrs), help_text=hint)
        self.must = must

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace("%", "").strip()
        if not text and not self.must:
            return None
        number = whole_number(text, 9)
        if number is None:
            raise ValidationError(_("“%s” không phải số phần trăm; hãy ghi số nguyên từ 0 đến 100") % text)
        return number


class OneField(forms.ChoiceField):
    """One row of those that the form offers: `offer` gives them when the form is made. The cleaned value is its key, None where nothing
    was chosen."""

    def __init__(
        self, label: str | _StrPromise, *, empty: str | _StrPromise = CHOOSE, hint: str | _StrPromise = ""
    ) -> None:
        super().__init__(label=label, required=False, widget=forms.Select(IN), help_text=hint)
        self.empty = empty

    def offer(self, pairs: Mapping[int, str]) -> None:
        self.choices = [("", self.empty), *((str(pk), name) for pk, name in pairs.items())]

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return int(text) if text else None


class ManyField(forms.MultipleChoiceField):
    """Rows that are ticked; the cleaned value is the list of their keys."""

    def __init__(self, label: str | _StrPromise, *, hint: str | _StrPromise = "") -> None:
        widget = forms.CheckboxSelectMultiple()
        super().__init__(label=label, required=False, widget=widget, help_text=hint)

    def offer(self, pairs: Mapping[int, str]) -> None:
        self.choices = [(str(pk), name) for pk, name in pairs.items()]

    def clean(self, value: Any) -> Any:
        return [int(key) for key in super().clean(value)]


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, as they came in."""

    def __init__(self, label: str | _StrPromise, *, hint: str | _StrPromise = "") -> None:
        super().__init__(label=label, required=False, widget=_Files(dict(IN)), help_text=hint, allow_empty_file=True)

    def clean(self, data: Any, initial: Any = None) -> Any:
        found: Iterable[UploadedFile] = data if isinstance(data, list | tuple) else [data] if data else []
        files = [Attached(file.read(), file.name or "tep") for file in found]
        if faults := [file.fault for file in files if file.fault]:
            raise ValidationError([fault[:1].upper() + fault[1:] for fault in faults])
        return files
