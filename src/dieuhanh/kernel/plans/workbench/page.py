"""The workbench of a drafted plan: what is left to settle first, then what is sure, then what was settled; its one press gives the tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from django.db.models import Count
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.journal.errors import ActionError
from dieuhanh.kernel.journal.generation import kept_until_written
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.plans.actions.drafts import accept_drafts
from dieuhanh.kernel.plans.actions.loading import issue_plan
from dieuhanh.kernel.plans.models import Plan, Settled
from dieuhanh.kernel.plans.workbench.card import Card
from dieuhanh.kernel.plans.workbench.rows import Bench, DraftRow, drafts_visible_to
from dieuhanh.kernel.plans.workbench.text import whole_text


class Gate:
    """How many drafts are left, and whether the plan may be given; the head of the page, asked anew after every press."""

    def __init__(self, viewer: Viewer, plan: Plan) -> None:
        self.viewer, self.plan = viewer, plan
        rows = drafts_visible_to(viewer, plan).order_by().values_list("settled").annotate(n=Count("pk"))
        self.counts: dict[str, int] = dict(rows)

    @property
    def left(self) -> int:
        return self.counts.get(Settled.OPEN, 0)

    @property
    def accepted(self) -> int:
        return self.counts.get(Settled.ACCEPTED, 0)

    @property
    def heading(self) -> str:
        """The news."""
        if self.left:
            return _("Còn %d nhiệm vụ dự kiến cần xem lại trước khi giao") % self.left
        if self.accepted:
            return _("Đã xem xong: %d nhiệm vụ chờ giao") % self.accepted
        return _("Không có nhiệm vụ nào để giao")

    @cached_property
    def may_issue(self) -> bool:
        return self.viewer.scope("issue_plan").covers(frozenset(self.plan.rights_units()), None)

    @property
    def closed_words(self) -> str:
        """Why the tasks cannot be given now; nothing where they can."""
        if self.left:
            return _("Giao được khi mỗi nhiệm vụ dự kiến đã được chấp nhận hoặc loại; còn %d.") % self.left
        if not self.accepted:
            return _("Chưa chấp nhận nhiệm vụ nào.")
        if not self.may_issue:
            return _("Chỉ người có quyền với mọi đơn vị được giao mới giao được kế hoạch này.")
        return ""


class BenchPage:
    """`wanted`: the draft to be open; `card`: one that was pressed and could not be done."""

    def __init__(self, bench: Bench, wanted: str = "", card: Card | None = None, error: str = "") -> None:
        self.bench, self.plan, self.error = bench, bench.plan, error
        self._wanted, self._card = whole_number(wanted), card

    @cached_property
    def gate(self) -> Gate:
        return Gate(self.bench.viewer, self.plan)

    @property
    def text(self) -> SafeString:
        return whole_text(self.bench)

    @cached_property
    def doubtful(self) -> list[DraftRow]:
        return [row for row in self.bench.rows if row.is_open and not row.is_sure]

    @cached_property
    def sure(self) -> list[DraftRow]:
        return [row for row in self.bench.rows if row.is_sure]

    @cached_property
    def accepted(self) -> list[DraftRow]:
        return [row for row in self.bench.rows if row.draft.settled == Settled.ACCEPTED]

    @cached_property
    def rejected(self) -> list[DraftRow]:
        return [row for row in self.bench.rows if row.draft.settled == Settled.REJECTED]

    @cached_property
    def card(self) -> Card | None:
        """The one that is open: asked for, else the first that is left."""
        if self._card is not None:
            return self._card
        row = next((row for row in self.bench.rows if row.pk == self._wanted), None)
        row = row or next(iter(self.doubtful or self.sure), None)
        return Card(self.bench, row) if row else None

    @property
    def card_in_folded(self) -> bool:
        """It was settled before, so its part of the page must be unfolded."""
        return self.card is not None and not self.card.row.is_open

    @cached_property
    def closed(self) -> dict[int, SafeString]:
        """Each draft closed, by its key; kept until somebody writes."""
        row = get_template("plans/workbench/row.html")

        def make() -> dict[int, SafeString]:
            return {found.pk: SafeString(row.render({"row": found})) for found in self.bench.rows}

        return kept_until_written(("workbench closed", *self.bench.kept_under), make)

    def issue(self) -> bool:
        return self._done(lambda: issue_plan(self.bench.viewer.by(capability="issue_plan"), plan=self.plan))

    def accept_sure(self, chosen: Iterable[int]) -> bool:
        """Those of the chosen drafts that are open and raise no doubt."""
        wanted = set(chosen)
        sure = [row.draft for row in self.sure if row.pk in wanted]
        by = self.bench.viewer.by(capability="draft_plan")
        return bool(sure) and self._done(lambda: accept_drafts(by, plan=self.plan, drafts=sure))

    def _done(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except ActionError as error:
            words = str(error)
            self.error = words[:1].upper() + words[1:]
            return False
        return True
