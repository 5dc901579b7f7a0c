"""What the reader says of a text: plain frozen values, every one with its place in the text as given.

All `start`/`end` are code-point offsets into the decoded input, end exclusive, before any normalisation; `text` is exactly that slice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

DeadlineType = Literal[
    "before_date", "on_date", "month", "year", "period", "open_period", "recurring", "ongoing", "relative"
]
Comparator = Literal["=", ">=", ">", "<=", "<", "~", "range"]


@dataclass(frozen=True, slots=True)
class Meta:
    """The letterhead; None where the text does not say. `date` is iso, `kind` lower case, `symbol` canonical."""

    kind: str | None = None
    symbol: str | None = None
    date: str | None = None
    issuer: str | None = None
    place: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    marker: str
    title: str
    start: int
    end: int
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit named as lead or cooperating; `inherited` where it stands outside the task's own words."""

    text: str
    start: int
    end: int
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    text: str
    start: int
    end: int
    type: DeadlineType
    iso: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing a unit can be asked about and that can be reported done. `heading` is the index of its heading in `Reading.headings`."""

    start: int
    end: int
    text: str
    head_verb: str
    lead: tuple[UnitMention, ...] = ()
    coop: tuple[UnitMention, ...] = ()
    deadline: Deadline | None = None
    product: str | None = None
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    start: int
    end: int
    text: str
    value: float
    value_max: float | None
    unit: str | None
    comparator: Comparator
    what: str | None = None
    period: str | None = None
    layer: Literal["target", "quantity", "baseline"] = "target"


@dataclass(frozen=True, slots=True)
class Citation:
    start: int
    end: int
    text: str
    symbol: str | None
    kind: str | None
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A named project (đề án, dự án, chương trình ...) or place (đường, hồ, phường, trường ...)."""

    start: int
    end: int
    text: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    meta: Meta
    headings: tuple[Heading, ...] = ()
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    citations: tuple[Citation, ...] = ()
    projects: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    scope: tuple[int, int] = field(default=(0, 0))
