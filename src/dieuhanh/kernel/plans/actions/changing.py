"""What the office corrects in a task that was given: its words, units, deadline; paused, split, merged, recalled, cancelled. Each with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dieuhanh.kernel.installation.clock import now, today
from dieuhanh.kernel.journal.actions import By, action, change, create, create_many
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.extending import beyond, set_due
from dieuhanh.kernel.plans.actions.giving import assign, exist_today, given, part_of
from dieuhanh.kernel.plans.actions.receiving import because, must_be
from dieuhanh.kernel.plans.actions.saying import fitting, said
from dieuhanh.kernel.plans.counting import count_new, counting
from dieuhanh.kernel.plans.days import due_at_end_of, refuse_past
from dieuhanh.kernel.plans.models import (
    TAKEN_OUT,
    WORKED_ON,
    Assignment,
    Decision,
    Extension,
    Kind,
    Pause,
    Role,
    State,
    Task,
    Urgency,
)
from dieuhanh.kernel.plans.moves import move, roll_up, together
from dieuhanh.kernel.plans.rules import Rules
from dieuhanh.kernel.plans.telling import last_day_of, say, say_given, say_to_unit
from dieuhanh.kernel.units.models import Unit

GIVEN = (*WORKED_ON, State.REFUSED, State.REPORTED, State.PAUSED)


@action("plans.correct_words", may="change_task", on="task")
def correct_words(by: By, *, task: Task, title: str, reason: str, product: str = "", seen: int | None = None) -> Task:
    """Đính chính: the words of the task; its source stays as it is, the journal keeps the old ones."""
    must_be(task, *GIVEN)
    title = said(title, "tên nhiệm vụ không được để trống", "title")
    because(by, task, reason, "hãy ghi lý do đính chính")
    task = change(task, seen=seen, title=title, product=fitting(product, "product"))
    say("corrected", task)
    return task


@action("plans.change_units", may="change_task", on="task")
def change_units(by: By, *, task: Task, lead: Unit, coop: Sequence[Unit], reason: str, seen: int | None = None) -> Task:
    """Another lead or other cooperating units. A task that its unit sent back, or that gets another lead, is given anew."""
    must_be(task, *GIVEN)
    if task.lead_id is None and task.parts.exists():
        raise Invalid("nhiệm vụ này đã giao cho từng đơn vị; hãy điều chỉnh phần của đơn vị đó")
    if lead in coop:
        raise Invalid("đơn vị chủ trì không đồng thời là đơn vị phối hợp", "coop")
    exist_today([lead, *coop], "lead")
    because(by, task, reason, "hãy ghi lý do điều chỉnh")
    anew = lead.pk != task.lead_id or task.state == State.REFUSED
    values = given(Rules(today()), today(), lead.pk, task.due_at) | {"done_at": None} if anew else {}
    before = set(task.assignments.values_list("unit_id", flat=True))
    if anew:
        _end_pause(task)
    with counting([task.pk]):
        assign(task, {lead.pk: Role.LEAD, **{unit.pk: Role.COOP for unit in coop}})
        task = change(task, seen=seen, lead=lead, **values)
    _tell_units(task, before, {lead.pk, *(unit.pk for unit in coop)})
    return task


def _tell_units(task: Task, before: set[int], after: set[int]) -> None:
    lead = {task.lead_id or 0}
    say_to_unit("given", task, (after - before) & lead)
    say_to_unit("helps", task, after - before - lead)
    say_to_unit("other_units", task, after & before)
    say_to_unit("no_longer", task, before - after)


@action("plans.change_due", may="change_task", on="task")
def change_due(by: By, *, task: Task, until: date, reason: str, seen: int | None = None) -> Task:
    """Another deadline by the office itself; the first one stays beside it, where there was one."""
    must_be(task, *WORKED_ON, State.REFUSED, State.PAUSED)
    refuse_past(until, today(), "until")
    because(by, task, reason, "hãy ghi lý do điều chỉnh thời hạn")
    later = due_at_end_of(until)
    if task.due_at is not None and later > task.due_at and beyond(task, later):
        raise Invalid(
            "thời hạn này vượt giới hạn gia hạn của cơ quan; hãy lập đề nghị gia hạn để lãnh đạo quyết định", "until"
        )
    if task.due_at is not None:
        task = set_due(task, later, seen=seen)
    else:
        task = move(task, seen=seen, kind="task", due_at=later, due_rule="day")
    say("other_due", task, day=last_day_of(later))
    return task


@action("plans.set_urgency", may="change_task", on="task")
def set_urgency(by: By, *, task: Task, urgency: Urgency, seen: int | None = None) -> Task:
    must_be(task, *GIVEN)
    task = change(task, seen=seen, urgency=urgency)
    say("urgent", task, level=str(Urgency(urgency).label))
    return task


@action("plans.pause_task", may="change_task", on="task")
def pause_task(by: By, *, task: Task, body: str, letter: str, since: date, seen: int | None = None) -> Pause:
    """Tạm dừng: it waits for a named body since a day, by a letter. Counted apart; the first deadline stays."""
    must_be(task, State.ISSUED, State.RUNNING)
    body = said(body, "hãy ghi cơ quan đang chờ ý kiến", "body", 200)
    letter = said(letter, "hãy ghi số, ngày văn bản đã gửi", "letter", 200)
    if since > today():
        raise Invalid(f"ngày {since:%d/%m/%Y} ở sau hôm nay", "since")
    move(task, seen=seen, state=State.PAUSED, lapse_at=None)
    say("paused", task)
    return create(Pause(task=task, body=body, letter=letter, since=since))


@action("plans.resume_task", may="change_task", on="task")
def resume_task(by: By, *, task: Task, seen: int | None = None) -> Task:
    must_be(task, State.PAUSED)
    _end_pause(task)
    task = move(task, seen=seen, state=State.RUNNING)
    say("resumed", task)
    return task


def _close_what_waits(task: Task) -> None:
    """What is taken out waits for no decision any more."""
    _end_pause(task)
    for extension in Extension.objects.filter(task=task, decision=Decision.WAITING):
        change(extension, decision=Decision.TAKEN_BACK, decided_on=today())


def _end_pause(task: Task) -> None:
    """Also where the task leaves its pause another way: given to another unit, merged, cancelled."""
    for pause in Pause.objects.filter(task=task, resumed_on=None):
        change(pause, resumed_on=today())


@action("plans.give_again", may="change_task", on="task")
def give_again(by: By, *, task: Task, reason: str, seen: int | None = None) -> Task:
    """A task that its unit sent back stays with it."""
    must_be(task, State.REFUSED)
    because(by, task, reason, "hãy trả lời lý do đơn vị đã nêu")
    task = move(task, seen=seen, **given(Rules(today()), today(), task.lead_id, task.due_at))
    say("given_again", task)
    return task


@action("plans.recall_task", may="change_task", on="task")
def recall_task(by: By, *, task: Task, reason: str, seen: int | None = None) -> Task:
    """Thu hồi: given by mistake, on the same day and before it was received. What several units lead goes back with all its parts."""
    parts = list(task.parts.exclude(state__in=TAKEN_OUT)) if task.lead_id is None else []
    for given_one in parts or [task]:
        must_be(given_one, State.ISSUED)
    if task.state_since != today():
        raise Invalid(
            f"nhiệm vụ đã giao ngày {task.state_since:%d/%m/%Y}; chỉ thu hồi được trong ngày giao, nay hãy hủy bằng văn bản"
        )
    because(by, task, reason, "hãy ghi lý do thu hồi")
    task = move(task, seen=seen, state=State.RECALLED, lapse_at=None)
    with together(parts):
        for part in parts:
            move(part, state=State.RECALLED, lapse_at=None)
    say("recalled", task, *parts)
    return task


@action("plans.cancel_task", may="change_task", on="task")
def cancel_task(by: By, *, task: Task, document: str, reason: str, seen: int | None = None) -> Task:
    """By a document that says so. Its parts go with it."""
    must_be(task, *GIVEN)
    document = said(document, "hãy ghi số, ký hiệu văn bản hủy nhiệm vụ", "document")
    because(by, task, f"{reason.strip()} (theo {document})" if reason.strip() else "", "hãy ghi lý do hủy")
    _close_what_waits(task)
    task = move(task, seen=seen, state=State.CANCELLED, lapse_at=None)
    parts = list(task.parts.exclude(state__in=[State.DONE, *TAKEN_OUT]))
    with together(parts):
        for part in parts:
            _close_what_waits(part)
            move(part, state=State.CANCELLED, lapse_at=None)
    say("cancelled", task, *parts)
    return task


@action("plans.merge_task", may="change_task", on="task")
def merge_task(by: By, *, task: Task, heir: Task, reason: str, seen: int | None = None) -> Task:
    """Two tasks that are one: this one lives on in its heir, and leads to it."""
    must_be(task, *GIVEN)
    must_be(heir, *GIVEN)
    if heir.pk in (task.pk, task.parent_id) or heir.parent_id == task.pk:
        raise Invalid("hãy chọn một nhiệm vụ khác; phần việc không gộp vào chính nhiệm vụ của nó", "heir")
    if task.parts.exists():
        raise Invalid("nhiệm vụ này có các phần việc; hãy gộp từng phần")
    because(by, task, reason, "hãy ghi lý do gộp")
    _close_what_waits(task)
    task = move(task, seen=seen, state=State.MERGED, heir=heir, lapse_at=None)
    say("merged", task, heir=heir.code)
    return task


@dataclass(frozen=True, slots=True)
class Portion:
    """One part that a task is split into."""

    title: str
    unit: Unit
    last_day: date | None = None
    weight: int = 1


@action("plans.split_task", may="change_task", on="task")
def split_task(by: By, *, task: Task, portions: Sequence[Portion], reason: str) -> Task:
    """Into parts with a unit and a deadline each; the task is their total, by weight."""
    must_be(task, State.ISSUED, State.RUNNING, State.REFUSED)
    if not portions:
        raise Invalid("hãy ghi ít nhất một phần việc", "portions")
    if task.parent_id:
        raise Invalid("phần việc không chia tiếp được")
    because(by, task, reason, "hãy ghi lý do chia")
    begun = task.parts.count()
    exist_today([portion.unit for portion in portions], "portions")
    rules = Rules(today())
    rows = [_part_of(task, portion, begun + n, rules) for n, portion in enumerate(portions, start=1)]
    parts = create_many(rows)
    create_many([Assignment(task=part, unit=part.lead, role=Role.LEAD) for part in parts])
    count_new([part.pk for part in parts])
    roll_up(task)
    say("split", task)
    say_given(parts)
    return task


def _part_of(task: Task, portion: Portion, number: int, rules: Rules) -> Task:
    if not 1 <= portion.weight <= 100:
        raise Invalid(f"tỷ trọng {portion.weight} không dùng được; hãy ghi từ 1 đến 100", "portions")
    title = said(portion.title, "mỗi phần việc phải có nội dung", "portions")
    if portion.last_day is not None:
        refuse_past(portion.last_day, today(), "portions")
        # Parts of a task that is late already have days of their own.
        if task.due_at is not None and now() < task.due_at < due_at_end_of(portion.last_day):
            raise Invalid(
                f"phần việc «{title[:60]}» đến {portion.last_day:%d/%m/%Y}, sau thời hạn của nhiệm vụ {last_day_of(task.due_at)}",
                "portions",
            )
    due_at = due_at_end_of(portion.last_day) if portion.last_day else task.due_at
    own: dict[str, Any] = given(rules, today(), portion.unit.pk, due_at) | {"title": title, "weight": portion.weight}
    if portion.last_day is not None:
        own |= {"kind": Kind.TASK, "due_at": due_at, "due_rule": "day", "due_text": ""}
    return part_of(task, number, lead=portion.unit, **own)
