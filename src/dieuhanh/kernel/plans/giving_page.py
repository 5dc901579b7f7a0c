"""The page on which a task is given by hand: a line is read into fields, a person corrects them, the direction is given."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time

from django.utils.translation import gettext as _

from dieuhanh.foundation.calendar import Calendar
from dieuhanh.foundation.vietnamese.dates import DateError, format_day, parse_day
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.errors import ActionError, Invalid
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.plans.actions.directing import NewTask, give_task
from dieuhanh.kernel.plans.days import not_meant
from dieuhanh.kernel.plans.giving_choices import GivingChoices
from dieuhanh.kernel.plans.models import RuleName, SetBy, Task, Urgency
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.plans.spoken import Proposal, proposed
from dieuhanh.kernel.units.models import Unit

PROPOSED = ("title", "leads", "coop", "last_day", "hour", "standing", "urgency", "product", "area")
CHOSEN = ("plan", "set_by", "superior_day", "given_by", "given_on", "owner_post")
KEPT = ("words", "read", "due_text", "once")
LONGEST = 2000
LONGEST_ONCE = 40  # letters of the key of a press; ours have 32
_HOUR = re.compile(r"([01]?\d|2[0-3])\s*(?:giờ|g|h|:)\s*([0-5]\d)?", re.ASCII)


class GivingPage:
    """`typed`: each field as it stands; `was`: what the line last proposed for it: a field that still has this follows the line.

    `errors` by field, "" for the whole. `read`: the words that the fields were proposed from.
    """

    def __init__(self, viewer: Viewer, wanted: Mapping[str, str]) -> None:
        self.viewer = viewer
        self.choices = GivingChoices(viewer)
        names = (*PROPOSED, *CHOSEN, *KEPT)
        self.typed = {name: wanted.get(name, "").strip()[:LONGEST] for name in names}
        self.was = {name: wanted.get(f"was_{name}", "").strip()[:LONGEST] for name in PROPOSED}
        self.errors: dict[str, str] = {}
        self.notes: list[str] = []
        self._begin()

    def _begin(self) -> None:
        typed = self.typed
        typed["once"] = typed["once"][:LONGEST_ONCE] or secrets.token_hex(16)
        typed["set_by"] = typed["set_by"] or SetBy.DIRECT
        typed["given_on"] = typed["given_on"] or format_day(today())
        if not typed["given_by"] and self.viewer.can("direct_task") and self.viewer.person:
            typed["given_by"] = str(self.viewer.person.pk)

    @property
    def proposes(self) -> bool:
        """Whether there are fields to look at."""
        return bool(self.typed["read"] or self.errors)

    @property
    def more_open(self) -> bool:
        """A field that stands under «Thêm» is wrong."""
        return bool(self.errors.keys() & {"coop", "product", "standing", *CHOSEN} - {"given_by", "given_on"})

    @property
    def said_not_read(self) -> bool:
        """The line was changed since its fields were proposed, or never read."""
        return self.typed["words"] != self.typed["read"]

    def read_line(self) -> None:
        """Fill the fields that nobody has touched from the line."""
        typed = self.typed
        typed["read"] = typed["words"]
        if not typed["words"]:
            return
        with_day = bool(Rules(today()).number(RuleName.BEFORE_WITH_DAY))
        found = proposed(typed["words"], today(), self.choices.units.resolver, before_with_day=with_day)
        for name, value in self._fields(found).items():
            if typed[name] == self.was[name]:
                typed[name] = value
                self.was[name] = value
        typed["due_text"] = found.due_text
        self.notes += [_("Chưa rõ «%s» là đơn vị nào; hãy chọn đơn vị trong gợi ý.") % name for name in found.unknown]
        if found.due_text and found.last_day is None:
            self.notes.append(_("Chưa tính được ngày từ lời «%s»; hãy ghi ngày cuối cùng.") % found.due_text)
        if found.last_day and not Calendar.of_vietnam().is_working(found.last_day):
            self.notes.append(_("Ngày %s là ngày nghỉ; nhắc vào ngày làm việc trước đó.") % format_day(found.last_day))

    def _fields(self, found: Proposal) -> dict[str, str]:
        area = self.choices.area_of(f"{found.title} {self.typed['words']}")
        return {
            "title": found.title,
            "leads": self.choices.units.written(found.leads),
            "coop": self.choices.units.written(found.coop),
            "last_day": format_day(found.last_day) if found.last_day else "",
            "hour": found.hour.strftime("%H:%M") if found.hour else "",
            "standing": "1" if found.standing else "",
            "urgency": str(found.urgency.value),
            "product": found.product,
            "area": area.code if area else "",
        }

    def give(self) -> Task | None:
        """The task; None where something cannot be, and `errors` says what."""
        new = self._new_task()
        leader = next((p for p in self.choices.leaders if str(p.pk) == self.typed["given_by"]), None)
        said_on = self._day("given_on")
        if leader is None:
            self.errors["given_by"] = _("hãy chọn người đã chỉ đạo")
        if self.typed["due_text"] and not self.typed["last_day"] + self.typed["hour"] and not self.typed["standing"]:
            words = _("lời chỉ đạo có thời hạn «%s» mà chưa ra ngày nào; hãy ghi ngày cuối cùng, hoặc sửa lời chỉ đạo")
            self.errors["last_day"] = words % self.typed["due_text"]
        if self.errors or new is None:
            return None
        by = self.viewer.by(capability="give_task")
        try:
            return give_task(
                replace(by, once_key=f"give:{self.typed['once']}"),
                new=new,
                words=self.typed["words"],
                given_by=leader,
                given_on=said_on,
            )
        except ActionError as error:
            self.errors[error.field if isinstance(error, Invalid) else ""] = str(error)
            return None

    def given_words(self, task: Task) -> str:
        """Where several units lead, each has a part."""
        parts = task.parts.count()
        if parts:
            return _("Đã giao nhiệm vụ %(code)s, mỗi đơn vị một phần (%(n)d đơn vị).") % {"code": task.code, "n": parts}
        return _("Đã giao nhiệm vụ %(code)s: %(units)s.") % {"code": task.code, "units": self.typed["leads"]}

    def _new_task(self) -> NewTask | None:
        typed = self.typed
        leads, coop = self._units("leads"), self._units("coop")
        last_day, superior_day, hour = self._day("last_day"), self._day("superior_day"), self._hour()
        if hour and last_day is None and "last_day" not in self.errors:
            self.errors["last_day"] = _("có giờ thì phải có ngày")
        area = next((a for a in self.choices.areas if a.code == typed["area"]), None)
        plan = next((p for p in self.choices.plans if str(p.pk) == typed["plan"]), None)
        self._must_be_offered("area", area, typed["area"])
        self._must_be_offered("plan", plan, typed["plan"])
        post = next((p for p in self.choices.posts if str(p.pk) == typed["owner_post"]), None)
        urgency = whole_number(typed["urgency"] or "0")
        if self.errors:
            return None
        return NewTask(
            title=typed["title"],
            leads=leads,
            coop=coop,
            last_day=last_day,
            hour=hour,
            due_text=typed["due_text"],
            product=typed["product"],
            area=area,
            plan=plan,
            set_by=SetBy(typed["set_by"]) if typed["set_by"] in SetBy.values else SetBy.DIRECT,
            urgency=Urgency(urgency) if urgency in Urgency.values else Urgency.NORMAL,
            standing=bool(typed["standing"]),
            superior_day=superior_day,
            owner_post=post,
        )

    def _must_be_offered(self, name: str, found: object, typed: str) -> None:
        if typed and found is None:
            self.errors[name] = _("không có «%s» trong phạm vi bạn được giao; hãy chọn trong danh sách") % typed

    def _units(self, name: str) -> list[Unit]:
        found = self.choices.units.typed(self.typed[name])
        if found.problems:
            self.errors[name] = "; ".join(found.problems)
        units = Unit.objects.in_bulk(found.unit_ids)
        return [units[pk] for pk in found.unit_ids if pk in units]

    def _day(self, name: str) -> date | None:
        if not self.typed[name]:
            return None
        try:
            day = parse_day(self.typed[name])
        except (DateError, OverflowError) as error:
            self.errors[name] = str(error)
            return None
        if not_meant(day, today()):
            self.errors[name] = _("Ngày %s không dùng được; hãy xem lại năm") % format_day(day)
        return day

    def _hour(self) -> time | None:
        if not self.typed["hour"]:
            return None
        match = _HOUR.fullmatch(self.typed["hour"].lower())
        if match is None:
            self.errors["hour"] = _("“%s” không phải giờ hợp lệ; viết như 17:00 hoặc 17 giờ") % self.typed["hour"]
            return None
        return time(int(match[1]), int(match[2] or 0))
