"""Old notices go: what was read, and mails that arrived, some months ago. What happened stands in the journal, of which they are a copy."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.jobs.duties import Tick
from dieuhanh.kernel.journal.actions import By, action, change, create, end
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.notices.models import Keeping, Message, Notice, State
from dieuhanh.kernel.pages.queries import whole_number

AT_FIRST = 180  # days, until the office says something else
LEAST, MOST = 30, 3650


@action("notices.set_keeping", may="keep_outbox")
def set_keeping(by: By, *, days: int) -> Keeping:
    """From today on."""
    if not LEAST <= days <= MOST:
        raise Invalid(f"{days} ngày không dùng được; hãy ghi từ {LEAST} đến {MOST} ngày", "days")
    standing = Keeping.objects.valid_on(today()).first()
    if standing is not None and standing.from_day == today():
        return change(standing, days=days)
    if standing is not None:
        end(standing, today())
    return create(Keeping(days=days, from_day=today()))


def parse_days(typed: str) -> int:
    days = whole_number(typed.strip(), 5)
    if days is None:
        raise Invalid(f"số ngày «{typed.strip()[:20]}»; hãy ghi số nguyên từ {LEAST} đến {MOST}", "days")
    return days


def kept_days(day: date) -> int:
    found: int | None = Keeping.objects.valid_on(day).values_list("days", flat=True).first()
    return found or AT_FIRST


def clear(tick: Tick) -> None:
    """Registered with the ticker. No act where nothing is old."""
    before = tick.day - timedelta(days=kept_days(tick.day))
    read, arrived = _old(before)
    if read.exists() or arrived.exists():
        clear_old(tick.by(), before=before)


@action("notices.clear_old", may=None)
def clear_old(by: By, *, before: date) -> int:
    """How many notices went. What nobody has read and what did not arrive stays."""
    read, arrived = _old(before)
    gone, _ = read.delete()
    arrived.delete()
    return gone


def _old(before: date) -> tuple[QuerySet[Notice], QuerySet[Message]]:
    read = Notice.objects.filter(seen_at__isnull=False, day__lt=before)
    return read, Message.objects.filter(state=State.SENT, day__lt=before)
