"""What the task list is asked for: each filter read from the address, what cannot be read said in words, and the tasks that fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dieuhanh.foundation.vietnamese.dates import DateError, parse_day
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.pages.options import Options
from dieuhanh.kernel.pages.queries import plain_words, search, whole_number
from dieuhanh.kernel.plans import narrowing
from dieuhanh.kernel.plans.clearness import ANY, LACKING, unclear
from dieuhanh.kernel.plans.models import Assignment, Phase, Plan, Role, Task
from dieuhanh.kernel.plans.overview import with_extensions
from dieuhanh.kernel.plans.queries import tasks_visible_to, without_parts
from dieuhanh.kernel.plans.timeliness import conditions, day_begins
from dieuhanh.kernel.units.models import Area

NAMES = ("q", "area", "state", "unit", "role", "plan", "from", "until", "sort", "clear")
PAST, NO_AREA = "past", "none"
ROLES = {"lead": Role.LEAD, "coop": Role.COOP}
SHOWN = 60  # letters of a plan's name in the list one chooses from
SORTS = ("due", "title", "unit")


@dataclass
class Choices:
    """What may be chosen; `past`: plans whose time has passed, whose tasks are shown when asked for; `dropped`: drafted plans that nobody
    wanted, whose tasks are in no list. The options are made once."""

    areas: list[Area]
    units: list[tuple[int, str]]
    plans: list[Plan]
    past: list[Plan]
    dropped: list[int]
    states: list[tuple[str, str]]
    set_by: dict[str, int]

    @cached_property
    def area_options(self) -> Options:
        return Options([*((a.code, str(a)) for a in self.areas), (NO_AREA, _("Chưa xếp lĩnh vực"))])

    @cached_property
    def more_options(self) -> dict[str, Options]:
        return {"setby": narrowing.set_by_options(self.set_by), **narrowing.more_options()}

    @cached_property
    def unit_options(self) -> Options:
        return Options([(str(unit_id), name) for unit_id, name in self.units])

    @cached_property
    def clear_options(self) -> Options:
        words = [(key, str(word)) for key, word in LACKING.items()]
        return Options([("", _("Mọi nhiệm vụ")), (ANY, _("Chưa đủ 6 rõ")), *words])

    @cached_property
    def plan_options(self) -> Options:
        plans = [(str(p.pk), _shortened(p.name)) for p in (*self.plans, *self.past)]
        return Options([*plans, (PAST, _("Mọi kế hoạch đã hết thời gian"))] if self.past else plans)


def _shortened(name: str) -> str:
    return name if len(name) <= SHOWN else f"{name[:SHOWN]}…"


@dataclass(slots=True)
class Filters:
    """`typed`: as it came, without control characters; `problems`: what of it cannot be, in words."""

    typed: dict[str, str]
    problems: list[str] = field(default_factory=list)
    days: dict[str, Q] = field(default_factory=dict)

    @property
    def more(self) -> bool:
        """Whether one of those is used that are not shown at first."""
        return any(self.typed[name] for name in narrowing.NAMES)

    def __getitem__(self, name: str) -> str:
        return self.typed[name]

    @property
    def sort(self) -> str:
        return self.typed["sort"] or SORTS[0]


def read_filters(wanted: Mapping[str, str], choices: Choices) -> Filters:
    found = Filters({name: plain_words(wanted.get(name, "")) for name in (*NAMES, *narrowing.NAMES)})
    typed = found.typed
    allowed: dict[str, tuple[set[str], str]] = {
        "area": ({a.code for a in choices.areas} | {NO_AREA}, _("Không có lĩnh vực «%s»; hãy chọn trong danh sách.")),
        "state": ({key for key, _word in choices.states}, _("Không có trạng thái «%s»; hãy chọn trong danh sách.")),
        "role": (set(ROLES), _("Không có vai trò «%s»; chỉ có chủ trì (lead) và phối hợp (coop).")),
        "clear": ({*LACKING, ANY}, _("Không có dấu «%s» trong sáu rõ; hãy chọn trong danh sách.")),
        "sort": (set(SORTS), _("Không có cách xếp «%s»; chỉ có thời hạn (due), tên (title), đơn vị (unit).")),
        "plan": (
            {str(p.pk) for p in (*choices.plans, *choices.past)} | {PAST},
            _("Không có kế hoạch «%s» trong phạm vi bạn được xem; hãy chọn trong danh sách."),
        ),
    }
    for name, (values, words) in {**allowed, **narrowing.allowed()}.items():
        if typed[name] and typed[name] not in values:
            found.problems.append(words % typed[name])
    if typed["unit"] and whole_number(typed["unit"]) is None:
        found.problems.append(_("Không có đơn vị «%s»; hãy chọn trong danh sách.") % typed["unit"])
    _read_days(found)
    return found


def _read_days(found: Filters) -> None:
    """The last day in time lies in the range, both ends included."""
    for name, word in (("from", _("Thời hạn từ ngày")), ("until", _("Thời hạn đến ngày"))):
        if not found.typed[name]:
            continue
        try:
            day = parse_day(found.typed[name])
            if not 1900 <= day.year <= 2999:
                raise OverflowError
            begins = day_begins(day)
            bound = Q(due_at__gt=begins) if name == "from" else Q(due_at__lte=begins + timedelta(days=1))
        except DateError as error:
            found.problems.append(f"{word}: {error}.")
        except OverflowError:
            found.problems.append(_("%(field)s: “%(day)s” quá xa.") % {"field": word, "day": found.typed[name]})
        else:
            found.days[name] = bound


def filtered(viewer: Viewer, filters: Filters, choices: Choices) -> QuerySet[Task]:
    """The visible tasks that fit; none where a filter cannot be. Without a plan chosen, plans of a past time are left out."""
    tasks = tasks_visible_to(viewer)
    if filters.problems:
        return tasks.none()
    if area := filters["area"]:
        chosen = next((a for a in choices.areas if a.code == area), None)
        tasks = tasks.filter(area=chosen) if chosen else tasks.filter(area__isnull=True)
    if (state := filters["state"]) == Phase.DRAFT:
        tasks = tasks.filter(phase=Phase.DRAFT)
    elif state:
        tasks = tasks.filter(conditions(now())[state])
    if not filters["unit"] and filters["parts"] != narrowing.PARTS:
        tasks = without_parts(tasks, viewer)
    if filters["clear"]:
        tasks = unclear(tasks, filters["clear"], today())
    for bound in filters.days.values():
        tasks = tasks.filter(bound)
    tasks = _of_plan(tasks, filters["plan"], choices)
    tasks = _of_unit(tasks, filters["unit"], filters["role"], viewer)
    return search(narrowing.narrowed(tasks, filters.typed, viewer), "folded", filters["q"])


def _of_plan(tasks: QuerySet[Task], plan: str, choices: Choices) -> QuerySet[Task]:
    past = [p.pk for p in choices.past]
    if plan == PAST:
        return tasks.filter(plan__in=past)
    if plan:
        return tasks.filter(plan__in=with_extensions(int(plan), (*choices.plans, *choices.past)))
    left_out = [*past, *choices.dropped]
    return tasks.exclude(plan__in=left_out) if left_out else tasks


def _of_unit(tasks: QuerySet[Task], unit: str, role: str, viewer: Viewer) -> QuerySet[Task]:
    """A role without a unit is that of the viewer's own units; for one who sees everything, of any."""
    if not unit and not role:
        return tasks
    rows = Assignment.objects.all()
    if unit:
        rows = rows.filter(unit=int(unit))
    elif units := viewer.scope("see_tasks").units:
        rows = rows.filter(unit__in=sorted(units))
    if role:
        rows = rows.filter(role=ROLES[role])
    return tasks.filter(pk__in=rows.values("task_id"))
