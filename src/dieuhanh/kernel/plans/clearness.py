"""«6 rõ»: whether a task says who, what, until when, under whom, with which product, by which authority; and what is missing.

One table of faults serves a task's page, the list's filter and the counts, so that no two of them differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Length, Substr
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.models import Grant
from dieuhanh.kernel.access.roles import Role as Rights
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.plans.models import (
    UNFINISHED_PHASES,
    AreaPost,
    Assignment,
    Charge,
    Kind,
    Mention,
    Phase,
    Role,
    State,
    Task,
    TaskBasis,
)
from dieuhanh.kernel.units.models import UnitName

SHORTEST = 12  # letters of a title that says what is to be done
ASKED_WITHIN = 120  # letters before the name of the unit in which "đề nghị" may stand
ANY = "any"
MARKS = {
    "people": gettext_lazy("Rõ người"),
    "work": gettext_lazy("Rõ việc"),
    "time": gettext_lazy("Rõ thời gian"),
    "duty": gettext_lazy("Rõ trách nhiệm"),
    "product": gettext_lazy("Rõ sản phẩm"),
    "authority": gettext_lazy("Rõ thẩm quyền"),
}
LACKING = {
    "people": gettext_lazy("Chưa rõ người"),
    "work": gettext_lazy("Chưa rõ việc"),
    "time": gettext_lazy("Chưa rõ thời gian"),
    "duty": gettext_lazy("Chưa rõ trách nhiệm"),
    "product": gettext_lazy("Chưa rõ sản phẩm"),
    "authority": gettext_lazy("Chưa rõ thẩm quyền"),
}
# Each fault: the mark it takes away, and what is missing in words.
FAULTS = {
    "no_lead": ("people", gettext_lazy("chưa có đơn vị chủ trì")),
    "no_officer": ("people", gettext_lazy("đơn vị chưa phân công cán bộ")),
    "short": ("work", gettext_lazy("nội dung quá ngắn")),
    "no_verb": ("work", gettext_lazy("nội dung chưa có động từ giao việc")),
    "no_due": ("time", gettext_lazy("chưa có thời hạn, cũng không phải nhiệm vụ thường xuyên")),
    "no_charge": ("duty", gettext_lazy("chưa có lãnh đạo phụ trách lĩnh vực hoặc chuyên viên theo dõi")),
    "no_product": ("product", gettext_lazy("chưa ghi sản phẩm hoặc chỉ tiêu")),
    "no_ground": ("authority", gettext_lazy("chưa có căn cứ: văn bản không ghi cơ quan ban hành, không viện dẫn")),
    "not_asked": ("authority", gettext_lazy("đơn vị không thuộc quyền giao; lời văn phải là «đề nghị»")),
}
WORKING = (State.RUNNING, State.SUBMITTED, State.REPORTED)  # the unit has received it and names its officer


@dataclass(frozen=True, slots=True)
class Clear:
    """One of the six marks; `missing` in words, nothing where it is clear."""

    key: str
    word: str
    missing: tuple[str, ...] = ()

    @property
    def css(self) -> str:
        return "soon" if self.missing else "ok"


@dataclass(slots=True)
class ClearCounts:
    """How many tasks, how many of them lack each mark, how many lack any."""

    total: int = 0
    unclear: int = 0
    missing: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MARKS, 0))

    def add(self, total: int, unclear: int, missing: Iterable[int]) -> None:
        self.total += total
        self.unclear += unclear
        for key, n in zip(MARKS, missing, strict=True):
            self.missing[key] += n


def faults(day: date) -> Mapping[str, Q]:
    """Each fault as a condition on Task; what the office has decided is that of the day."""
    leads = Assignment.objects.filter(task=OuterRef("pk"), role=Role.LEAD)
    handled = AreaPost.objects.valid_on(day).filter(charge=Charge.HANDLES, area=OuterRef("area"))
    asked = Q(lead__in=UnitName.objects.valid_on(day).filter(commanded=False).values("unit_id"))
    bases = TaskBasis.objects.filter(task=OuterRef("pk"))
    by_hand, alone = Q(direction__isnull=False), Q(follower=None, owner_post=None)
    return {
        "no_lead": Q(lead=None) & ~Exists(leads) & ~Exists(Task.objects.filter(parent=OuterRef("pk"))),
        "no_officer": Q(lead__isnull=False, owner_post=None, state__in=WORKING)
        & ~asked
        & ~Exists(leads.filter(officer__isnull=False))
        & ~Exists(handled.filter(post__unit=OuterRef("lead"))),
        "short": Q(title_length__lt=SHORTEST),
        "no_verb": Q(head_verb="", parent=None) & ~by_hand,
        "no_due": Q(due_at=None, kind=Kind.TASK),
        "no_charge": alone & ~by_hand & ~Q(area__in=areas_in_charge(day)),
        "no_product": Q(product="", target=""),
        "no_ground": Q(direction=None, plan__document__issuer="") & Q(~Exists(bases)),
        "not_asked": asked & ~_said_as_request(),
    }


def areas_in_charge(day: date) -> list[int]:
    """Areas that a post was given to lead, or whose leader's rights are over that area."""
    given = AreaPost.objects.valid_on(day).filter(charge=Charge.LEADS).values_list("area", flat=True)
    led = Grant.objects.filter(valid_on(day), role=Rights.LEADER, area__isnull=False).values_list("area", flat=True)
    return sorted(given.union(led))


