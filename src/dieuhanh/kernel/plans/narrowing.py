"""More that the list of tasks can be asked for: who set a task, how urgent it is, whose it is among people, and parts of tasks."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.pages.options import Options
from dieuhanh.kernel.plans.models import Assignment, Role, SetBy, Task, Urgency
from dieuhanh.kernel.plans.queries import issued_tasks, without_parts

MINE, NOBODY = "mine", "none"
PARTS, WHOLES = "only", "none"
ANY = "any"
OFFICER = {MINE: gettext_lazy("Giao cho tôi, tôi theo dõi"), NOBODY: gettext_lazy("Chưa phân công cán bộ")}
PART = {PARTS: gettext_lazy("Chỉ các phần việc"), WHOLES: gettext_lazy("Không gồm phần việc")}
NAMES = ("setby", "urgency", "officer", "parts")


def urgency_words() -> dict[str, str]:
    levels = {str(level.value): str(level.label).capitalize() for level in Urgency if level}
    return {ANY: _("Khẩn trở lên"), **levels}


def allowed() -> dict[str, tuple[set[str], str]]:
    """Of each name what may be asked for, and what is said of anything else."""
    return {
        "setby": (set(SetBy.values), _("Không có nguồn giao «%s»; hãy chọn trong danh sách.")),
        "urgency": (set(urgency_words()), _("Không có độ khẩn «%s»; hãy chọn trong danh sách.")),
        "officer": (set(OFFICER), _("Không lọc được theo cán bộ «%s»; hãy chọn trong danh sách.")),
        "parts": (set(PART), _("Không có cách lọc phần việc «%s»; hãy chọn trong danh sách.")),
    }


def narrowed(tasks: QuerySet[Task], typed: Mapping[str, str], viewer: Viewer) -> QuerySet[Task]:
    if set_by := typed["setby"]:
        tasks = tasks.filter(set_by=set_by)
    if urgency := typed["urgency"]:
        tasks = tasks.filter(urgency__gt=0) if urgency == ANY else tasks.filter(urgency=int(urgency))
    if officer := typed["officer"]:
        tasks = tasks.filter(_of_people(officer, viewer))
    if parts := typed["parts"]:
        tasks = tasks.filter(parent__isnull=parts == WHOLES)
    return tasks


def _of_people(officer: str, viewer: Viewer) -> Q:
    """Given to the viewer inside the unit, or followed; or given to nobody by the unit that leads."""
    if officer == MINE:
        given = Assignment.objects.filter(officer=viewer.person)
        return Q(pk__in=given.values("task_id")) | Q(follower=viewer.person)
    return Q(pk__in=Assignment.objects.filter(role=Role.LEAD, officer=None).values("task_id"))


def set_by_counts(viewer: Viewer) -> dict[str, int]:
    """How many of the tasks that the viewer sees were set by whom; each once."""
    tasks = without_parts(issued_tasks(viewer), viewer).order_by()
    return dict(tasks.values_list("set_by").annotate(n=Count("pk")))


def set_by_options(counts: Mapping[str, int]) -> Options:
    return Options([(key, f"{str(word).capitalize()} ({counts.get(key, 0)})") for key, word in SetBy.choices])


def more_options() -> dict[str, Options]:
    words: dict[str, Mapping[str, object]] = {"urgency": urgency_words(), "officer": OFFICER, "parts": PART}
    return {name: Options([(key, str(word)) for key, word in found.items()]) for name, found in words.items()}
