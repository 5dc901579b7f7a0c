"""Walks the blocks in their order and drafts the tasks, with what headings, items and lines around them pass on."""

from __future__ import annotations

import re
from typing import Final, Literal

from . import lexicon as lex
from .around import Around, trimmed
from .blocks import RANK, Block
from .clauses import Piece, dependent, emphasis, past_marker, pieces
from .deadlines import Due, in_clause, in_label
from .drafts import Draft
from .headings import Title
from .labels import Label, label
from .tables import Row
from .together import who_only
from .units import Range, names_unit, units
from .verbs import Order, order
from .words import Words

_DEMANDS: Final = re.compile(
    r"(?:yêu\s+cầu|nguyên\s+tắc|điều\s+kiện|tiêu\s+chí|tiêu\s+chuẩn)(?:\s+(?:cụ\s+thể|chính|cơ\s+bản|trọng\s+tâm))?\s+(?:sau|sau\s+đây|như\s+sau)\s*:?$|(?:gồm|bao\s+gồm)(?:\s+\w+){0,4}\s*:$"
)
_ABOVE: Final = re.compile(
    r"(?:phó\s+thủ\s+tướng|thủ\s+tướng|tổng\s+bí\s+thư|chủ\s+tịch\s+nước|bộ\s+chính\s+trị|ban\s+bí\s+thư)"
)
_RESULT: Final = re.compile(
    r"(?:các|những)\s+\w+(?:\s\w+)?\s+(?:trên|này|nêu trên)|kết\s+quả|thời\s+(?:gian|hạn)|việc\s+(?:này|trên)|hoàn\s+thành|xong|văn\s+bản|báo\s+cáo\s+gửi|hồ\s+sơ"
)
_PRODUCT: Final = re.compile(
    r"(?:[,;(]\s{0,4})?(?:sản\s+phẩm|kết\s+quả\s+đầu\s+ra)(?:\s+(?:là|dự\s+kiến|hoàn\s+thành|đầu\s+ra))?\s*:\s*"
)
_RECIPIENTS: Final = re.compile(r"[_*]*nơi\s+nhận\W")
_THEN_DUE: Final = frozenset(
    ("hoàn thành", "trước ngày", "chậm nhất", "xong trước", "thời hạn", "thời gian", "trong tháng", "trong quý")
)
_CELL_LINES: Final = 8
_ROW_USES: Final[tuple[Literal["lead", "coop", "time", "product"], ...]] = ("lead", "coop", "time", "product")