def _said_as_request() -> Q:
    """In the direction, in the task's own words, or before the name of the unit that leads it, where a list passes it on."""
    begins = Greatest(F("start") - ASKED_WITHIN, Value(0))
    before = Substr("task__plan__document__text", begins + 1, F("start") - begins)
    named = Mention.objects.filter(Q(task=OuterRef("pk")) | Q(task=OuterRef("parent")), role=Role.LEAD)
    named = named.alias(before=before).filter(_holds_request("before"))
    return _holds_request("direction__words") | _holds_request("own_words") | Q(Exists(named))


def _holds_request(column: str) -> Q:
    """SQLite compares only English letters without case."""
    found = Q()
    for word in ("đề nghị", "Đề nghị", "ĐỀ NGHỊ"):
        found |= Q((f"{column}__contains", word))
    return found


def measured(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """With what the conditions of `faults` compare: the title's length, and the task's words in its document."""
    own = Substr("plan__document__text", F("start") + 1, F("end") - F("start"))
    return tasks.alias(title_length=Length("title"), own_words=own)


def mark_conditions(day: date) -> dict[str, Q]:
    """Of each mark: that it is missing."""
    found = dict.fromkeys(MARKS, Q())
    for name, condition in faults(day).items():
        found[FAULTS[name][0]] |= condition
    return found


def unclear(tasks: QuerySet[Task], key: str, day: date) -> QuerySet[Task]:
    """Tasks, drafted or unfinished, that lack the mark, or any of the six."""
    open_ones = measured(tasks).filter(phase__in=[*UNFINISHED_PHASES, Phase.DRAFT])
    marks = mark_conditions(day)
    return open_ones.filter(_any(marks) if key == ANY else marks[key])


def _any(marks: Mapping[str, Q]) -> Q:
    found = Q()
    for condition in marks.values():
        found |= condition
    return found


def marks_of(task_ids: Iterable[int], day: date) -> dict[int, list[Clear]]:
    """The six marks of each task, in one question beside that of `areas_in_charge`."""
    flags = {name: Case(When(condition, then=True), default=False) for name, condition in faults(day).items()}
    tasks = measured(Task.objects.filter(pk__in=list(task_ids))).order_by()
    rows = tasks.annotate(**{f"is_{name}": flag for name, flag in flags.items()})
    found = rows.values_list("pk", *(f"is_{name}" for name in flags))
    return {row[0]: _marks(dict(zip(flags, row[1:], strict=True))) for row in found}


def _marks(is_fault: Mapping[str, bool]) -> list[Clear]:
    return [
        Clear(key, str(LACKING[key] if missing else word), missing)
        for key, word in MARKS.items()
        for missing in [tuple(str(words) for name, (of, words) in FAULTS.items() if of == key and is_fault[name])]
    ]


def counted_by(tasks: QuerySet[Task], day: date, *by: str) -> list[tuple[tuple[object, ...], ClearCounts]]:
    """Counts of the tasks by some of their columns, in one GROUP BY in which each mark is asked once of each task."""
    flags = {f"lacks_{key}": Case(When(q, then=True), default=False) for key, q in mark_conditions(day).items()}
    rows = measured(tasks).order_by().annotate(**flags).values_list(*by, *flags).annotate(n=Count("pk"))
    found: dict[tuple[object, ...], ClearCounts] = defaultdict(ClearCounts)
    for *key, n in rows:
        lacks = key[len(by) :]
        found[tuple(key[: len(by)])].add(n, n if any(lacks) else 0, (n if lack else 0 for lack in lacks))
    return list(found.items())
