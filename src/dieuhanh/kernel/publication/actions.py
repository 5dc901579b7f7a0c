"""«Công khai», its withdrawal, and what the office says of itself. What may be published, a higher room decides: its action calls these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from dieuhanh.foundation.vietnamese.text import fold
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, change, create
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.publication.models import Publication, PublicFace
from dieuhanh.kernel.publication.queries import publication_of

SLUG = 80
LONGEST = {field.name: field.max_length or 0 for field in PublicFace._meta.fields if field.max_length}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be public: a row of a higher room, and the words its address is made of."""

    model: str
    row: int
    words: str
    day: date | None

    def rights_units(self) -> list[int]:
        """No unit: see Publication."""
        return []


@action("publication.publish", may="publish", on="subject")
def publish(by: By, *, subject: Subject, areas: Sequence[int] = ()) -> Publication:
    """Make it public, or public with other areas than before; its address stays the same for good."""
    chosen = sorted(set(areas))
    found = publication_of(subject.model, subject.row)
    if found is None:
        return create(
            Publication(model=subject.model, row=subject.row, slug=_free_slug(subject), areas=chosen, since=today())
        )
    if found.public and found.areas == chosen:
        raise Invalid(f"nội dung này đã công khai từ ngày {found.since:%d/%m/%Y}")
    return change(found, public=True, areas=chosen, since=found.since if found.public else today())


@action("publication.withdraw", may="publish", on="publication")
def withdraw(by: By, *, publication: Publication) -> Publication:
    if not publication.public:
        raise Invalid("nội dung này hiện không công khai")
    return change(publication, public=False)


@action("publication.describe_office", may="describe_office", on="face")
def describe_office(by: By, *, face: PublicFace, values: Mapping[str, str]) -> PublicFace:
    """What stands at the head and the foot of the public pages; a blank says nothing."""
    cleaned: dict[str, Any] = {}
    for name, typed in values.items():
        longest = LONGEST[name]
        words = " ".join(typed.split())
        if len(words) > longest:
            raise Invalid(f"dài {len(words)} ký tự; chỉ nhận đến {longest} ký tự", name)
        cleaned[name] = words
    if face._state.adding:
        return create(PublicFace(**cleaned))
    return change(face, **cleaned)


def _free_slug(subject: Subject) -> str:
    taken = set(Publication.objects.filter(model=subject.model).values_list("slug", flat=True))
    return next(slug for slug in _slugs(subject) if slug not in taken)


def _slugs(subject: Subject) -> Iterator[str]:
    """ "00/KH-UBND" of 2021 is 00-kh-ubnd-2021; numbers begin anew each year, and a second of the same gets "-2"."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(subject.words)).strip("-")[:SLUG].strip("-") or "so"
    first = f"{words}-{subject.day.year}" if subject.day else words
    yield first
    yield from (f"{first}-{number}" for number in count(2))
