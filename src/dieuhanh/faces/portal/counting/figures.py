"""The figures of visits, for the public block and for the staff page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum

from dieuhanh.faces.portal.models import PageHits, Presence, VisitDay
from dieuhanh.kernel.installation.clock import now, today

HERE = timedelta(minutes=5)  # who opened a page so lately is here now
DAYS = 30  # of the chart
PAGES = 20  # of the table of pages


@dataclass(frozen=True, slots=True)
class VisitFigures:
    """Visits: now, and sums of days. A week begins on Monday."""

    online: int
    today: int
    yesterday: int
    week: int
    month: int
    year: int
    total: int


def visit_figures() -> VisitFigures:
    day = today()
    since = {
        "today": Q(day=day),
        "yesterday": Q(day=day - timedelta(days=1)),
        "week": Q(day__gte=day - timedelta(days=day.weekday())),
        "month": Q(day__gte=day.replace(day=1)),
        "year": Q(day__gte=day.replace(month=1, day=1)),
        "total": Q(),
    }
    sums = VisitDay.objects.filter(day__lte=day).aggregate(
        **{f"sum_{name}": Sum("visits", filter=condition, default=0) for name, condition in since.items()}
    )
    online = Presence.objects.filter(at__gte=now() - HERE).count()
    return VisitFigures(online, **{name: sums[f"sum_{name}"] for name in since})


def last_days() -> list[VisitDay]:
    """The last DAYS days up to today, those without a visit too."""
    last = today()
    first = last - timedelta(days=DAYS - 1)
    there = {row.day: row for row in VisitDay.objects.filter(day__gte=first, day__lte=last)}
    days = [first + timedelta(days=number) for number in range(DAYS)]
    return [there.get(day, VisitDay(day=day)) for day in days]


def pages_since(first: date) -> list[tuple[str, int]]:
    """The pages opened most since the day, with how often."""
    rows = PageHits.objects.filter(day__gte=first).values_list("path").annotate(opened=Sum("hits"))
    return list(rows.order_by("-opened", "path")[:PAGES])


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of the chart, in the chart's own units."""

    row: VisitDay
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Visits by day as an SVG drawing: numbers are attributes, so that no page needs an inline style. `top`: the round figure of the
    upper line."""

    bars: list[Bar]
    top: int
    width: int
    height: int = 160
    bar_width: int = 16


def chart(days: list[VisitDay]) -> Chart:
    step, high = 20, 160
    top = _round_above(max((row.visits for row in days), default=0))
    bars = []
    for number, row in enumerate(days):
        height = round(high * row.visits / top)
        bars.append(Bar(row, number * step + 2, high - height, height))
    return Chart(bars, top, len(days) * step, high)


def _round_above(most: int) -> int:
    """1, 2 or 5 times a power of ten, at least 10: a line that a reader can name."""
    power = 10
    while True:
        for times in (1, 2, 5):
            if times * power >= most:
                return times * power
        power *= 10
