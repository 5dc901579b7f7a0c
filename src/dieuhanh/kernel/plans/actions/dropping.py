"""A drafted plan that nobody wants is dropped before anything is given, and may be taken up again as it was."""

from __future__ import annotations

from dieuhanh.foundation.reading import read
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.fields.order import NEVER
from dieuhanh.kernel.journal.actions import By, action, change, update_set
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.loading import draft_plan
from dieuhanh.kernel.plans.counting import recount
from dieuhanh.kernel.plans.days import late_from
from dieuhanh.kernel.plans.models import Phase, Plan, PlanState, State, Task


@action("plans.drop_plan", may="draft_plan", on="plan")
def drop_plan(by: By, *, plan: Plan) -> Plan:
    """Its document stays on record; its tasks were never anybody's and are in no list."""
    if plan.state != PlanState.DRAFT:
        raise Invalid(f"kế hoạch này {plan.get_state_display()}; chỉ bỏ được bản dự thảo chưa giao")
    plan = change(plan, state=PlanState.DROPPED)
    drafts = Task.objects.filter(plan=plan, state=State.DRAFT)
    update_set(drafts, "draft dropped", state=State.CANCELLED, phase=Phase.OFF, due_order=NEVER)
    recount(plan)
    return plan


@action("plans.take_up_plan", may="draft_plan", on="plan")
def take_up_plan(by: By, *, plan: Plan) -> Plan:
    """The dropped draft as it stood, with everything a person had mended."""
    if plan.state != PlanState.DROPPED:
        raise Invalid(f"kế hoạch này {plan.get_state_display()}, không phải bản dự thảo đã bỏ")
    plan = change(plan, state=PlanState.DRAFT)
    dropped = Task.objects.filter(plan=plan, state=State.CANCELLED)
    values = {"state": State.DRAFT, "phase": Phase.DRAFT}
    for due_at in list(dropped.order_by("due_at").values_list("due_at", flat=True).distinct()):
        order = late_from(due_at) or NEVER
        update_set(dropped.filter(due_at=due_at), "draft taken up", due_order=order, **values)
    recount(plan)
    return plan


def draft_document(by: By, *, document: Document) -> Plan:
    """A plan from a document that was only registered: its words are read before the act."""
    if Plan.objects.filter(document=document).exists():
        raise Invalid("văn bản này đã có kế hoạch")
    return draft_plan(by, document=document, reading=read(document.text))
