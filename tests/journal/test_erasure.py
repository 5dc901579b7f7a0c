"""A personal value is erased everywhere, and the chain still verifies; taken away otherwise, it is missed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.fields.personal import PersonalTextField
from dieuhanh.kernel.journal import triggers
from dieuhanh.kernel.journal.models import Event, PersonalValue
from dieuhanh.kernel.journal.verification import verify

from .verbs import SYSTEM, erase_person, make_person

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
    assert verify().whole


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
