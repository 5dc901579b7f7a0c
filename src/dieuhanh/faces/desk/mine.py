"""«Bàn làm việc»: all that a person owes in one list, due first; what waits for others stands apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.pages.owing import MOST, Key, Kind, Owed, counts_of, keys_of, kinds, shown
from dieuhanh.kernel.pages.pager import SIZE, Page, address, no_such_page, page_number
from dieuhanh.kernel.pages.queries import plain_words, whole_number
from dieuhanh.kernel.plans.actions.receiving import accept_tasks
from dieuhanh.kernel.plans.owing.kinds import ACCEPT
from dieuhanh.kernel.plans.queries import tasks_visible_to
from dieuhanh.kernel.plans.timeliness import SOON_DAYS

WAITING = "waiting"
BESIDE = 10  # of what waits for others, beside the list
SECTIONS = {
    "first": ("info", gettext_lazy("Ý kiến chỉ đạo cần trả lời")),
    "over": ("over", gettext_lazy("Quá hạn")),
    "soon": ("soon", gettext_lazy("Đến hạn trong 7 ngày tới")),
    "run": ("run", gettext_lazy("Đến hạn sau đó")),
    "asked": ("wait", gettext_lazy("Nơi khác đang chờ bạn")),
    "none": ("none", gettext_lazy("Không có thời hạn")),
}


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    icon: str
    word: object
    rows: list[Owed]


@dataclass(frozen=True, slots=True)
class Tab:
    url: str
    word: object
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """`sections`: of this page of the list; `beside`: the first of what waits for others. `to_accept`: what one press receives."""

    heading: str
    lede: str
    tabs: list[Tab]
    page: Page
    sections: list[Section]
    beside: list[Owed]
    waiting: int
    to_accept: list[int]
    problems: list[str]


def desk(viewer: Viewer, wanted: Mapping[str, str]) -> Desk:
    keys, word_of = keys_of(viewer), {kind.key: kind for kind in kinds()}
    mine = [key for key in keys if not word_of[key.kind].waits]
    waiting = [key for key in keys if word_of[key.kind].waits]
    asked = plain_words(wanted.get("kind", ""))
    unknown = bool(asked) and asked != WAITING and asked not in word_of
    listed = waiting if asked == WAITING else [k for k in mine if asked in ("", k.kind)] if not unknown else mine
    page, chosen = _page(listed, wanted)
    beside = [] if asked else waiting[:BESIDE]
    rows = shown(viewer, [*chosen, *beside])
    here = {row.key: row for row in rows}
    return Desk(
        heading=_heading(mine),
        lede=_lede(mine),
        tabs=_tabs(mine, waiting, asked),
        page=page,
        sections=_sections([here[key] for key in chosen if key in here], apart=asked == WAITING),
        beside=[here[key] for key in beside if key in here],
        waiting=len(waiting),
        to_accept=[key.row for key in mine if key.kind == ACCEPT.key],
        problems=_problems(asked if unknown else "", page),
    )


def _page(listed: Sequence[Key], wanted: Mapping[str, str]) -> tuple[Page, list[Key]]:
    """What is counted ends at MOST of each question, which the screen says."""
    number, total, capped = page_number(wanted.get("page", "")), len(listed), len(listed) >= MOST
    first = ((number or 1) - 1) * SIZE
    if number is None or (first >= total and number > 1):
        return no_such_page(wanted, total, capped), []
    chosen = list(listed[first : first + SIZE])
    page = Page(
        rows=chosen,
        total=total,
        capped=capped,
        number=number,
        previous_url=address(wanted, number - 1) if number > 1 else "",
        next_url=address(wanted, number + 1) if first + SIZE < total else "",
    )
    return page, chosen


def _problems(unknown: str, page: Page) -> list[str]:
    said = _("Không có loại việc «%s»; đây là tất cả các việc.") % unknown if unknown else ""
    return [words for words in (said, page.problem) if words]


def section_of(key: Key) -> str:
    if key.first:
        return "first"
    if key.late is None:
        return "asked" if key.since else "none"
    left = _left(key)
    return "over" if left <= 0 else "soon" if left <= SOON_DAYS else "run"


def _sections(rows: list[Owed], *, apart: bool) -> list[Section]:
    """In the order of SECTIONS, which is that of the list; what waits for others is one section."""
    if apart:
        return [Section(WAITING, "wait", _("Bạn đang chờ nơi khác"), rows)] if rows else []
    by_section: dict[str, list[Owed]] = {key: [] for key in SECTIONS}
    for row in rows:
        by_section[section_of(row.key)].append(row)
    return [Section(key, *SECTIONS[key], found) for key, found in by_section.items() if found]


def _heading(keys: Sequence[Key]) -> str:
    if n := sum(key.first or _left(key) <= 1 for key in keys):
        return ngettext("Hôm nay cần làm %d việc", "Hôm nay cần làm %d việc", n) % n
    if n := sum(section_of(key) == "asked" for key in keys):
        return ngettext("%d việc đang chờ bạn", "%d việc đang chờ bạn", n) % n
    return _("Không có việc nào đến hạn hôm nay") if keys else _("Không còn việc nào cần làm")


def _lede(keys: Sequence[Key]) -> str:
    left = [_left(key) for key in keys]
    over, now, soon = (sum(n <= 0 for n in left), left.count(1), sum(1 < n <= SOON_DAYS for n in left))
    said = [
        ngettext("%d việc quá hạn", "%d việc quá hạn", over) % over if over else "",
        ngettext("%d việc hạn hôm nay", "%d việc hạn hôm nay", now) % now if now else "",
        ngettext("%d việc đến hạn trong 7 ngày tới", "%d việc đến hạn trong 7 ngày tới", soon) % soon if soon else "",
    ]
    words = ", ".join(filter(None, said))
    return f"{words}." if words else ""


def _left(key: Key) -> int:
    """Days until it is late: 1 on its last day."""
    return (key.late - today()).days if key.late else SOON_DAYS + 1


def _tabs(mine: Sequence[Key], waiting: Sequence[Key], asked: str) -> list[Tab]:
    counts = counts_of(mine)
    tabs = [Tab("?", _("Tất cả"), len(mine), not asked)]
    tabs += [_tab(kind, counts[kind.key], asked) for kind in kinds() if counts[kind.key] or kind.key == asked]
    return [*tabs, Tab(f"?kind={WAITING}", _("Bạn đang chờ nơi khác"), len(waiting), asked == WAITING)]


def _tab(kind: Kind, count: int, asked: str) -> Tab:
    return Tab("?" + urlencode({"kind": kind.key}), kind.word, count, kind.key == asked)


def receive_all(viewer: Viewer, numbers: str) -> int:
    """How many were received of the tasks that the page listed; what somebody else received meanwhile is no longer among them."""
    listed = {number for word in numbers.split(",")[:MOST] if (number := whole_number(word.strip())) is not None}
    waiting = [key.row for key in keys_of(viewer) if key.kind == ACCEPT.key and key.row in listed]
    tasks = list(tasks_visible_to(viewer).filter(pk__in=waiting))
    if tasks:
        accept_tasks(viewer.by(capability="accept_task"), tasks=tasks)
    return len(tasks)
