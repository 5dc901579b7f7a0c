"""The words of a mail: plain text, in the language of whom it is for, with addresses that open from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.installation.clock import current
from dieuhanh.kernel.notices.sources import Line

SHOWN = 50  # lines under one heading; a mail is no list


def one_line(words: str) -> str:
    return " ".join(words.split())


def subject(words: str) -> str:
    installation = current()
    return one_line(f"[{installation.name}] {words}" if installation else words)[:200]


def urgent_letter(person: Person, title: str, url: str) -> tuple[str, str]:
    """Subject and body."""
    with override(person.language):
        return subject(title), _whole(person, [_item(Line(title, url))])


def morning_letter(
    person: Person, day: date, new: Sequence[Line], due: Sequence[Line], anchor: tuple[int, str] | None
) -> tuple[str, str]:
    """Subject and body. `anchor`: the end of the journal, for who keeps it outside the machine."""
    with override(person.language):
        parts = []
        if new:
            parts.append(_section(_("Thông báo mới"), new))
        if due:
            parts.append(_section(_("Công việc và thời hạn"), due))
        if anchor:
            parts.append(
                "\n".join(
                    [
                        _("Mốc nhật ký; giữ thư này để đối chiếu về sau:"),
                        f"  {anchor[0]} {anchor[1]}",
                    ]
                )
            )
        words = _("Tóm tắt ngày %(day)s: %(new)d thông báo mới, %(due)d việc") % {
            "day": format_day(day),
            "new": len(new),
            "due": len(due),
        }
        return subject(words), _whole(person, parts)


def _whole(person: Person, parts: Sequence[str]) -> str:
    ends = _("Thư do hệ thống tự gửi, không trả lời thư này. Đổi địa chỉ nhận thư hoặc ngừng nhận:")
    where = absolute(reverse("notices:settings")) or _("trong hệ thống, mục Thông báo, Cài đặt.")
    return "\n\n".join([_("Kính gửi %(name)s,") % {"name": person.name}, *parts, f"-- \n{ends} {where}"]) + "\n"


def _section(heading: str, lines: Sequence[Line]) -> str:
    shown = [_item(line) for line in lines[:SHOWN]]
    if len(lines) > SHOWN:
        shown.append(_("… và %(n)d mục khác trong hệ thống.") % {"n": len(lines) - SHOWN})
    return "\n".join([f"{heading}:", *shown])


def _item(line: Line) -> str:
    due = " (" + _("thời hạn %(day)s") % {"day": format_day(line.due)} + ")" if line.due else ""
    where = absolute(line.url)
    return f"- {one_line(line.title)}{due}" + (f"\n  {where}" if where else "")


def absolute(path: str) -> str:
    """ "" where the office has not said its address: from the Host header, anyone could write it."""
    return settings.PUBLIC_URL.rstrip("/") + path if settings.PUBLIC_URL and path else ""
