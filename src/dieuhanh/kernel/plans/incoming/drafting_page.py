"""Whether a document has a drafted plan: one is drafted, dropped, or taken up again, each by one press that is confirmed here."""

from __future__ import annotations

from django.urls import reverse

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.journal.errors import ActionError
from dieuhanh.kernel.plans.actions.dropping import draft_document, drop_plan, take_up_plan
from dieuhanh.kernel.plans.incoming.bringing import work_on
from dieuhanh.kernel.plans.models import Plan, PlanState, State, Task


class DraftingPage:
    """`error`: why a press could not be done."""

    def __init__(self, viewer: Viewer, document: Document) -> None:
        self.viewer, self.document = viewer, document
        self.plan: Plan | None = Plan.objects.filter(document=document).first()
        self.error = ""

    @property
    def state(self) -> str:
        return self.plan.state if self.plan else "none"

    @property
    def tasks(self) -> int:
        """How many are drafted, or were."""
        states = {PlanState.DRAFT: State.DRAFT, PlanState.DROPPED: State.CANCELLED}
        if self.plan is None or self.state not in states:
            return 0
        return Task.objects.filter(plan=self.plan, state=states[PlanState(self.state)]).count()

    def press(self, what: str) -> str:
        """Where to go on; empty where it could not be done."""
        by = self.viewer.by(capability="draft_plan")
        try:
            if what == "draft":
                draft_document(by, document=self.document)
            elif what == "drop" and self.plan:
                drop_plan(by, plan=self.plan)
                return reverse("plans:document", args=[self.document.pk])
            elif what == "take_up" and self.plan:
                take_up_plan(by, plan=self.plan)
            else:
                return ""
        except ActionError as error:
            self.error = str(error)
            return ""
        return work_on(Document.objects.select_related("plan").get(pk=self.document.pk))
