"""What stands around a task and passes on to it: headings, open items, lines that name its unit, its time or its product."""

from __future__ import annotations

import re
from typing import Final

from .blocks import RANK, Block
from .deadlines import in_label
from .drafts import Draft
from .headings import Title
from .labels import Label, lead_and_coop
from .partners import second_lead
from .units import Range
from .verbs import Order, order
from .words import Words

_PLURAL_LEAD: Final = re.compile(
    r"(?:các|thủ trưởng các)\s+(?:cơ\s+quan|đơn\s+vị)(?:,\s+\w+(?:\s\w+)?)?(?:\s+(?:được|có\s+liên\s+quan|liên\s+quan|chủ\s+trì)|$)"
)
_SAYS: Final = re.compile(
    r"(?:ủy ban nhân dân|chủ tịch|chính phủ|thủ tướng|bộ trưởng|quốc hội|hội đồng nhân dân|ban thường vụ|thường trực|ban chấp hành)"
)
_NO_ITEM: Final = 99
_ENDS: Final = frozenset((".", ";", ":", ",", "/", "-"))


def trimmed(w: Words, i: int, j: int) -> Range:
    """The words without signs at either end."""
    while j > i and w.low[j - 1] in _ENDS:
        j -= 1
    while i < j and w.low[i] in (",", ";", ".", ":", "-"):
        i += 1
    return i, j


