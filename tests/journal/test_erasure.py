"""A personal value is erased everywhere, and the chain still verifies; taken away otherwise, it is missed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from dieuhanh.foundation.vietnamese.collation import person_sort_key
from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.fields.personal import PersonalTextField
from dieuhanh.kernel.journal import triggers
from dieuhanh.kernel.journal.models import Event, PersonalValue
from dieuhanh.kernel.journal.shown import hidden_hashes
from dieuhanh.kernel.journal.verification import verify, vouched

from .verbs import (
    SYSTEM,
    erase_person,
    make_and_erase_person,
    make_people,
    make_person,
    make_person_and_fail_to_erase,
    remove_people,
    rename_people,
    rename_person,
)

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Thị Minh Họa"


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> Person:
    """A person whose name is a personal field, as the registers of later rooms will have."""
    field: Any = Person._meta.get_field("name")
    monkeypatch.setattr(field, "personal", PersonalTextField.personal, raising=False)
    return make_person(SYSTEM, name=NAME)


def test_the_chain_holds_a_salted_hash_and_not_the_value(person: Person) -> None:
    event = Event.objects.get(model="access.person")
    assert NAME not in event.changes
    assert '"name":[null,{"sha256":"' in event.changes
    kept = PersonalValue.objects.get()
    assert (kept.value, len(bytes(kept.salt))) == (NAME, 16)
    assert verify().whole


def test_an_act_of_erasure_empties_column_value_and_salt(person: Person) -> None:
    erase_person(SYSTEM, person=person)
    person.refresh_from_db()
    kept = PersonalValue.objects.get()
    assert (person.name, kept.value, bytes(kept.salt)) == ("", "", b"")
    assert (person.folded, person.sort_key) == ("", person_sort_key(""))  # what search and order were built from it
    assert verify().whole


def test_an_erasure_reaches_what_its_own_act_wrote(person: Person) -> None:
    made = make_and_erase_person(SYSTEM, name="Trần Văn Thử")
    assert set(PersonalValue.objects.filter(event__row=made.pk).values_list("value", flat=True)) == {""}
    assert verify().whole


def test_an_erasure_that_failed_inside_an_act_took_nothing(person: Person) -> None:
    made = make_person_and_fail_to_erase(SYSTEM, name="Trần Văn Thử")
    assert PersonalValue.objects.get(event__row=made.pk).value == "Trần Văn Thử"
    assert verify().whole


def test_what_is_written_after_an_erasure_is_not_covered_by_it(person: Person) -> None:
    erase_person(SYSTEM, person=person)
    rename_person(SYSTEM, person=person, name="Tên ghi lại")
    assert verify().whole
    PersonalValue.objects.filter(value="Tên ghi lại").update(value="", salt=b"")
    assert not verify().whole


def test_an_erasure_counts_by_the_chain_and_not_by_act_ids(person: Person) -> None:
    """Two acts at once: the one that began first may end last, and erase what the other wrote."""
    erase_person(SYSTEM, person=person)
    erasing, making = Event.objects.get(kind="erase"), Event.objects.get(kind="create")
    value = PersonalValue.objects.get()
    making.act_id = erasing.act_id + 1
    expected = hidden_hashes(making)["name", "a"]
    assert vouched(value, expected, making, seq=1)
    assert not vouched(value, expected, making, seq=3)


def test_rows_made_together_hide_each_value_too(person: Person) -> None:
    make_people(SYSTEM, names=["Trần Văn Thử", "Lê Thị Mẫu"])
    assert PersonalValue.objects.count() == 3
    assert not any("Trần Văn Thử" in changes for changes in Event.objects.values_list("changes", flat=True))
    assert verify().whole


def test_a_set_of_personal_values_is_refused(person: Person) -> None:
    with pytest.raises(TypeError, match="row by row"):
        rename_people(SYSTEM, name="Tên chung")
    with pytest.raises(TypeError, match="row by row"):
        remove_people(SYSTEM)


def test_a_changed_personal_value_is_found(person: Person) -> None:
    triggers.drop()
    PersonalValue.objects.update(value="Người khác")
    triggers.lay()
    assert "giá trị cá nhân «name»" in verify().words


def test_a_value_emptied_without_an_act_of_erasure_is_found(person: Person) -> None:
    PersonalValue.objects.update(value="", salt=b"")  # the triggers let emptying pass: the chain does not
    assert not verify().whole


def test_a_value_that_is_gone_is_found(person: Person) -> None:
    triggers.drop()
    PersonalValue.objects.all().delete()
    triggers.lay()
    assert not verify().whole


def test_a_personal_value_cannot_be_rewritten(person: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonalValue.objects.update(value="Người khác")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_personalvalue")
