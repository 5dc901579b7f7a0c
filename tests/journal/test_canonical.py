"""The same act has the same digest on both databases and tomorrow: the form of what is hashed never changes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuhanh.kernel.journal.canonical import canonical, pack_members, unpack_members
from dieuhanh.kernel.journal.chain import GENESIS, digest_of, link
from dieuhanh.kernel.journal.models import Act, Event

DIGEST = "296bbf3f05fd4b09ec1635cb7cc3d1928a2ed201b115dfcda5ea98f54134127e"


def act() -> Act:
    return Act(
        verb="plans.issue_plan",
        actor_id=5,
        post_id=7,
        at=datetime(2021, 11, 24, 1, 2, 3, 4, tzinfo=UTC),
        day=date(2021, 11, 24),
        channel="web",
        reason="Giao nhiệm vụ quý IV",
        once_key="k",
        once_digest="d",
    )


def events() -> list[Event]:
    return [
        Event(ordinal=0, kind="change", model="plans.plan", row=3, changes='{"state":["draft","issued"]}'),
        Event(
            ordinal=1, kind="set", model="plans.task", count=3, members=pack_members([1, 2, 9]), changes='{"rule":"x"}'
        ),
    ]


def test_the_digest_of_an_act_is_what_it_always_was() -> None:
    assert digest_of(act(), "plans.plan:3", events()).hex() == DIGEST


@pytest.mark.django_db
def test_and_is_the_same_after_the_database_has_held_it() -> None:
    stored = act()
    stored.save()
    for event in events():
        event.act = stored
        event.save()
    read = Act.objects.get(pk=stored.pk)
    assert digest_of(read, "plans.plan:3", read.events.order_by("ordinal")).hex() == DIGEST


def test_a_link_binds_number_digest_and_the_link_before() -> None:
    first = link(GENESIS, 1, b"d" * 32)
    assert len({first, link(GENESIS, 2, b"d" * 32), link(first, 1, b"d" * 32), link(GENESIS, 1, b"e" * 32)}) == 4


def test_values_have_one_form() -> None:
    value = {
        "b": Decimal("1.50"),
        "a": [date(2021, 1, 2), b"\x01", None, True],
        "ă": datetime(2021, 1, 2, 7, tzinfo=UTC),
    }
    assert canonical(value) == '{"a":["2021-01-02","01",null,true],"b":"1.50","ă":"2021-01-02T07:00:00.000000Z"}'


def test_a_float_has_no_form() -> None:
    with pytest.raises(TypeError):
        canonical({"x": 1.5})


@given(st.sets(st.integers(1, 2**63 - 1), min_size=1))
def test_members_come_back(pks: set[int]) -> None:
    assert list(unpack_members(pack_members(sorted(pks)))) == sorted(pks)