class Around:
    """The state of the walk through the blocks: the headings above, the subjects of open items, the tasks that wait for a line."""

    def __init__(
        self,
        w: Words,
        found: list[Block],
        titles: list[Title],
        year: int | None,
        general: list[Range],
        issuer: str | None,
    ) -> None:
        self.w = w
        self.blocks = found
        self.titles = titles
        self.year = year
        self.general = general  # the units the announcing sentence tells
        self.issuer = _spelled_out((issuer or "").lower())
        self.drafts: list[Draft] = []
        self.above: list[int] = []  # the headings this block stands under
        self.subjects: list[
            tuple[int, list[Range], list[Range]]
        ] = []  # rank of the item that named them, lead, partners
        self.rank = _NO_ITEM  # of the item the block belongs to
        self.skip_below: int | None = None
        self.waiting: list[Draft] = []  # drafts since the last unit or time line
        self.in_labels = False
        self.item_start: int | None = None  # the block of the numbered item at hand
        self.label_rank = 0  # of the block a label line stands in
        self.use: str | None = None  # what the label line above asks of the bullets below it

    def works(self) -> bool:
        return all(self.titles[n].works for n in self.above)

    def title(self, n: int) -> None:
        level = self.titles[n].level
        self.above = [m for m in self.above if self.titles[m].level < level] + [n]
        self.subjects, self.rank, self.skip_below = [], _NO_ITEM, None
        self.waiting, self.in_labels, self.use, self.item_start = [], False, None, None

    def item(self, block: Block) -> None:
        """A marked block opens an item; a paragraph straight below a heading that names a unit stands for itself."""
        if not block.kind:
            if self.rank == _NO_ITEM and self.above and self.titles[self.above[-1]].lead:
                self.subjects = []
            return
        self.rank = block.rank
        self.subjects = [said for said in self.subjects if said[0] < block.rank]

    def label(self, found: Label) -> None:
        i, j = found.i, found.j
        if not self.in_labels:
            self.in_labels = True
            self._only_of_item()
            if not self.waiting:
                self._title_as_task()
        if i >= j:
            self.use = found.use
            return
        for draft in self.waiting:
            draft.labelled = True
        if found.use == "time":
            due = in_label(self.w, i, j, self.year)
            for draft in self.waiting:
                draft.passed_due = draft.passed_due or due
        elif found.use in ("lead", "coop"):
            lead, coop = lead_and_coop(self.w, i, j)
            self._unit_line(*(([], lead + coop) if found.use == "coop" else (lead, coop)))
        elif found.use == "product":
            for draft in self.waiting:
                draft.product = draft.product or trimmed(self.w, i, j)

    def _only_of_item(self) -> None:
        """Dashes below a numbered item speak of that item alone; numbered lines beside the items speak of them all."""
        if self.item_start is not None and self.label_rank >= RANK["bullet"]:
            self.waiting = [draft for draft in self.waiting if draft.block >= self.item_start]

    def _unit_line(self, lead: list[Range], coop: list[Range]) -> None:
        for draft in self.waiting:
            if lead and (draft.general or not draft.lead):
                draft.passed = lead
                draft.lead = [] if draft.general else draft.lead
            draft.passed_coop = draft.passed_coop + coop

    def _title_as_task(self) -> None:
        """“4. Tổ chức kiểm tra ...” with unit and time lines below is itself the task."""
        if not self.above:
            return
        title = self.titles[self.above[-1]]
        if self.drafts and self.drafts[-1].block >= title.block:
            return
        found = order(self.w, title.i, title.j) if title.j > title.i else None
        if found and not title.run_in:
            self.draft(title.block, title.i, title.j, found)

    def bullet_of_label(self, n: int, i: int, j: int) -> bool:
        """A bare unit or time below "Cơ quan thực hiện:"."""
        if self.use not in ("lead", "coop", "time") or self.blocks[n].rank < 9:
            return False
        self.label(Label("lead" if self.use == "lead" else "coop" if self.use == "coop" else "time", i, j))
        return True

    def inner_label(self, found: Label, last: Draft) -> None:
        if found.i >= found.j:
            return
        if found.use == "time":
            last.passed_due = in_label(self.w, found.i, found.j, self.year)
        elif found.use == "product":
            last.product = last.product or trimmed(self.w, found.i, found.j)
        else:
            lead, coop = lead_and_coop(self.w, found.i, found.j)
            last.passed = last.passed if found.use == "coop" or last.lead else lead
            last.passed_coop = last.passed_coop + coop + (lead if found.use == "coop" else [])

    def only_who(self, last: Draft, lead: list[Range], coop: list[Range]) -> None:
        """“...; Sở Y tế chủ trì, Công an phối hợp.” says who does the work just named."""
        last.passed = lead if lead and not last.lead else last.passed
        last.passed_coop = last.passed_coop + coop

    def draft(self, n: int, i: int, j: int, found: Order) -> Draft:
        self._told_by(found)
        title = self.above[-1] if self.above else None
        draft = Draft(i, j, found.head, n, title, found.lead, coop=found.coop)
        draft.general = bool(found.lead) and bool(_PLURAL_LEAD.match(self.w.text(*found.lead[0])))
        if not found.lead:
            draft.passed = self.subject()
            draft.passed_coop = self.partners()
        self.remember(found)
        extra = second_lead(self.w, found, j)
        draft.lead = draft.lead + extra
        self.drafts.append(draft)
        self.waiting.append(draft)
        return draft

    def remember(self, found: Order | None) -> None:
        if found and found.lead:
            self.say(self.rank, found.lead, [])

    def say(self, rank: int, lead: list[Range], coop: list[Range]) -> None:
        """An item of this rank names the units of what follows it."""
        self.subjects = [said for said in self.subjects if said[0] < rank] + [(rank, lead, coop)]

    def subject(self) -> list[Range]:
        for _, lead, _ in reversed(self.subjects):
            if lead:
                return lead
        for n in reversed(self.above):
            if self.titles[n].lead:
                return self.titles[n].lead
        return self.general

    def partners(self) -> list[Range]:
        """Who works with the unit told by the lead-in or the heading above."""
        for _, lead, coop in reversed(self.subjects):
            if lead or coop:
                return coop
        for n in reversed(self.above):
            if self.titles[n].lead or self.titles[n].coop:
                return self.titles[n].coop
        return []

    def _told_by(self, found: Order) -> None:
        """“UBND tỉnh yêu cầu các Sở ...”: the issuer's order goes to the units behind; another unit's demand is its own act."""
        if not found.by or found.formula is None:
            return
        by = _spelled_out(self.w.text(*found.by[0]))
        if self.issuer.startswith(by.removeprefix("chủ tịch ")) if self.issuer else _SAYS.match(by):
            return
        found.lead, found.head, found.end = found.by, found.formula, found.formula[1]


def _spelled_out(name: str) -> str:
    return name.replace("ubnd", "ủy ban nhân dân").replace("hđnd", "hội đồng nhân dân")
