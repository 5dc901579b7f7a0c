"""What is pressed on a draft, and which drafts of the page it changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from dieuhanh.kernel.journal.errors import ActionError, Conflict, Invalid
from dieuhanh.kernel.pages.queries import whole_number
from dieuhanh.kernel.plans.actions.drafts import (
    correct_draft,
    reject_draft,
    reopen_draft,
    restore_draft,
)
from dieuhanh.kernel.plans.actions.shaping import add_draft, merge_drafts, move_span, split_draft
from dieuhanh.kernel.plans.models import Settled
from dieuhanh.kernel.plans.passages import proposed_split
from dieuhanh.kernel.plans.workbench.card import Card
from dieuhanh.kernel.plans.workbench.rows import Bench, drafts_visible_to
from dieuhanh.kernel.plans.workbench.text import place_of, trimmed
from dieuhanh.kernel.plans.workbench.typing import drop_typed

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pressed:
    """`made`: drafts that the page did not have; `changed`: the others; `spans`: where in the text marks came, went or moved."""

    made: list[int]
    changed: list[int]
    spans: list[Span]


@dataclass(frozen=True, slots=True)
class _Was:
    version: tuple[int, int | None]
    span: Span


def press(card: Card) -> Pressed | None:
    """None: nothing was written and the card says why."""
    do = PRESSES.get(card.form.data.get("do", ""))
    before = _standing(card.bench)
    try:
        if do is None or not do(card):
            return None
    except Conflict:
        card.conflict = _("Nhiệm vụ dự kiến này đã thay đổi từ khi bạn mở (%s).") % card.who_wrote
        return None
    except ActionError as error:
        field, words = getattr(error, "field", ""), str(error)
        words = words[:1].upper() + words[1:]
        if field in card.form.fields:
            card.form.add_error(field, words)
        else:
            card.error = words
        return None
    pressed = _compared(before, _standing(card.bench))
    if card.bench.viewer.person:
        drop_typed(card.bench.viewer.person, [card.row.pk, *pressed.changed])
    return pressed


def add(bench: Bench, data: QueryDict) -> tuple[Pressed | None, str]:
    """A draft from words of the text that nobody read as a task; else why not."""
    before = _standing(bench)
    try:
        start, end = _meant(bench.text, data, 0)
        add_draft(bench.viewer.by(capability="draft_plan"), plan=bench.plan, start=start, end=end)
    except ActionError as error:
        words = str(error)
        return None, words[:1].upper() + words[1:]
    return _compared(before, _standing(bench)), ""


def _standing(bench: Bench) -> dict[int, _Was]:
    rows = drafts_visible_to(bench.viewer, bench.plan)
    found = rows.values_list("pk", "act_id", "task__act_id", "task__start", "task__end")
    return {pk: _Was((act, task_act), (start or 0, end or 0)) for pk, act, task_act, start, end in found}


def _compared(before: dict[int, _Was], after: dict[int, _Was]) -> Pressed:
    changed = [pk for pk, was in after.items() if pk in before and before[pk].version != was.version]
    made = [pk for pk in after if pk not in before]
    spans = [after[pk].span for pk in (*changed, *made)] + [before[pk].span for pk in changed]
    return Pressed(made, changed, spans)


def _accept(card: Card) -> bool:
    return _corrected(card, accept=True)


def _save(card: Card) -> bool:
    return _corrected(card, accept=False)


def _corrected(card: Card, *, accept: bool) -> bool:
    if not card.form.is_valid():
        return False
    by, values = card.bench.viewer.by(capability="draft_plan"), card.form.values()
    correct_draft(by, draft=card.row.draft, values=values, accept=accept, seen=card.seen_before)
    return True


def _split(card: Card) -> bool:
    """Where the second thing begins: at the words that were chosen, else at what the reader proposes."""
    draft, task = card.row.draft, card.row.task
    start, end = task.start or 0, task.end or 0
    chosen = whole_number(card.form.data.get("start", ""))
    if chosen is not None and start < chosen < end:
        spans = [trimmed(card.bench.text, start, chosen), trimmed(card.bench.text, chosen, end)]
        found = [span for span in spans if span]
    else:
        found = proposed_split(draft)
    if len(found) < 2:
        raise Invalid("không thấy chỗ để tách; hãy bôi đen trong văn bản từ chỗ bắt đầu việc thứ hai rồi bấm Tách")
    split_draft(card.bench.viewer.by(capability="draft_plan"), draft=draft, spans=found, seen=card.seen_before)
    return True


def _merge(card: Card) -> bool:
    """Into the one before it in the text."""
    drafts = drafts_visible_to(card.bench.viewer, card.bench.plan).exclude(settled=Settled.REJECTED)
    before = drafts.filter(task__start__lt=card.row.task.start or 0).select_related("task").order_by("-task__start")
    into = before.first()
    if into is None:
        raise Invalid("đây là nhiệm vụ dự kiến đầu tiên của văn bản; không có nhiệm vụ nào trước nó để gộp")
    by = card.bench.viewer.by(capability="draft_plan")
    merge_drafts(by, draft=card.row.draft, into=into, seen=card.seen_before)
    return True


def _reject(card: Card) -> bool:
    reject_draft(card.bench.viewer.by(capability="draft_plan"), draft=card.row.draft, seen=card.seen_before)
    return True


def _reopen(card: Card) -> bool:
    reopen_draft(card.bench.viewer.by(capability="draft_plan"), draft=card.row.draft, seen=card.seen_before)
    return True


def _restore(card: Card) -> bool:
    restore_draft(card.bench.viewer.by(capability="draft_plan"), draft=card.row.draft, seen=card.seen_before)
    return True


def _move(card: Card) -> bool:
    start, end = _meant(card.bench.text, card.form.data, card.row.task.start or 0)
    by = card.bench.viewer.by(capability="draft_plan")
    move_span(by, draft=card.row.draft, start=start, end=end, seen=card.seen_before)
    return True


def _meant(text: str, data: Mapping[str, Any], near: int) -> Span:
    """Where the chosen words stand: by their places where a script told them and they fit, else wherever the text has them."""
    words = str(data.get("words", ""))
    start, end = (whole_number(str(data.get(name, ""))) for name in ("start", "end"))
    if start is not None and end is not None:
        span = trimmed(text, start, end)
        if span and text[span[0] : span[1]].split() == words.split():
            return span
    found = place_of(text, words, near if start is None else start)
    if found is None:
        raise Invalid("không thấy các chữ này trong văn bản; hãy chép đúng một đoạn liền của văn bản", "words")
    return found


PRESSES: dict[str, Callable[[Card], bool]] = {
    "accept": _accept,
    "save": _save,
    "split": _split,
    "merge": _merge,
    "reject": _reject,
    "reopen": _reopen,
    "restore": _restore,
    "move": _move,
}
