"""Where one drafted task ends and the next begins: split, merged, over other words, added. The words are read again; what they do not say stays."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from dieuhanh.kernel.journal.actions import By, action, change, create, create_many, remove
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.plans.actions.drafts import ground, hold, taken_up, write_draft
from dieuhanh.kernel.plans.counting import count_new
from dieuhanh.kernel.plans.drafted import values_of
from dieuhanh.kernel.plans.models import Assignment, Draft, Mention, Origin, Plan, PlanHeading, Role, Settled, Task
from dieuhanh.kernel.plans.passages import Passage, Reader, heading_over

SHORTEST = 3  # letters that can be a task


@action("plans.split_draft", may="draft_plan", on="draft")
def split_draft(by: By, *, draft: Draft, spans: Sequence[tuple[int, int]], seen: int | None = None) -> list[Draft]:
    """Into the stretches of its own words, in their order: the first stays this draft, each other becomes one that has what it had."""
    task = taken_up(draft)
    _apart(task, spans)
    reader = Reader(draft.plan)
    first, *others = [reader.passage(*span) for span in sorted(spans)]
    draft = change(draft, seen=seen, settled=Settled.OPEN)
    whole = values_of(task, task.assignments.all(), task.mentions.all())
    pieces = [_new(draft.plan, passage, whole, Origin.SPLIT, of=draft) for passage in others]
    _read_again(task, first)
    return [draft, *pieces]


@action("plans.merge_drafts", may="draft_plan", on="draft")
def merge_drafts(by: By, *, draft: Draft, into: Draft, seen: int | None = None) -> Draft:
    """Two that are one: from the first of their words to the last, with the units, targets and products of both. Undone by reopening `draft`."""
    task, heir = taken_up(draft), taken_up(into)
    if draft.pk == into.pk or draft.plan_id != into.plan_id:
        raise Invalid("hãy chọn một nhiệm vụ dự kiến khác của cùng văn bản", "into")
    start, end = min(_start(task), _start(heir)), max(_end(task), _end(heir))
    _none_between(draft.plan, (task, heir), start, end)
    before = values_of(heir, heir.assignments.order_by("pk"), heir.mentions.order_by("pk"))
    change(draft, seen=seen, settled=Settled.REJECTED, of=into, joined=before)
    into = change(into, settled=Settled.OPEN)
    roles = {row.unit_id: Role(row.role) for row in task.assignments.order_by("pk")}
    for row in heir.assignments.order_by("pk"):
        roles[row.unit_id] = min(Role(row.role), roles.get(row.unit_id, Role.COOP))
    first, second = sorted((task, heir), key=_start)
    write_draft(heir, roles, start=start, end=end, **_joined(first, second), **({} if heir.due_at else _due_of(task)))
    create_many([_copied(mention, heir) for mention in task.mentions.order_by("pk")])
    ground(heir)
    return into


@action("plans.move_span", may="draft_plan", on="draft")
def move_span(by: By, *, draft: Draft, start: int, end: int, seen: int | None = None) -> Draft:
    """Over other words of the text."""
    task = taken_up(draft)
    passage = Reader(draft.plan).passage(start, end)
    _has_words(passage)
    draft = change(draft, seen=seen, settled=Settled.OPEN)
    _read_again(task, passage)
    return draft


@action("plans.add_draft", may="draft_plan", on="plan")
def add_draft(by: By, *, plan: Plan, start: int, end: int) -> Draft:
    """A task that was not found: the words that a person marked."""
    hold(plan)
    passage = Reader(plan).passage(start, end)
    _has_words(passage)
    there = Task.objects.filter(plan=plan, start=passage.start, end=passage.end, draft__isnull=False).first()
    if there is not None:
        raise Invalid(f"các chữ này đã là nhiệm vụ dự kiến {there.code}", "start")
    heading = heading_over(plan, passage.start)
    return _new(plan, passage, _nothing(heading), Origin.ADDED)


def _new(plan: Plan, passage: Passage, whole: dict[str, Any], origin: Origin, of: Draft | None = None) -> Draft:
    """A draft on the words, with what they say, and from `whole` what they leave open."""
    task = create(passage.task(plan, whole))
    assignments = create_many([Assignment(task=task, unit_id=u, role=r) for u, r in passage.roles(whole).items()])
    mentions = create_many(passage.mentions(task, whole))
    count_new([task.pk])
    ground(task)
    began = values_of(task, assignments, mentions)
    return create(Draft(plan=plan, task=task, origin=origin, read=passage.as_read, began=began, of=of))


def _read_again(task: Task, passage: Passage) -> None:
    whole = values_of(task, task.assignments.order_by("pk"), task.mentions.order_by("pk"))
    write_draft(task, passage.roles(whole), **passage.over(whole))
    named = list(task.mentions.all())
    create_many(passage.mentions(task, whole))
    for row in named:
        remove(row)
    ground(task)


def _nothing(heading: PlanHeading | None) -> dict[str, Any]:
    """What a task has that nobody has read before: its place in the outline."""
    where = {"heading_id": heading.pk if heading else None, "area_id": heading.area_id if heading else None}
    blank = dict.fromkeys(("title", "head_verb", "due_text", "due_type", "due_iso", "product", "target"), "")
    rest = {"kind": "task", "due_rule": "none", "due_at": None, "lead_id": None, "start": 0, "end": 0}
    return {"task": where | blank | rest, "units": [], "mentions": []}


def _apart(task: Task, spans: Sequence[tuple[int, int]]) -> None:
    ordered = sorted(spans)
    if len(ordered) < 2:
        raise Invalid("hãy chọn ít nhất hai đoạn chữ để tách", "spans")
    if ordered[0][0] < _start(task) or ordered[-1][1] > _end(task):
        raise Invalid("chỉ tách được trong các chữ của chính nhiệm vụ này", "spans")
    if any(after[0] < before[1] for before, after in pairwise(ordered)):
        raise Invalid("các đoạn chữ chồng lên nhau; hãy chọn các đoạn rời nhau", "spans")
    if any(end - start < SHORTEST for start, end in ordered):
        raise Invalid("có đoạn không đủ chữ để thành một nhiệm vụ", "spans")


def _has_words(passage: Passage) -> None:
    if passage.end - passage.start < SHORTEST:
        raise Invalid("hãy chọn các chữ của nhiệm vụ trong văn bản", "start")


def _none_between(plan: Plan, both: tuple[Task, Task], start: int, end: int) -> None:
    others = Task.objects.filter(plan=plan, start__lt=end, end__gt=start).exclude(pk__in=[task.pk for task in both])
    others = others.exclude(draft__settled=Settled.REJECTED)
    if code := others.order_by("start").values_list("code", flat=True).first():
        raise Invalid(f"giữa hai đoạn chữ này còn nhiệm vụ dự kiến {code}; hãy gộp hoặc loại nhiệm vụ đó trước", "into")


def _joined(first: Task, second: Task) -> dict[str, str]:
    def both(a: str, b: str) -> str:
        return "; ".join(dict.fromkeys(part for part in (a, b) if part))

    title = both(first.title, second.title[:1].lower() + second.title[1:])
    return {
        "title": title,
        "product": both(first.product, second.product),
        "target": both(first.target, second.target),
        "head_verb": first.head_verb or second.head_verb,
    }


def _due_of(task: Task) -> dict[str, Any]:
    names = ("kind", "due_at", "due_rule", "due_text", "due_type", "due_iso")
    return {name: getattr(task, name) for name in names} if task.due_at else {}


def _copied(mention: Mention, task: Task) -> Mention:
    return Mention(
        task=task,
        role=mention.role,
        text=mention.text,
        start=mention.start,
        end=mention.end,
        inherited=mention.inherited,
        resolved=mention.resolved,
    )


def _start(task: Task) -> int:
    return task.start or 0


def _end(task: Task) -> int:
    return task.end or 0