class TaskWalk(Around):
    """Drafts the tasks block by block."""

    def __init__(
        self,
        w: Words,
        found: list[Block],
        titles: list[Title],
        rows: dict[int, Row],
        begin: int,
        year: int | None,
        general: list[Range],
        issuer: str | None,
    ) -> None:
        super().__init__(w, found, titles, year, general, issuer)
        self.begin = begin
        self.block_j = 0  # the end of the block at hand
        self.rows = rows
        self.late_due: Due | None = None  # a date that stands behind a product
        self.muted = False  # among the recipients of a document with attachments

    def walk(self) -> list[Draft]:
        at = {title.block: n for n, title in enumerate(self.titles)}
        for n, block in enumerate(self.blocks):
            i, j = self.w.at(block.body), self.w.at(block.end)
            if n in at:
                self.title(at[n])
                self.muted = False
                self._demanding_title(at[n])
                i = self.titles[at[n]].body
                if i < 0:
                    continue
            else:
                self.item(block)
                self.item_start = n if block.outline else self.item_start
            if block.kind == "row" and n >= self.begin:
                self._row(self.rows[n])
                continue
            if n < self.begin or i >= j or not self.works() or self._skipped(block):
                continue
            if not (self._recipients(block) or self._between_rows(n, block) or self._capitals(block)):
                self._block(n, i, j)
        return self.drafts

    def _recipients(self, block: Block) -> bool:
        """From "Nơi nhận" before an attachment on, up to its first heading."""
        self.muted = self.muted or _RECIPIENTS.match(self.w.prepared.low, block.start) is not None
        return self.muted

    def _demanding_title(self, n: int) -> None:
        """“1. Giao Sở Tư pháp hoàn thiện ..., bảo đảm các yêu cầu sau:” is the task; its items say how."""
        title = self.titles[n]
        if (
            title.block >= self.begin
            and title.j > title.i
            and self.works()
            and _DEMANDS.search(self.w.text(title.i, title.j))
        ):
            self._prose(title.block, title.i, title.j)
            title.works = False

    def _capitals(self, block: Block) -> bool:
        """The title of an attachment."""
        return not block.kind and self.w.prepared.shown[block.start : block.end].isupper()

    def _between_rows(self, n: int, block: Block) -> bool:
        """Lines of a cell that was broken: unmarked, with rows not far above and below."""
        if block.kind or not self.rows:
            return False
        return any(m in self.rows for m in range(n - _CELL_LINES, n)) and any(
            m in self.rows for m in range(n + 1, n + _CELL_LINES)
        )

    def _row(self, row: Row) -> None:
        """The task of a table row with the units, the time and the product of its other cells."""
        work = row.cell("work")
        if row.header or row.group or work is None or not self.works():
            return
        first = len(self.drafts)
        self.subjects, self.waiting, self.in_labels = [], [], False
        self._prose(row.block, *work)
        made = self.drafts[first:]
        for column in _ROW_USES:
            cell = row.cell(column)
            if cell is not None:
                self.waiting = made
                self.in_labels = True
                self.label(Label(column, *cell))
        self.waiting, self.in_labels = [], False

    def _skipped(self, block: Block) -> bool:
        """Items under "bảo đảm một số yêu cầu sau:" say how, not what."""
        if self.skip_below is not None:
            if block.rank > self.skip_below and block.kind:
                return True
            self.skip_below = None
        return False

    def _block(self, n: int, i: int, j: int) -> None:
        found = label(self.w, i, j)
        self.label_rank = self.blocks[n].rank
        if found and found.use != "work":
            self.label(found)
            return
        if found:
            i, self.use = found.i, None
        if i >= j:
            return
        if self.use and self.bullet_of_label(n, i, j):
            return
        self.use = None
        self._prose(n, i, j)

    def _prose(self, n: int, i: int, j: int) -> None:
        if self.in_labels:
            self.in_labels, self.waiting = False, []
        i, label_due = self._leading_date(i, j)
        self.block_j = j
        last: Draft | None = None
        pending: int | None = None
        first = len(self.drafts)
        for piece in pieces(self.w, i, j):
            start = piece.i if pending is None else pending
            taken, waits = self._piece(n, Piece(start, piece.j, piece.after, piece.lead_in), last)
            pending = start if waits else None
            last = taken if taken is not None or piece.after == "." or piece.lead_in else last
        for draft in self.drafts[first:]:
            draft.passed_due = draft.passed_due or label_due
        text = self.w.text(i, j)
        if text.endswith(":") and len(self.drafts) == first and self._has_items(n):
            self._announce(None, self._items_above(n), i, j)
        if _DEMANDS.search(text):
            self.skip_below = self.blocks[n].rank
        if (
            text.endswith(":")
            and len(self.drafts) > first
            and (self._has_items(n) or self._only_tells(self.drafts[-1]))
        ):
            self._lead_in(n, self.drafts[-1])

    def _has_items(self, n: int) -> bool:
        if n + 1 >= len(self.blocks):
            return False
        block, below = self.blocks[n], self.blocks[n + 1]
        return bool(below.kind) and (below.rank > block.rank or (not block.kind and below.rank > self.rank % 99))

    def _only_tells(self, draft: Draft) -> bool:
        """“Bộ Tư pháp chủ trì, phối hợp với các Bộ:” names the units and no work yet."""
        return bool(self.w.tags[draft.head[0]][0] & (lex.CHAIR | lex.COOP)) and (
            units(self.w, draft.head[1], draft.j)[1] >= draft.j - 1
            or (bool(draft.coop) and draft.coop[-1][1] >= draft.j - 1)
        )

    def _lead_in(self, n: int, draft: Draft) -> None:
        """The last clause only announces the items below it; its units hold for them."""
        if self.skip_below is None and draft.optional is None:
            draft.optional = "umbrella"
            self.say(self._items_above(n), draft.lead or draft.passed, draft.coop or draft.passed_coop)
            if not draft.lead:
                self._announce(None, self._items_above(n), draft.i, draft.j)

    def _items_above(self, n: int) -> int:
        """A rank above that of the items a paragraph leads in."""
        return self.blocks[n].rank if self.blocks[n].kind else min(self.rank, RANK["bullet"] - 1)

    def _announce(self, found: Order | None, rank: int, i: int, j: int) -> None:
        """“Yêu cầu các đơn vị:”, “Sở Y tế có trách nhiệm: ...”: the units told what follows."""
        if found and found.lead:
            self.say(rank, found.lead, found.coop)
            return
        start = i + self.w.tags[i][1] if i < j and self.w.tags[i][0] & lex.ASSIGN else i
        who = who_only(self.w, start, j)
        named = units(self.w, start, j)[0] if names_unit(self.w, start, j) else []
        if who:
            self.say(rank, *who)
        elif named:
            self.say(rank, named, [])

    def _leading_date(self, i: int, j: int) -> tuple[int, Due | None]:
        """“Cuối tháng 4 năm 2010: ...”: the label stays outside, its date holds for the block."""
        for k in range(i, min(j, i + 12)):
            if self.w.low[k] == ":" and k > i:
                due = in_label(self.w, i, k, self.year)
                if (
                    due
                    and due.iso
                    and not self.w.tags[i][0] & lex.VERB
                    and re.match(
                        r"(?:cuối|đầu|giữa|trong|trước|đến|từ)?\s*(?:ngày|tháng|quý|năm|tuần)\s", self.w.text(i, k)
                    )
                ):
                    return k + 1, due
                return i, None
        return i, None

    def _piece(self, n: int, piece: Piece, last: Draft | None) -> tuple[Draft | None, bool]:
        """The draft a piece makes or joins, and whether it waits for an object in the next piece."""
        w = self.w
        i, j = self._past_links(piece.i, piece.j), piece.j
        j, product = self._without_product(i, j)
        if i >= j:
            return self._give_product(last, product), False
        who = who_only(w, i, j) if piece.after and last is not None else None
        if who and last is not None:
            self.only_who(last, *who)
            last.passed_due = last.passed_due or in_clause(w, i, j, self.year)
            return self._give_product(last, product), False
        inner = label(w, i, j) if piece.after else None
        if inner and last is not None and inner.use in ("lead", "coop", "time", "product"):
            self.inner_label(inner, last)
            return self._give_product(last, product), False
        if piece.lead_in:
            self._announce(order(w, i, j), self.rank, i, j)
            return None, False
        if dependent(w, i, j):
            draft = self._dependent(n, i, j, piece.after, last)
        else:
            draft, waits = self._clause(n, i, j, piece.after, last)
            if waits:
                return None, True
        return self._give_product(draft, product), False

    def _past_links(self, i: int, j: int) -> int:
        w = self.w
        while i < j and (w.tags[i][0] & lex.LINK or w.low[i] in (",", "-", "+", "*", "_", ".", "/")):
            i += w.tags[i][1]
        i = past_marker(w, i, j) if i < j else i
        return min(i, j)

    def _without_product(self, i: int, j: int) -> tuple[int, Range | None]:
        w = self.w
        if i >= j:
            return j, None
        match = _PRODUCT.search(w.prepared.low, w.starts[i], w.ends[j - 1])
        if not match:
            return j, None
        k, value = w.at(match.start()), w.at(match.end())
        end = next((t for t in range(value, j) if w.low[t] == "," and w.text(t + 1, min(j, t + 3)) in _THEN_DUE), j)
        if end < j:  # "...; sản phẩm: danh sách, hoàn thành trước ngày ...": the date is the task's
            self.late_due = in_clause(w, end + 1, j, self.year)
        return max(i, k), trimmed(w, value, end) if value < end else None

    def _give_product(self, draft: Draft | None, product: Range | None) -> Draft | None:
        if draft is not None and product is not None:
            draft.product = draft.product or product
            draft.passed_due, self.late_due = draft.passed_due or self.late_due, None
        return draft

    def _dependent(self, n: int, i: int, j: int, after: str, last: Draft | None) -> Draft | None:
        w = self.w
        if after == ".":
            if emphasis(w, i, j) or (last and in_clause(w, i, j, self.year) and order(w, i, j) is None):
                if last:
                    last.j = j
                return last
            found = order(w, i, j)
            return (
                self.draft(n, i, j, found)
                if found and not w.text(i, i + w.tags[i][1]).endswith("không") and w.low[i] not in ("không", "tránh")
                else None
            )
        if after == "" or last is None:
            found = order(w, i, j)
            return self.draft(n, i, j, found) if found and w.low[i] not in ("không", "tránh", "tuyệt") else None
        last.j = j
        return last

    def _clause(self, n: int, i: int, j: int, after: str, last: Draft | None) -> tuple[Draft | None, bool]:
        w = self.w
        found = order(w, i, j) or self._passive(i, j)
        if found is None:
            return self._no_order(i, j, after, last), False
        if self._announced(found, i, j):
            self._passes_date(i, j)
            return None, False
        if found.head[1] >= j and not found.lead:
            return None, True
        if after == ";" and last is not None and not found.lead and self._objectless(found.head[1], j):
            last.j = j
            return last, False
        return self._split_units(n, i, j, found), False

    def _objectless(self, k: int, j: int) -> bool:
        """“; phát hành kịp thời, bảo đảm ...”: the verb goes on about the object of the clause before."""
        w, start = self.w, k
        while k < j and w.tags[k][0] & (lex.MANNER | lex.SKIP):
            k += w.tags[k][1]
        return k > start and k + 1 < j and w.low[k] == "," and dependent(w, k + 1, j)

    def _no_order(self, i: int, j: int, after: str, last: Draft | None) -> Draft | None:
        if last is None:
            return None
        if after in (";", ":", "đồng thời"):
            last.j = j
            return last
        text = self.w.text(i, j)
        if _RESULT.match(text) and in_clause(self.w, i, j, self.year):
            last.j = j
            return last
        return None

    def _announced(self, found: Order, i: int, j: int) -> bool:
        """“Phó Thủ tướng ... sẽ chủ trì cuộc họp”: what the issuer itself will do."""
        if not found.lead or not _ABOVE.match(self.w.text(*found.lead[0])):
            return False
        return (
            "sẽ" in self.w.low[found.lead[0][1] : found.head[0] + 1]
            or "đã" in self.w.low[found.lead[0][1] : found.head[0]]
        )

    def _passes_date(self, i: int, j: int) -> None:
        due = in_clause(self.w, i, j, self.year)
        if due and self.drafts and self.drafts[-1].passed_due is None:
            self.drafts[-1].passed_due = due

    def _passive(self, i: int, j: int) -> Order | None:
        """“Bản tin của Ban Tuyên giáo ... được biên soạn ... vào ngày 15”: an order where owner and date are named."""
        w = self.w
        for t in range(i + 1, min(j - 1, i + 40)):
            if w.low[t] == "được" and w.tags[t + 1][0] & lex.VERB:
                owner = next((u for k in range(i, t) if w.low[k] == "của" for u in units(w, k + 1, t)[0]), None)
                if not in_clause(w, i, self.block_j, self.year) or not (owner or self.subject()):
                    return None
                head = (t + 1, t + 1 + w.tags[t + 1][1])
                return Order(head, [owner] if owner else [], [], head[1])
            if w.tags[t][0] & lex.STATED or w.low[t] in (";", ":"):
                return None
        return None

    def _split_units(self, n: int, i: int, j: int, found: Order) -> Draft:
        """“..., Ban Chỉ đạo sẽ họp ...”: a new acting unit behind a comma begins a task of its own."""
        w = self.w
        if found.lead:
            passed = 0  # a list of units is looked at once, not again from each of its commas
            for k in range(found.end, j):
                if k >= passed and w.low[k] == "," and k + 2 < j and w.capital(k + 1) and w.tags[k + 1][0] & lex.UNIT:
                    named, t = units(w, k + 1, j)
                    passed = t
                    if (
                        named
                        and t < j
                        and (w.low[t] == "sẽ" or w.text(t, min(j, t + 3)) in ("có trách nhiệm", "chịu trách nhiệm"))
                    ):
                        second = order(w, k + 1, j)
                        if second:
                            self.draft(n, i, k, found)
                            return self.draft(n, k + 1, j, second)
        return self.draft(n, i, j, found)
