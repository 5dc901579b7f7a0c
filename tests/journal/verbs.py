"""Actions that only tests know: the smallest of each kind, on the office's areas."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.actions import (
    By,
    action,
    change,
    create,
    create_many,
    end,
    erase_personal,
    remove_set,
    update_set,
)
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.units.models import Area, UnitName

SYSTEM = By(channel="system")


@action("tests.make_area", may=None)
def make_area(by: By, *, number: int, name: str = "Lĩnh vực") -> Area:
    return create(Area(code=f"a-{number}", number=number, name=name, words=""))


@action("tests.make_areas", may=None)
def make_areas(by: By, *, numbers: Sequence[int]) -> None:
    create_many([Area(code=f"a-{n}", number=n, name="Lĩnh vực", words="") for n in numbers])


@action("tests.rename_area", may=None)
def rename_area(by: By, *, area: Area, name: str) -> Area:
    return change(area, seen=by.seen_act, name=name)


@action("tests.rename_all", may=None)
def rename_all(by: By, *, name: str) -> int:
    return update_set(Area.objects.all(), "all areas", name=name)


@action("tests.remove_areas", may=None)
def remove_areas(by: By, *, numbers: Sequence[int]) -> int:
    return remove_set(Area.objects.filter(number__in=numbers), "no longer used")


@action("tests.remove_people", may=None)
def remove_people(by: By) -> int:
    return remove_set(Person.objects.all(), "all people")


@action("tests.end_name", may=None)
def end_name(by: By, *, name: UnitName, day: date) -> UnitName:
    return end(name, day)


@action("tests.rename_then_fail", may=None)
def rename_then_fail(by: By, *, area: Area) -> None:
    rename_area(by, area=area, name="không còn")
    raise Invalid("giữa chừng")


@action("tests.make_two_one_fails", may=None)
def make_two_one_fails(by: By, *, area: Area) -> Area:
    """The inner action fails and the outer goes on: its rows and its events go, the rest stays."""
    first = make_area(by, number=901)
    with contextlib.suppress(Invalid):
        rename_then_fail(by, area=area)
    return first


@action("tests.note", may=None)
def note(by: By) -> None:
    """An act that writes no row."""


@action("tests.make_person", may=None)
def make_person(by: By, *, name: str) -> Person:
    return create(Person(name=name))


@action("tests.make_people", may=None)
def make_people(by: By, *, names: Sequence[str]) -> None:
    create_many([Person(name=name) for name in names])


@action("tests.rename_person", may=None)
def rename_person(by: By, *, person: Person, name: str) -> Person:
    return change(person, name=name)


@action("tests.rename_people", may=None)
def rename_people(by: By, *, name: str) -> int:
    return update_set(Person.objects.all(), "all people", name=name)


@action("tests.erase_person", may=None)
def erase_person(by: By, *, person: Person) -> Person:
    return erase_personal(person, "name")


@action("tests.make_and_erase_person", may=None)
def make_and_erase_person(by: By, *, name: str) -> Person:
    return erase_personal(create(Person(name=name)), "name")


@action("tests.fail_after_erasing", may=None)
def fail_after_erasing(by: By, *, person: Person) -> None:
    erase_personal(person, "name")
    raise Invalid("giữa chừng")


@action("tests.make_person_and_fail_to_erase", may=None)
def make_person_and_fail_to_erase(by: By, *, name: str) -> Person:
    person = create(Person(name=name))
    with contextlib.suppress(Invalid):
        fail_after_erasing(by, person=Person.objects.get(pk=person.pk))
    return person


@action("tests.make_area_for", may=None)
def make_area_for(by: By, *, inner: By) -> Area:
    return make_area(inner, number=902)
