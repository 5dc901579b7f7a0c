"""Is the journal whole? Reads it all in the order of the chain and names the first broken place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Subquery

from dieuhanh.config import commands
from dieuhanh.kernel.journal import triggers
from dieuhanh.kernel.journal.chain import GENESIS, digest_of, link
from dieuhanh.kernel.journal.models import Act, Event, EventKind, Head, PersonalValue, Seal
from dieuhanh.kernel.journal.rows import personal_hash
from dieuhanh.kernel.journal.shown import changes_of, hidden_hashes

CHUNK = 2000  # seals read at a time

CHECKS: list[Callable[[], str | None]] = []
"""What other rooms have verified too; each returns the first broken place in words, or None."""


@dataclass(frozen=True, slots=True)
class Report:
    """`whole`, and in `words` how far it was read or the first broken place."""

    whole: bool
    words: str
    acts: int = 0


class Broken(Exception):
    """The first broken place, in words."""


def anchor() -> tuple[int, str]:
    """The end of the chain, to be kept outside the database."""
    head = Head.objects.get()
    return head.seq, bytes(head.hash).hex()


def verify(since: tuple[int, str] | None = None) -> Report:
    """Read the chain from its beginning, or from an anchor kept outside; then what other rooms registered."""
    try:
        _check_triggers()
        acts = _check_chain(since)
        _check_strays()
        if since is None:
            _check_orphans()
        for check in CHECKS:
            if broken := check():
                raise Broken(broken)
    except Broken as broken:
        return Report(False, f"NHẬT KÝ BỊ HỎNG: {broken}")
    part = f"Nhật ký nguyên vẹn từ mốc số {since[0]} trở đi" if since else "Nhật ký nguyên vẹn"
    rest = f" Phần trước mốc chưa đọc lại: chạy thêm «{commands.dieuhanh('verify')}»." if since else ""
    return Report(True, f"{part}: đã kiểm tra {acts} lượt ghi.{rest}", acts)


def _check_triggers() -> None:
    if gone := triggers.missing():
        raise Broken(f"thiếu {len(gone)} khóa chống sửa trong cơ sở dữ liệu ({min(gone)})")


def _check_chain(since: tuple[int, str] | None) -> int:
    """Up to the head as it stands at the start: others may go on writing meanwhile."""
    seq, previous = _from_anchor(since) if since else (0, GENESIS)
    head = Head.objects.first()
    if head is None:
        raise Broken("mất đầu nhật ký")
    count = 0
    for seal, act, told in _sealed(seq, head.seq):
        if seal.seq != seq + 1:
            raise Broken(f"thiếu lượt ghi số {seq + 1}")
        digest = digest_of(act, seal.outcome, [one.event for one in told])
        if digest != bytes(seal.digest):
            raise Broken(f"lượt ghi số {seal.seq} ({act.verb}) đã bị sửa")
        if link(previous, seal.seq, digest) != bytes(seal.hash):
            raise Broken(f"mắt xích số {seal.seq} ({act.verb}) không khớp với mắt xích trước")
        _check_personal(seal, told)
        seq, previous, count = seal.seq, bytes(seal.hash), count + 1
    if (head.seq, bytes(head.hash)) != (seq, previous):
        raise Broken(f"đầu nhật ký ghi số {head.seq}, chuỗi kết thúc ở số {seq}")
    _check_head_is_last()
    return count


def _check_head_is_last() -> None:
    """In one statement, so that an act sealed meanwhile is seen with its head or not at all."""
    last = Seal.objects.order_by("-seq").values("seq")[:1]
    head = Head.objects.annotate(last=Subquery(last)).get()
    if head.seq != (head.last or 0):
        raise Broken(f"đầu nhật ký ghi số {head.seq}, chuỗi kết thúc ở số {head.last}")


def _from_anchor(since: tuple[int, str]) -> tuple[int, bytes]:
    seq, digest = since
    if seq == 0:
        return 0, GENESIS
    seal = Seal.objects.filter(seq=seq).first()
    if seal is None:
        raise Broken(f"không còn lượt ghi số {seq} của mốc đã cất")
    if bytes(seal.hash).hex() != digest:
        raise Broken(f"lượt ghi số {seq} không khớp mốc đã cất: nhật ký đã bị viết lại")
    return seq, bytes(seal.hash)


@dataclass(frozen=True, slots=True)
class _Told:
    """An event with the personal values kept for it (plain queries: half the time went into Django's prefetch)."""

    event: Event
    personal: list[PersonalValue]


def _sealed(after: int, until: int) -> Iterator[tuple[Seal, Act, list[_Told]]]:
    between = Seal.objects.filter(seq__lte=until).select_related("act").order_by("seq")
    while True:
        seals = list(between.filter(seq__gt=after)[:CHUNK])
        if not seals:
            return
        told = _told_between(seals[0].seq, seals[-1].seq)
        for seal in seals:
            yield seal, seal.act, told.get(seal.act_id, [])
        after = seals[-1].seq


def _told_between(first: int, last: int) -> dict[int, list[_Told]]:
    """Act -> its events in order."""
    personal: dict[int, list[PersonalValue]] = defaultdict(list)
    for value in PersonalValue.objects.filter(event__act__seal__seq__range=(first, last)):
        personal[value.event_id].append(value)
    told: dict[int, list[_Told]] = defaultdict(list)
    for event in Event.objects.filter(act__seal__seq__range=(first, last)).order_by("ordinal"):
        told[event.act_id].append(_Told(event, personal.get(event.pk, [])))
    return told


def _check_personal(seal: Seal, told: list[_Told]) -> None:
    """Each hash in the chain has its value, or the value was emptied by an act of erasure."""
    for one in told:
        hidden = hidden_hashes(one.event)
        values = {(p.field, p.side): p for p in one.personal}
        if set(hidden) != set(values):
            raise Broken(f"giá trị cá nhân của lượt ghi số {seal.seq} bị thêm hoặc bớt")
        for key, expected in hidden.items():
            if not vouched(values[key], expected, one.event, seal.seq):
                raise Broken(f"giá trị cá nhân «{key[0]}» của lượt ghi số {seal.seq} đã bị sửa")


def vouched(value: PersonalValue, expected: str, event: Event, seq: int) -> bool:
    """By the order of the chain, not of act ids: an act that began earlier may erase what one that ended earlier wrote."""
    if value.value or value.salt:
        return personal_hash(bytes(value.salt), value.value) == expected
    erasures = Event.objects.filter(kind=EventKind.ERASE, model=event.model, row=event.row, act__seal__seq__gte=seq)
    return any(value.field in changes_of(erasure)["fields"] for erasure in erasures)


def _check_strays() -> None:
    """Rows put in beside the chain: an act without a seal."""
    stray = Act.objects.filter(seal=None).order_by("pk").first()
    if stray:
        raise Broken(f"có lượt ghi ngoài chuỗi ({stray.verb}, mã {stray.pk})")


def _check_orphans() -> None:
    """Rows of nobody, which the next honest act or event of that number would answer for; it reads every row."""
    homeless = Event.objects.exclude(act__in=Act.objects.all()).order_by("pk").first()
    if homeless:
        raise Broken(f"có thay đổi không thuộc lượt ghi nào (mã {homeless.pk})")
    alone = PersonalValue.objects.exclude(event__in=Event.objects.all()).order_by("pk").first()
    if alone:
        raise Broken(f"có giá trị cá nhân không thuộc thay đổi nào (mã {alone.pk})")
