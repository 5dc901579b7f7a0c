"""Actions: once-keys, versions, joined actions, set-wise changes, personal values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dieuhanh.kernel.access.models import Person
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.canonical import unpack_members
from dieuhanh.kernel.journal.errors import Conflict, Invalid, NotAllowed, OnceMismatch
from dieuhanh.kernel.journal.models import Act, Event, PersonalValue, Seal
from dieuhanh.kernel.journal.queries import history, written_since
from dieuhanh.kernel.journal.rows import create
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.units.models import Area, UnitName

from .verbs import (
    SYSTEM,
    end_name,
    make_area,
    make_area_for,
    make_areas,
    make_person,
    make_two_one_fails,
    remove_areas,
    rename_all,
    rename_area,
    rename_people,
    rename_person,
    rename_then_fail,
)

pytestmark = pytest.mark.django_db


def test_an_act_says_who_what_when_and_its_outcome() -> None:
    area = make_area(replace(SYSTEM, reason="thử"), number=1)
    seal = Seal.objects.select_related("act").get()
    assert (seal.seq, seal.outcome) == (1, f"units.area:{area.pk}")
    assert (seal.act.verb, seal.act.reason, str(seal.act.day)) == ("tests.make_area", "thử", "2021-11-24")
    event = Event.objects.get()
    assert (event.kind, event.model, event.row) == ("create", "units.area", area.pk)
    assert '"name":[null,"Lĩnh vực"]' in event.changes


def test_the_same_press_twice_is_one_act() -> None:
    by = replace(SYSTEM, once_key="k-1")
    assert make_area(by, number=1) == make_area(by, number=1)
    assert (Act.objects.count(), Area.objects.count()) == (1, 1)


def test_the_same_key_with_other_content_verb_or_actor_is_refused() -> None:
    by = replace(SYSTEM, once_key="k-1")
    area = make_area(by, number=1)
    with pytest.raises(OnceMismatch):
        make_area(by, number=2)
    with pytest.raises(OnceMismatch):
        rename_area(by, area=area, name="x")
    with pytest.raises(OnceMismatch):
        make_area(replace(by, actor=5), number=1)


def test_a_refused_action_leaves_its_key_free() -> None:
    by = replace(SYSTEM, once_key="k-1")
    area = make_area(SYSTEM, number=1)
    with pytest.raises(Invalid):
        rename_then_fail(by, area=area)
    assert make_area(by, number=2).number == 2


def test_a_refused_action_writes_nothing() -> None:
    area = make_area(SYSTEM, number=1)
    with pytest.raises(Invalid):
        rename_then_fail(SYSTEM, area=area)
    area.refresh_from_db()
    assert area.name == "Lĩnh vực"
    assert Act.objects.count() == 1


def test_an_inner_failure_takes_its_rows_and_events_with_it() -> None:
    area = make_area(SYSTEM, number=1)
    first = make_two_one_fails(SYSTEM, area=area)
    area.refresh_from_db()
    assert area.name == "Lĩnh vực"
    assert list(Event.objects.filter(act=first.act_id).values_list("kind", "via")) == [("create", "tests.make_area")]
    assert verify().whole


def test_the_second_of_two_people_is_refused() -> None:
    mine = make_area(SYSTEM, number=1)
    theirs = Area.objects.get(pk=mine.pk)
    seen = theirs.act_id
    rename_area(SYSTEM, area=mine, name="của tôi")
    with pytest.raises(Conflict) as refused:
        rename_area(SYSTEM, area=theirs, name="của họ")
    assert (refused.value.row, refused.value.seen_act) == (theirs, seen)
    assert theirs.name == "Lĩnh vực"
    assert [e.act.verb for e in written_since(mine, seen)] == ["tests.rename_area"]


def test_a_form_made_from_an_older_version_is_refused() -> None:
    area = make_area(SYSTEM, number=1)
    seen = area.act_id
    area = rename_area(SYSTEM, area=area, name="mới")
    with pytest.raises(Conflict):
        rename_area(replace(SYSTEM, seen_act=seen), area=area, name="từ biểu mẫu cũ")


def test_a_set_wise_change_is_one_event_with_its_members() -> None:
    make_areas(SYSTEM, numbers=range(1, 301))
    assert rename_all(SYSTEM, name="Chung") == 300
    event = Event.objects.get(kind="set")
    assert event.count == 300
    assert list(unpack_members(bytes(event.members or b""))) == sorted(Area.objects.values_list("pk", flat=True))
    assert set(Area.objects.values_list("act_id", flat=True)) == {event.act_id}
    entry = history(Area.objects.all()[7])[0]
    assert (entry.kind, entry.others) == ("set", 299)
    assert verify().whole


def test_a_set_is_taken_out_in_one_event_with_its_members() -> None:
    make_areas(SYSTEM, numbers=range(1, 31))
    gone = sorted(Area.objects.filter(number__lte=20).values_list("pk", flat=True))
    assert remove_areas(SYSTEM, numbers=range(1, 21)) == 20
    assert remove_areas(SYSTEM, numbers=range(1, 21)) == 0
    event = Event.objects.get(kind="end")
    assert (event.count, list(unpack_members(bytes(event.members or b"")))) == (20, gone)
    assert "no longer used" in event.changes
    assert Area.objects.count() == 10
    assert verify().whole


def test_a_set_wise_change_conflicts_with_an_open_form() -> None:
    area = make_area(SYSTEM, number=1)
    rename_all(SYSTEM, name="Chung")
    with pytest.raises(Conflict) as refused:
        rename_area(SYSTEM, area=area, name="cũ")
    assert [e.act.verb for e in written_since(area, refused.value.seen_act)] == ["tests.rename_all"]


def test_a_form_that_filled_the_row_already_does_not_hide_the_change() -> None:
    area = make_area(SYSTEM, number=1, name="Cũ")
    area.name = "Mới"
    rename_area(SYSTEM, area=area, name="Mới")
    assert history(area)[0].changes == {"name": ["Cũ", "Mới"]}


def test_a_change_writes_the_columns_derived_from_it() -> None:
    person = rename_person(SYSTEM, person=make_person(SYSTEM, name="Lê Thị Mẫu"), name="Đỗ Văn Thử")
    assert person.folded == Person.objects.get().folded == "do van thu"
    with pytest.raises(TypeError, match="row by row"):
        rename_people(SYSTEM, name="Tên chung")


def test_a_history_is_whole_and_in_order_however_long() -> None:
    make_areas(SYSTEM, numbers=[1, 2])
    area = Area.objects.get(number=2)
    make_areas(SYSTEM, numbers=[3])
    for number in range(202):
        rename_all(SYSTEM, name=str(number))
    told = history(area)
    assert [entry.kind for entry in told] == ["set"] * 202 + ["create"]
    assert [entry.changes["values"]["name"] for entry in told[:2]] == ["201", "200"]


def test_an_act_has_one_actor() -> None:
    with pytest.raises(RuntimeError, match="somebody else"):
        make_area_for(replace(SYSTEM, actor=1), inner=replace(SYSTEM, actor=2))
    assert not Act.objects.exists()


def test_a_large_scattered_set() -> None:
    make_areas(SYSTEM, numbers=range(1, 12_001))
    assert rename_all(SYSTEM, name="Chung") == 12_000
    assert verify().whole


def test_a_set_up_action_is_the_systems_only() -> None:
    with pytest.raises(NotAllowed):
        make_area(By(channel="web", actor=1), number=1)
    with pytest.raises(NotAllowed):
        make_area(By(channel="cli"), number=1)


def test_rows_are_written_inside_actions_only() -> None:
    with pytest.raises(RuntimeError, match="inside an @action"):
        create(Area(code="x", number=1, name="x", words=""))


def test_no_personal_values_of_common_fields() -> None:
    make_area(SYSTEM, number=1)
    assert not PersonalValue.objects.exists()


def test_a_dated_row_never_ends_before_it_began(office: None) -> None:
    name = UnitName.objects.earliest("pk")
    with pytest.raises(Invalid, match="ngày kết thúc 01/01/1997 phải sau ngày bắt đầu 01/01/1997"):
        end_name(SYSTEM, name=name, day=name.from_day)
