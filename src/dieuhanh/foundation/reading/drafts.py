"""A task while it is being read: what the words say, before places in the given text and inherited units are settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from .deadlines import Due
from .units import Range


@dataclass(slots=True)
class Draft:
    """Words `i` up to `j`; `lead` as named in the clause itself, `passed` as inherited from around it."""

    i: int
    j: int
    head: Range
    block: int
    title: int | None
    lead: list[Range] = field(default_factory=list)
    passed: list[Range] = field(default_factory=list)
    coop: list[Range] = field(default_factory=list)
    passed_coop: list[Range] = field(default_factory=list)
    due: Due | None = None
    passed_due: Due | None = None
    product: Range | None = None
    labelled: bool = False  # lines of the block name its unit or time
    general: bool = False  # told to units in general, so a unit line wins over its subject
    optional: str | None = None
