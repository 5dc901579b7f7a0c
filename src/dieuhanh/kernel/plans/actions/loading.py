"""Drafting a plan from a document's words, and issuing it: a machine drafts, a person issues."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet

from dieuhanh.foundation.reading.model import Reading
from dieuhanh.kernel.documents.actions import Incoming, incoming, register_document
from dieuhanh.kernel.documents.models import Document
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create, create_many, remove_set, update_set
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.drafts import accept_open
from dieuhanh.kernel.plans.actions.giving import give_drafts
from dieuhanh.kernel.plans.counting import recount
from dieuhanh.kernel.plans.drafted import as_read, values_of
from dieuhanh.kernel.plans.drafting import assignments_of, bases_of, draft_tasks, headings_of
from dieuhanh.kernel.plans.matching import area_words
from dieuhanh.kernel.plans.models import (
    LIVE_PHASES,
    Assignment,
    Draft,
    Mention,
    Plan,
    PlanState,
    RuleName,
    Settled,
    Task,
    TaskBasis,
)
from dieuhanh.kernel.plans.period import period_of
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.plans.telling import say_given
from dieuhanh.kernel.units.models import Area
from dieuhanh.kernel.units.queries import Resolver


def load_text(by: By, *, data: bytes, name: str, issue: bool = False) -> Plan:
    """Read a text, then register it, draft its plan and, where asked, issue it: reading first, outside of the act."""
    if issue and (waiting := _waiting_draft(data)):
        return issue_as_read(by, plan=waiting)
    return load_incoming(by, came=incoming(data, name), issue=issue)


@action("plans.load_text", may="load_document")
def load_incoming(by: By, *, came: Incoming, issue: bool) -> Plan:
    """Register a text, draft its plan and, where asked, issue it: all of it or nothing."""
    document = register_document(by, came=came)
    plan = draft_plan(by, document=document, reading=came.reading)
    return issue_as_read(by, plan=plan) if issue else plan


@action("plans.issue_as_read", may="issue_plan", on="plan")
def issue_as_read(by: By, *, plan: Plan) -> Plan:
    """Who issues a text at once takes all that was read and not settled yet for tasks."""
    if plan.state == PlanState.DRAFT:
        accept_open(by, plan=plan)
    return issue_plan(by, plan=plan)


def _waiting_draft(data: bytes) -> Plan | None:
    digest = hashlib.sha256(data).hexdigest()
    return Plan.objects.filter(document__file__sha256=digest, state=PlanState.DRAFT).first()


@action("plans.draft_plan", may="draft_plan")
def draft_plan(by: By, *, document: Document, reading: Reading) -> Plan:
    """Draft the tasks that the document's words give (`reading` of its text), units resolved on the document's day."""
    if not reading.tasks:
        raise Invalid("không tìm thấy nhiệm vụ nào trong văn bản; văn bản phải có phần giao việc (động từ, nội dung)")
    if not _looks_official(reading):
        raise Invalid(
            "không nhận ra đây là văn bản hành chính: không thấy loại văn bản, số ký hiệu, mục nào, cũng không thấy đơn vị hay thời hạn"
        )
    period = period_of(document.title)
    plan = create(
        Plan(
            document=document,
            title=document.title,
            from_day=period[0] if period else None,
            until_day=period[1] if period else None,
        )
    )
    _draft_rows(plan, document, reading, Resolver(document.date or today()))
    recount(plan)
    return plan


def _draft_rows(plan: Plan, document: Document, reading: Reading, resolver: Resolver) -> None:
    areas = {area.pk: area for area in Area.objects.all()}
    headings = headings_of(plan, reading, [area_words(a.pk, a.words) for a in areas.values()], resolver)
    create_many([heading for _, heading in sorted({h.ordinal: h for h in headings.values()}.items())])
    with_day = bool(Rules(document.date or today()).number(RuleName.BEFORE_WITH_DAY))
    tasks = create_many(draft_tasks(plan, document.text, reading, headings, areas, resolver, before_with_day=with_day))
    rows = [assignments_of(task, words, resolver) for task, words in zip(tasks, reading.tasks, strict=True)]
    create_many([row for assignments, _ in rows for row in assignments])
    create_many([row for _, mentions in rows for row in mentions])
    create_many(
        [
            Draft(plan=plan, task=task, read=as_read(words, reading), began=values_of(task, *named))
            for task, words, named in zip(tasks, reading.tasks, rows, strict=True)
        ]
    )
    create_many(list(bases_of(document.text, tasks, list(reading.tasks), list(document.citations.order_by("start")))))


def _looks_official(reading: Reading) -> bool:
    """One sentence with a verb is not yet a document: "xin chào" must not become a task of the office."""
    meta = reading.meta
    if meta.kind or meta.symbol or reading.headings:
        return True
    return any(task.lead or task.deadline for task in reading.tasks)


@action("plans.issue_plan", may="issue_plan", on="plan")
def issue_plan(by: By, *, plan: Plan) -> Plan:
    """Give the drafted tasks that were accepted to their units; what was rejected is dropped. A plan is issued once."""
    if plan.state == PlanState.ISSUED:
        raise Invalid(f"kế hoạch này đã giao ngày {plan.issued_on:%d/%m/%Y}")
    if plan.state == PlanState.DROPPED:
        raise Invalid("bản dự thảo này đã bỏ; hãy lấy lại bản dự thảo trước khi giao")
    plan = change(plan, state=PlanState.ISSUED, issued_on=today())
    _settled_first(plan)
    drop(Draft.objects.filter(plan=plan, settled=Settled.REJECTED))
    give_drafts(plan)
    recount(plan)
    say_given(list(plan.tasks.filter(phase__in=LIVE_PHASES).select_related("owner_post")))
    return plan


@action("plans.add_to_plan", may="issue_plan", on="plan")
def add_to_plan(by: By, *, plan: Plan, into: Plan) -> Plan:
    """Give the accepted tasks of a text as more of a plan that was given before. Each keeps its place in its own document."""
    if into.document_id is None or into.state != PlanState.ISSUED or into.pk == plan.pk:
        raise Invalid("chỉ bổ sung được vào kế hoạch của một văn bản khác đã giao", "into")
    if into.extends is not None:
        raise Invalid(f"{into.symbol} đã bổ sung cho {into.extends.symbol}; hãy chọn kế hoạch đó", "into")
    if not into.in_force_on(today()):
        raise Invalid(
            f"kế hoạch {into.symbol} đã hết thời gian thực hiện; hãy giao văn bản này thành kế hoạch riêng", "into"
        )
    plan = change(plan, extends=into, from_day=into.from_day, until_day=into.until_day)
    return issue_plan(by, plan=plan)


def _settled_first(plan: Plan) -> None:
    drafts = Draft.objects.filter(plan=plan)
    if waiting := drafts.filter(settled=Settled.OPEN).count():
        raise Invalid(f"còn {waiting} nhiệm vụ dự kiến cần xem lại; hãy chấp nhận hoặc loại từng nhiệm vụ rồi mới giao")
    if not plan.tasks.exclude(draft__settled=Settled.REJECTED).exists():
        raise Invalid("mọi nhiệm vụ dự kiến đã bị loại; không còn nhiệm vụ nào để giao")


def drop(drafts: QuerySet[Draft]) -> None:
    """Take the tasks of rejected drafts out, set-wise; the drafts stay with what was read. The caller counts."""
    tasks = list(drafts.filter(task__isnull=False).values_list("task_id", flat=True))
    update_set(drafts.filter(task__isnull=False), "dropped with the plan", task=None)
    for model in (TaskBasis, Mention, Assignment):
        remove_set(model.objects.filter(task__in=tasks), "dropped with the plan")
    remove_set(Task.objects.filter(pk__in=tasks), "dropped with the plan")
