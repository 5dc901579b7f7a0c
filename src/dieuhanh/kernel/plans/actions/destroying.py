"""The content of a wrong file goes for good: one person asks, another in another post decides. Its name, size and hash stay."""

from __future__ import annotations

from django.db.models import Q

from dieuhanh.kernel.access.models import Grant
from dieuhanh.kernel.access.rights import acting
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.files.actions import destroy
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.saying import fitting, said
from dieuhanh.kernel.plans.models import Decision, Destruction, Evidence
from dieuhanh.kernel.plans.telling import say
from dieuhanh.kernel.plans.told import To


@action("plans.ask_destruction", may="report_task", on="evidence")
def ask_destruction(by: By, *, evidence: Evidence, reason: str) -> Destruction:
    """Of a file that was taken off."""
    if evidence.file_id is None:
        raise Invalid("đây là đường dẫn, không có tệp nào để hủy")
    if evidence.off_on is None:
        raise Invalid("tệp này chưa gỡ; hãy gỡ trước khi đề nghị hủy")
    before = evidence.destruction
    if before and before.decision == Decision.WAITING:
        raise Invalid("đã có một đề nghị hủy tệp này, đang chờ quyết định")
    if before and before.decision == Decision.GRANTED:
        raise Invalid(f"tệp này đã được quyết định hủy ngày {before.decided_on:%d/%m/%Y}")
    reason = said(reason, "hãy ghi lý do đề nghị hủy", "reason")
    say("asked_destruction", evidence.task, to=[To.LEADERS] if asked_by_office(by.post) else [])
    return create(
        Destruction(
            task_id=evidence.task_id,
            evidence=evidence,
            person=acting(by).person,
            post_id=by.post,
            asked_on=today(),
            reason=reason,
        )
    )


def asked_by_office(post_id: int | None) -> bool:
    """Then another of the office, or a leader, decides."""
    return Grant.objects.valid_on(today()).filter(post=post_id, role=Role.OFFICE).exists()


@action("plans.decide_destruction", may="destroy_file", on="destruction")
def decide_destruction(by: By, *, destruction: Destruction, grant: bool, answer: str = "") -> Destruction:
    """Destroyed, or not and why."""
    if destruction.decision != Decision.WAITING:
        raise Invalid(f"đề nghị này đã được quyết định: {destruction.get_decision_display()}")
    if why := why_not_decide(destruction, by.actor, by.post):
        raise NotAllowed(why)
    answer = fitting(answer, "answer")
    if not grant and not answer:
        raise Invalid("hãy ghi lý do không hủy", "answer")
    used = grant and not _destroyed(by, destruction.evidence)
    destruction = change(
        destruction,
        decision=Decision.GRANTED if grant else Decision.REFUSED,
        decided_by=acting(by).person,
        decided_on=today(),
        answer=answer,
        still_used=used,
    )
    say("destroyed" if grant else "not_destroyed", destruction.task, people=[destruction.person_id])
    return destruction


def why_not_decide(destruction: Destruction, person: int | None, post: int | None) -> str:
    """Two people in two posts: whoever stands in for another decides nothing that the other asked."""
    if person is not None and person == destruction.person_id:
        return "người đề nghị hủy không tự quyết định; hãy để người khác quyết định"
    if post is not None and post == destruction.post_id:
        return "đề nghị được lập ở chính chức vụ này; hãy để người ở chức vụ khác quyết định"
    return ""


def _destroyed(by: By, evidence: Evidence) -> bool:
    """False where the same bytes are used by what nobody decided to destroy."""
    if evidence.file is None:
        raise Invalid("đây là đường dẫn, không có tệp nào để hủy")
    gone = Evidence.objects.filter(Q(pk=evidence.pk) | Q(destructions__decision=Decision.GRANTED))
    return destroy(by, file=evidence.file, apart=gone).destroyed_on is not None
