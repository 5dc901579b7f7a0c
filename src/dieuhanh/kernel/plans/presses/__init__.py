"""What a viewer may do now with a task. One table for the task page, the desk and the view that acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.plans.around import Around
from dieuhanh.kernel.plans.forms.base import ActionForm
from dieuhanh.kernel.plans.models import Task
from dieuhanh.kernel.plans.presses import changing, deciding, destroying, sharing, talking, working

GROUPS = {
    "work": gettext_lazy("Thực hiện"),
    "talk": gettext_lazy("Trao đổi"),
    "decide": gettext_lazy("Xem xét"),
    "change": gettext_lazy("Điều chỉnh"),
    "people": gettext_lazy("Người liên quan"),
    "behalf": gettext_lazy("Nhập thay đơn vị"),
}
_MODULES = (working, talking, deciding, changing, sharing, destroying)
FORMS: dict[str, type[ActionForm]] = {form.key: form for module in _MODULES for form in module.FORMS}
# What comes first where several are possible: somebody waits for an answer, then for a decision, then the work itself.
FIRST = ("answer", "decide", "agree", "confirm", "confirm-parts", "accept", "units", "review", "progress")


@dataclass(frozen=True, slots=True)
class Press:
    """`direct`: one click does it, there is nothing to fill in. `why_not`: shown with this reason and not offered."""

    key: str
    label: str
    primary: bool
    group: str
    url: str
    direct: bool = False
    danger: bool = False
    why_not: str = ""
    about: int = 0


def presses_for(viewer: Viewer, task: Task, around: Around | None = None) -> list[Press]:
    """The primary one first, then in the order of the table. Asks the database nothing that `around` has asked."""
    here = around or Around(viewer, task)
    offered = [form for form in FORMS.values() if form.listed and form.fits(here) and form.may(here)]
    blocked = {form.key: form.why_not(here) for form in offered}
    primary = next((key for key in FIRST for form in offered if _may_lead(form, key, blocked, here)), "")
    found = [_press(form, here, form.key == primary, blocked[form.key]) for form in offered]
    return sorted(found, key=lambda press: not press.primary)


def _may_lead(form: type[ActionForm], key: str, blocked: dict[str, str], here: Around) -> bool:
    return form.key == key and not blocked[key] and form.leading(here)


def _press(form: type[ActionForm], here: Around, primary: bool, why_not: str) -> Press:
    key = here.task.pk
    return Press(
        key=form.key,
        label=str(form.label),
        primary=primary,
        group=form.group_of(here),
        url=reverse(form.page, args=[key]) if form.page else reverse("plans:do", args=[key, form.key]),
        direct=form.direct(),
        danger=form.danger,
        why_not=why_not,
        about=form.about_of(here),
    )


def form_of(viewer: Viewer, task: Task, key: str, request: HttpRequest) -> ActionForm:
    """The form of a press, filled with what was sent. Http404 for a press that does not exist, PermissionDenied for one not the viewer's."""
    kind = FORMS.get(key)
    if kind is None or kind.page:
        raise Http404
    here = Around(viewer, task)
    if not kind.may(here):
        raise PermissionDenied
    if request.method == "POST":
        return kind(here, data=request.POST, files=request.FILES)
    hidden = {name: request.GET[name] for name in ("next", "about") if name in request.GET}
    return kind(here, hidden=hidden)


def grouped(presses: Iterable[Press]) -> list[tuple[str, list[Press]]]:
    """Under the words of their groups, in the order of GROUPS."""
    found = list(presses)
    lists = {word: [press for press in found if press.group == key] for key, word in GROUPS.items()}
    return [(str(word), rows) for word, rows in lists.items() if rows]
