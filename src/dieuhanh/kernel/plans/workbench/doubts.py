"""What a person must look at before a draft is accepted: worked out from what was read, asks the database nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dieuhanh.foundation.vietnamese.dates import format_day


@dataclass(frozen=True, slots=True)
class Name:
    """How the text names units, where that is no single unit of its day. `candidates`: names of the units it may mean."""

    words: str
    leads: bool
    candidates: tuple[str, ...] = ()
    collective: bool = False


@dataclass(frozen=True, slots=True)
class Twin:
    """A task in force that asks the same of the same unit."""

    code: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one draft. `day`: the last day in time; `ended`: names of its units that are no more, with the day from which; `doings`: how many
    things its words ask for; `twins`: what the same unit was given before."""

    has_lead: bool
    names: tuple[Name, ...] = ()
    ended: tuple[tuple[str, date], ...] = ()
    standing: bool = False
    due_text: str = ""
    day: date | None = None
    no_day: bool = False
    past: bool = False
    doings: int = 1
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """`field`: where it is mended. `choices`: what may be taken with one press. `url`: the task that it speaks of."""

    key: str
    words: str
    field: str
    choices: tuple[str, ...] = ()
    url: str = ""


def doubts_of(facts: Facts) -> list[Doubt]:
    """In the order in which a person clears them: who, until when, what. Nothing where the draft is sure."""
    return [*_who(facts), *_when(facts), *_what(facts)]


def _who(facts: Facts) -> list[Doubt]:
    """A name of the text that fits no unit asks nothing more once a person has set who leads."""
    names = [name for name in facts.names if not (name.leads and facts.has_lead)]
    found = [_name(name) for name in names]
    if not facts.has_lead and not any(name.leads for name in names):
        found.insert(0, Doubt("no_lead", _("Không thấy đơn vị chủ trì"), "leads"))
    for unit, day in facts.ended:
        words = _("%(unit)s không còn hoạt động từ ngày %(day)s") % {"unit": unit, "day": format_day(day)}
        found.append(Doubt("ended", words, "leads"))
    return found


def _name(name: Name) -> Doubt:
    field = "leads" if name.leads else "coop"
    if name.candidates:
        return Doubt("ambiguous", _("“%s” có thể là nhiều đơn vị; hãy chọn") % name.words, field, name.candidates)
    if name.collective:
        return Doubt("collective", _("“%s” chưa rõ là những đơn vị nào") % name.words, field)
    return Doubt("unknown", _("“%s” không có trong danh mục đơn vị vào ngày của văn bản") % name.words, field)


def _when(facts: Facts) -> list[Doubt]:
    if facts.standing:
        return []
    if facts.no_day:
        return [Doubt("no_day", _("“%s” không có trong lịch") % facts.due_text, "last_day")]
    if facts.day is None and facts.due_text:
        return [Doubt("unread", _("Chưa tính được ngày từ lời “%s”") % facts.due_text, "last_day")]
    if facts.day is None:
        return [Doubt("no_due", _("Không thấy thời hạn"), "last_day")]
    if facts.past:
        return [Doubt("past", _("Thời hạn %s đã qua") % format_day(facts.day), "last_day")]
    return []


def _what(facts: Facts) -> list[Doubt]:
    found = []
    if facts.doings > 1:
        found.append(Doubt("several", _("Đoạn này giao %d việc; có thể tách") % facts.doings, "title"))
    for twin in facts.twins:
        words = _("Có thể trùng nhiệm vụ %(code)s đã giao đơn vị này: %(title)s")
        found.append(Doubt("double", words % {"code": twin.code, "title": twin.title}, "title", url=twin.url))
    return found
