"""Is the journal whole? Reads it all in the order of the chain and names the first broken place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dieuhanh.kernel.journal import triggers
from dieuhanh.kernel.journal.chain import GENESIS, digest_of, link
from dieuhanh.kernel.journal.models import Act, Event, EventKind, Head, PersonalValue, Seal
from dieuhanh.kernel.journal.rows import personal_hash
from dieuhanh.kernel.journal.shown import hidden_hashes

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
        if since is None:
            _check_strays()
        for check in CHECKS:
            if broken := check():
                raise Broken(broken)
    except Broken as broken:
        return Report(False, f"NHẬT KÝ BỊ HỎNG: {broken}")
    part = f"Nhật ký nguyên vẹn từ mốc số {since[0]} trở đi" if since else "Nhật ký nguyên vẹn"
    rest = " Phần trước mốc chưa đọc lại: chạy thêm «dieuhanh verify»." if since else ""
    return Report(True, f"{part}: đã kiểm tra {acts} lượt ghi.{rest}", acts)


def _check_triggers() -> None:
    if gone := triggers.missing():
        raise Broken(f"thiếu {len(gone)} khóa chống sửa trong cơ sở dữ liệu ({min(gone)})")


def _check_chain(since: tuple[int, str] | None) -> int:
    seq, previous = 0, GENESIS
    if since:
        seq, previous = _from_anchor(since)
    count = 0
    for seal, act, events in _sealed(seq):
        if seal.seq != seq + 1:
            raise Broken(f"thiếu lượt ghi số {seq + 1}")
        digest = digest_of(act, seal.outcome, events)
        if digest != bytes(seal.digest):
            raise Broken(f"lượt ghi số {seal.seq} ({act.verb}) đã bị sửa")
        if link(previous, seal.seq, digest) != bytes(seal.hash):
            raise Broken(f"mắt xích số {seal.seq} ({act.verb}) không khớp với mắt xích trước")
        _check_personal(seal, events)
        seq, previous, count = seal.seq, bytes(seal.hash), count + 1
    head = Head.objects.first()
    if head is None or (head.seq, bytes(head.hash)) != (seq, previous):
        raise Broken(f"đầu nhật ký ghi số {head.seq if head else '?'}, chuỗi kết thúc ở số {seq}")
    return count


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


def _sealed(after: int) -> Iterator[tuple[Seal, Act, list[Event]]]:
    while True:
        seals = list(Seal.objects.filter(seq__gt=after).select_related("act").order_by("seq")[:CHUNK])
        if not seals:
            return
        events: dict[int, list[Event]] = {}
        for event in (
            Event.objects.filter(act__in=[s.act_id for s in seals])
            .order_by("act", "ordinal")
            .prefetch_related("personal")
        ):
            events.setdefault(event.act_id, []).append(event)
        for seal in seals:
            yield seal, seal.act, events.get(seal.act_id, [])
        after = seals[-1].seq


def _check_personal(seal: Seal, events: list[Event]) -> None:
    """Each hash in the chain has its value, or the value was emptied by an act of erasure."""
    for event in events:
        hidden = hidden_hashes(event)
        values = {(p.field, p.side): p for p in event.personal.all()}
        if set(hidden) != set(values):
            raise Broken(f"giá trị cá nhân của lượt ghi số {seal.seq} bị thêm hoặc bớt")
        for key, expected in hidden.items():
            if not _vouched(values[key], expected, event):
                raise Broken(f"giá trị cá nhân «{key[0]}» của lượt ghi số {seal.seq} đã bị sửa")


def _vouched(value: PersonalValue, expected: str, event: Event) -> bool:
    if value.value or value.salt:
        return personal_hash(bytes(value.salt), value.value) == expected
    erasures = Event.objects.filter(kind=EventKind.ERASE, model=event.model, row=event.row, act_id__gte=event.act_id)
    return any(f'"{value.field}"' in erasure.changes for erasure in erasures)


def _check_strays() -> None:
    """Rows put in beside the chain: an act without a seal."""
    stray = Act.objects.filter(seal=None).order_by("pk").first()
    if stray:
        raise Broken(f"có lượt ghi ngoài chuỗi ({stray.verb}, mã {stray.pk})")
    homeless = Event.objects.exclude(act__in=Act.objects.all()).order_by("pk").first()
    if homeless:
        raise Broken(f"có thay đổi không thuộc lượt ghi nào (mã {homeless.pk})")
    alone = PersonalValue.objects.exclude(event__in=Event.objects.all()).order_by("pk").first()
    if alone:
        raise Broken(f"có giá trị cá nhân không thuộc thay đổi nào (mã {alone.pk})")
