"""What a person settles about what a machine drafted: corrected, accepted, rejected, taken up again. Until the plan is issued all of it can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create_many, remove, update_set
from dieuhanh.kernel.journal.errors import Conflict, Invalid
from dieuhanh.kernel.plans.actions.giving import assign, exist_today
from dieuhanh.kernel.plans.actions.saying import fitting, said
from dieuhanh.kernel.plans.counting import counting
from dieuhanh.kernel.plans.days import due_at_end_of, not_meant
from dieuhanh.kernel.plans.drafted import Values, mentions_in, row_values, unit_roles
from dieuhanh.kernel.plans.drafting import STANDING_TYPES, next_code
from dieuhanh.kernel.plans.models import Draft, Kind, Origin, Plan, PlanState, Role, Settled, Task, TaskBasis
from dieuhanh.kernel.units.models import Area, Unit


@dataclass(frozen=True, slots=True)
class DraftValues:
    """What the office makes of a drafted task; its words in the text stay what they are. `hour`: until when on the last day."""

    title: str
    leads: Sequence[Unit] = ()
    coop: Sequence[Unit] = ()
    last_day: date | None = None
    hour: time | None = None
    standing: bool = False
    area: Area | None = None
    product: str = ""
    target: str = ""


@action("plans.correct_draft", may="draft_plan", on="draft")
def correct_draft(by: By, *, draft: Draft, values: DraftValues, accept: bool = False, seen: int | None = None) -> Draft:
    """`accept`: and it is a task. Conflict where somebody wrote the draft since act `seen`."""
    task = taken_up(draft)
    title = said(values.title, "nội dung nhiệm vụ không được để trống", "title")
    if both := sorted({unit.pk for unit in values.leads} & {unit.pk for unit in values.coop}):
        raise Invalid(f"{len(both)} đơn vị vừa chủ trì vừa phối hợp; mỗi đơn vị chỉ ghi một nơi", "coop")
    exist_today(values.leads, "leads")
    exist_today(values.coop, "coop")
    draft = change(draft, seen=seen, settled=Settled.ACCEPTED if accept else draft.settled)
    write_draft(
        task,
        {unit.pk: Role.LEAD for unit in values.leads} | {unit.pk: Role.COOP for unit in values.coop},
        title=title,
        product=fitting(values.product, "product"),
        target=fitting(values.target, "target"),
        area_id=values.area.pk if values.area else None,
        **_due(task, values),
    )
    return draft


def _due(task: Task, values: DraftValues) -> dict[str, Any]:
    """What the words of the text say stays beside it; a day given by hand is that day."""
    if values.standing:
        kind = task.due_type if task.due_type in STANDING_TYPES else "ongoing"
        return {"kind": Kind.STANDING, "due_at": None, "due_rule": "none", "due_type": kind, "due_iso": ""}
    if values.last_day is None:
        if task.due_at is None and task.kind == Kind.TASK:
            return {}
        return {"kind": Kind.TASK, "due_at": None, "due_rule": "none", "due_type": "", "due_iso": ""}
    if not_meant(values.last_day, today()):
        raise Invalid(f"ngày {values.last_day:%d/%m/%Y} không dùng được; hãy xem lại năm", "last_day")
    due_at = due_at_end_of(values.last_day, values.hour)
    if due_at == task.due_at:
        return {"kind": Kind.TASK}
    iso = values.last_day.isoformat()
    rule = "day" if values.hour is None else "hour"
    return {"kind": Kind.TASK, "due_at": due_at, "due_rule": rule, "due_type": "on_date", "due_iso": iso}


@action("plans.accept_drafts", may="draft_plan", on="plan")
def accept_drafts(by: By, *, plan: Plan, drafts: Sequence[Draft]) -> None:
    """One press accepts all that are sure. None of them where somebody wrote one meanwhile, or a unit is no longer there."""
    hold(plan)
    stored = dict(Draft.objects.filter(plan=plan, pk__in=[d.pk for d in drafts]).values_list("pk", "act_id"))
    for draft in drafts:
        if stored.get(draft.pk) != draft.act_id:
            raise Conflict(draft, draft.act_id)
    rows = Draft.objects.filter(pk__in=stored)
    if rows.filter(settled=Settled.REJECTED).exists():
        raise Invalid("trong số này có nhiệm vụ đã loại; hãy mở lại trước khi chấp nhận")
    exist_today(list(Unit.objects.filter(pk__in=_units_of(rows))), "leads")
    update_set(rows.exclude(settled=Settled.ACCEPTED), "accepted together", settled=Settled.ACCEPTED)


def _units_of(drafts: Any) -> Any:
    return drafts.filter(task__assignments__isnull=False).values("task__assignments__unit")


@action("plans.accept_open", may="draft_plan", on="plan")
def accept_open(by: By, *, plan: Plan) -> None:
    """Everything that waits, as it was read: for who issues a text at once."""
    hold(plan)
    update_set(Draft.objects.filter(plan=plan, settled=Settled.OPEN), "accepted as read", settled=Settled.ACCEPTED)


@action("plans.reject_draft", may="draft_plan", on="draft")
def reject_draft(by: By, *, draft: Draft, seen: int | None = None) -> Draft:
    """Not a task. It stays beside the others until the plan is issued, and what was read stays for good."""
    taken_up(draft)
    return change(draft, seen=seen, settled=Settled.REJECTED)


@action("plans.reopen_draft", may="draft_plan", on="draft")
def reopen_draft(by: By, *, draft: Draft, seen: int | None = None) -> Draft:
    """Undo what was settled. What it was merged into gets its own words back, unless somebody has worked on those since."""
    hold(draft.plan)
    if draft.settled == Settled.OPEN:
        raise Invalid("nhiệm vụ dự kiến này đang chờ xem lại")
    heir, joined, merged_by = draft.of, draft.joined, draft.act_id
    if joined is None:
        return change(draft, seen=seen, settled=Settled.OPEN)
    draft = change(draft, seen=seen, settled=Settled.OPEN, of=None, joined=None)
    if heir is not None and heir.act_id == merged_by and heir.task is not None:
        put_back(heir.task, joined)
        change(heir, settled=Settled.OPEN)
    return draft


@action("plans.restore_draft", may="draft_plan", on="draft")
def restore_draft(by: By, *, draft: Draft, seen: int | None = None) -> Draft:
    """Back to what was read. What was split from it is no task of its own any more."""
    task = taken_up(draft)
    draft = change(draft, seen=seen, settled=Settled.OPEN)
    put_back(task, draft.began)
    pieces = Draft.objects.filter(of=draft, origin=Origin.SPLIT).exclude(settled=Settled.REJECTED)
    update_set(pieces, "one again", settled=Settled.REJECTED)
    return draft


def taken_up(draft: Draft) -> Task:
    """The task of a draft that may still be worked on; its plan is held until the act ends."""
    hold(draft.plan)
    if draft.task_id is None or draft.settled == Settled.REJECTED:
        raise Invalid("nhiệm vụ dự kiến này đã loại; hãy mở lại trước")
    return Task.objects.get(pk=draft.task_id)


def hold(plan: Plan) -> None:
    """No draft changes while its plan is issued."""
    held = Plan.objects.select_for_update(no_key=True, of=("self",)).get(pk=plan.pk)
    if held.state == PlanState.ISSUED:
        raise Invalid(f"kế hoạch này đã giao ngày {held.issued_on:%d/%m/%Y}; hãy điều chỉnh từng nhiệm vụ")
    if held.state == PlanState.DROPPED:
        raise Invalid("bản dự thảo này đã bỏ; hãy lấy lại bản dự thảo trước")


def write_draft(task: Task, roles: dict[int, Role], **columns: Any) -> Task:
    """The columns of a drafted task and its units: who alone leads stands in the row. Another area gives another code."""
    leads = [unit for unit, role in roles.items() if role == Role.LEAD]
    columns["lead_id"] = leads[0] if len(leads) == 1 else None
    if columns.get("area_id", task.area_id) != task.area_id:
        columns["code"] = next_code(task.plan_id, columns["area_id"])
    with counting([task.pk]):
        assign(task, dict(roles))
        return change(task, **columns)


def put_back(task: Task, values: Values) -> None:
    write_draft(task, {unit: Role(role) for unit, role in unit_roles(values).items()}, **row_values(values))
    for row in task.mentions.all():
        remove(row)
    create_many(mentions_in(values, task))
    ground(task)


def ground(task: Task) -> None:
    """The documents that its words name."""
    for row in task.bases.all():
        remove(row)
    cited = task.plan.document.citations.filter(start__gte=task.start, end__lte=task.end) if task.plan.document else []
    create_many([TaskBasis(task=task, citation=citation) for citation in cited])
