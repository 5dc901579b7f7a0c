"""What migrations and flushes must leave standing: the triggers, the head, and a journal that no command empties."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models

from dieuhanh.kernel.journal import triggers
from dieuhanh.kernel.journal.apps import ground
from dieuhanh.kernel.journal.checks import triggers_are_laid
from dieuhanh.kernel.journal.models import Act, Head
from dieuhanh.kernel.units.models import Hierarchy

from .verbs import SYSTEM, make_area


@pytest.mark.only("sqlite")
@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_table_gets_its_triggers_back() -> None:
    old, new = Act._meta.get_field("reason"), models.TextField(blank=True, default="-")
    new.set_attributes_from_name("reason")
    with connection.schema_editor() as editor:
        editor.alter_field(Act, old, new)
        editor.alter_field(Act, new, old)
    assert len(triggers.missing()) > 0
    assert triggers_are_laid(databases=["default"])
    ground("default")
    assert triggers.missing() == set()
    assert not triggers_are_laid(databases=["default"])


@pytest.mark.django_db(transaction=True)
def test_flush_empties_a_test_database_and_stands_it_up_again() -> None:
    make_area(SYSTEM, number=1)
    call_command("flush", interactive=False, verbosity=0)
    assert not Act.objects.exists()
    assert Head.objects.get().seq == 0
    assert set(Hierarchy.objects.values_list("code", flat=True)) == set(Hierarchy.CODES)
    assert triggers.missing() == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["/var/lib/office.sqlite3", "/srv/latest.sqlite3", "/srv/test/office.sqlite3", "attestation", "test_of_the_office"],
)
def test_flush_refuses_any_other_database(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that only sounds like a test's, or that the environment names as ours."""
    monkeypatch.setenv("DIEUHANH_DATABASE_URL", "postgresql:///test_of_the_office")
    monkeypatch.setitem(connection.settings_dict, "NAME", name)
    with pytest.raises(CommandError, match="no test database"):
        call_command("flush", interactive=False)
