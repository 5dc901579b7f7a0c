"""What is typed about one person: read by the rules of the list of people, each fault beside its field, and all of it kept."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.http import QueryDict

from dieuhanh.foundation.sheets import Column, is_blank
from dieuhanh.foundation.vietnamese.dates import format_day, parse_day
from dieuhanh.kernel.access.models import Holding, Person, Post
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import ActionError, Invalid
from dieuhanh.kernel.pages.options import Options
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.setup.one_person import add_person, change_post, correct_name, leave
from dieuhanh.kernel.setup.people_file import NAME, TITLE, USERNAME
from dieuhanh.kernel.units.models import Area, Unit, UnitName
from dieuhanh.kernel.units.queries import names_on

T = TypeVar("T")
ONCE = re.compile(r"[0-9a-f]{32}")
DAYS = {"day", "from_day", "until_day"}  # what actions call the one day that a form asks for
EMPTY = "chưa có gì; phải điền"
ROLES = [(value, label) for value, label in Role.choices]


class _Typed:
    """The fields as they were typed. `errors`: by field; "" holds what concerns the whole form."""

    day_field = "from_day"

    def __init__(self, viewer: Viewer, form: QueryDict) -> None:
        self.viewer = viewer
        self.errors: dict[str, str] = {}
        self.typed = {name: "".join(c for c in str(value) if c.isprintable()) for name, value in form.items()}
        self._ticked = set(form.getlist("area"))
        once = self.typed.get("once", "")
        self.once = once if ONCE.fullmatch(once) else secrets.token_hex(16)

    @property
    def trouble(self) -> str:
        return self.errors.get("", "")

    def _ask(self, act: Callable[[By], T]) -> T | None:
        """What the action gives; None where a field or the action refuses. The key makes two presses one act."""
        if self.errors:
            return None
        try:
            return act(self.viewer.by(capability="manage_people", once_key=self.once))
        except ActionError as error:
            field = error.field if isinstance(error, Invalid) else ""
            field = self.day_field if field in DAYS else field
            self.errors[field if field in self.typed else ""] = str(error)
            return None

    def _read(self, field: str, column: Column[Any]) -> str:
        """By the rules of the column of this name in the list of people; empty where it cannot be read."""
        value = self.typed.get(field, "")
        if is_blank(value):
            if column.filled:
                self.errors[field] = EMPTY
            return ""
        try:
            return str(column.read(value))
        except ValueError as error:
            self.errors[field] = str(error)
            return ""

    def _day(self, field: str) -> date | None:
        try:
            return parse_day(self.typed.get(field, ""))
        except ValueError as error:
            self.errors[field] = str(error)
            return None


class _InPost(_Typed):
    """Where the person is to work, as what, with which rights, from which day."""

    def __init__(self, viewer: Viewer, form: QueryDict) -> None:
        super().__init__(viewer, form)
        self.typed = {"role": Role.UNIT_OFFICER.value, "from_day": format_day(viewer.on)} | self.typed
        self.roles = ROLES

    @cached_property
    def _names(self) -> dict[int, UnitName]:
        return names_on(self.viewer.on)

    @cached_property
    def _units(self) -> dict[int, UnitName]:
        scope = self.viewer.scope("manage_people")
        return {pk: name for pk, name in self._names.items() if scope.reaches(pk)}

    @property
    def units(self) -> str:
        options = Options([(str(pk), name.name) for pk, name in self._units.items()])
        return options.chosen(self.typed.get("unit", ""))

    @property
    def areas(self) -> list[tuple[Area, bool]]:
        return [(area, str(area.pk) in self._ticked) for area in Area.objects.order_by("number")]

    def _place(self) -> dict[str, Any]:
        """As both actions take it; an unread field has left its error."""
        return {
            "title": self._read("title", TITLE),
            "unit": self._unit(),
            "role": self._role(),
            "areas": [area for area, ticked in self.areas if ticked],
            "from_day": self._day("from_day"),
        }

    def _unit(self) -> Unit | None:
        pk = whole_number(self.typed.get("unit", ""))
        if pk not in self._units:
            self.errors["unit"] = "chưa chọn đơn vị; chọn một đơn vị trong danh sách"
            return None
        return Unit.objects.get(pk=pk)

    def _role(self) -> str:
        role = self.typed["role"]
        if role not in Role.values:
            labels = ", ".join(f"«{label}»" for _, label in ROLES)
            self.errors["role"] = f"«{role}» không có; chọn một trong {labels}"
        return role


class NewPersonForm(_InPost):
    def take(self) -> Person | None:
        given = {"name": self._read("name", NAME), "username": self._read("username", USERNAME), **self._place()}
        return self._ask(lambda by: add_person(by, **given))


class ChangeForm(_InPost):
    """Three forms of one page; `do` says which was sent: «name», «post», «leave»."""

    def __init__(self, viewer: Viewer, person: Person, form: QueryDict) -> None:
        super().__init__(viewer, form)
        self.person = person
        self.do = self.typed.get("do", "")
        self.typed = {"name": person.name, "day": format_day(viewer.on)} | self.typed
        self.seen = person.act_id
        self.day_field = "day" if self.do == "leave" else "from_day"

    @property
    def oneself(self) -> bool:
        return self.viewer.person == self.person

    @cached_property
    def held(self) -> list[Holding]:
        """What the person holds, today or later."""
        found = Holding.objects.filter(person=self.person, until_day__gt=self.viewer.on)
        return list(found.select_related("post").order_by("from_day", "pk"))

    @property
    def leaving(self) -> str:
        """Posts to choose from, each with the act that wrote it last: whoever changes it meanwhile is not overwritten."""
        options = Options([(f"{h.pk}-{h.act_id}", self._words(h.post)) for h in self.held])
        return options.chosen(self.typed.get("leaving", ""))

    def _words(self, post: Post) -> str:
        unit = self._names.get(post.unit_id)
        return f"{post.title}, {unit}" if unit else post.title

    @property
    def beside(self) -> bool:
        """Was a post chosen that comes beside those held?"""
        return self.typed.get("leaving") == ""

    def take(self) -> object | None:
        """Something where it was done."""
        forms = {"name": self._name, "post": self._post, "leave": self._leave}
        if self.do not in forms:
            self.errors[""] = "biểu mẫu không đầy đủ; hãy mở lại trang"
            return None
        return forms[self.do]()

    def _name(self) -> Person | None:
        name, seen = self._read("name", NAME), whole_number(self.typed.get("seen", "")) or 0
        return self._ask(lambda by: correct_name(by, person=self.person, name=name, seen=seen))

    def _post(self) -> Holding | None:
        given, (leaving, seen) = self._place(), self._leaving()
        return self._ask(lambda by: change_post(by, person=self.person, leaving=leaving, seen=seen, **given))

    def _leaving(self) -> tuple[Holding | None, int | None]:
        chosen = self.typed.get("leaving", "")
        if not chosen:
            return None, None
        key, _, seen = chosen.partition("-")
        found = Holding.objects.filter(person=self.person, pk=whole_number(key) or 0).select_related("post").first()
        if found is None:
            self.errors["leaving"] = "người này không giữ chức vụ đã chọn; chọn trong danh sách"
        return found, whole_number(seen)

    def _leave(self) -> Person | None:
        day = self._day("day")
        if day is None:
            return None
        return self._ask(lambda by: leave(by, person=self.person, day=day))
