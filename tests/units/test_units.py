"""Units through time: moved, renamed, abolished; a subtree on a day; two reorganisations at once."""

from __future__ import annotations

import random
import threading
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connections

from dieuhanh.demo import loader
from dieuhanh.kernel.fields.validity import OPEN_END
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.units.actions import abolish_unit, add_alias, found_units, move_unit, rename_unit
from dieuhanh.kernel.units.models import CommitteeMember, Unit, UnitAncestor, UnitName, UnitParent
from dieuhanh.kernel.units.queries import Resolver, gaps_and_overlaps, name_of, names_on, subtree, verb

DAY = date(2022, 1, 1)
BEFORE = DAY - timedelta(days=1)


def unit(name: str, on: date = loader.DAY) -> Unit:
    return Unit.objects.get(pk=Resolver(on).resolve(name).unit_ids[0])


def test_the_district_has_its_units_of_2021(office: None) -> None:
    kinds = [n.kind for n in names_on(loader.DAY).values()]
    assert kinds.count("ward") == 11
    assert kinds.count("department") == 12
    codes = {n.code for n in names_on(loader.DAY).values() if n.code}
    assert codes == {"009", *(f"00{n}" for n in (343, 346, 349, 352, 355, 358, 361, 364, 367, 370, 373))}


def test_a_subtree_on_a_day(office: None) -> None:
    below = subtree([unit("UBND quận").pk], loader.DAY)
    assert {unit("Phòng Y tế").pk, unit("UBND phường Hạ Đình").pk} <= set(below)
    assert unit("Công an quận").pk not in below


def test_the_names_of_a_day_come_in_vietnamese_order(office: None) -> None:
    wards = [n.name for n in names_on(loader.DAY).values() if n.kind == "ward"]
    assert wards[:3] == ["UBND phường Hạ Đình", "UBND phường Khương Đình", "UBND phường Khương Mai"]
    assert wards.index("UBND phường Nhân Chính") < wards.index("UBND phường Phương Liệt")


def test_who_is_assigned_and_who_is_asked(office: None) -> None:
    assert verb(name_of(unit("Phòng Nội vụ").pk, loader.DAY)) == "Giao"
    assert verb(name_of(unit("Chi cục Thuế quận").pk, loader.DAY)) == "Đề nghị"


def test_a_steering_committee_has_members_and_one_that_owes(office: None) -> None:
    members = CommitteeMember.objects.filter(committee=unit("BCĐ 197"))
    assert members.count() > 10
    assert members.get(standing=True).unit == unit("Phòng Quản lý đô thị")


def test_every_name_and_alias_finds_its_own_unit(office: None) -> None:
    resolver = Resolver(loader.DAY)
    for row in loader.rows("units"):
        ids = {resolver.resolve(words).unit_ids for words in (row["name"], row["short_name"], *row["aliases"])}
        assert len(ids) == 1, row["name"]
        assert UnitName.objects.get(unit_id=ids.pop()[0]).name == row["name"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Phòng TC-KH", "Phòng Tài chính - Kế hoạch"),
        ("phòng tài chính – kế hoạch quận Thanh Xuân", "Phòng Tài chính - Kế hoạch"),
        ("UBND phường Hạ Đình", "UBND phường Hạ Đình"),
        ("Uỷ ban nhân dân phường Hạ Đình", "UBND phường Hạ Đình"),
        ("phường Hạ Đình", "UBND phường Hạ Đình"),
        ("Công an Quận", "Công an quận"),
        ("Uỷ ban Mặt trận Tổ quốc quận", "Ủy ban Mặt trận Tổ quốc Việt Nam quận"),
    ],
)
def test_names_as_texts_write_them(office: None, text: str, name: str) -> None:
    found = Resolver(loader.DAY).resolve(text).unit_ids
    assert [name_of(pk, loader.DAY).name for pk in found] == [name]


@pytest.mark.parametrize(
    ("text", "how", "count"),
    [
        ("UBND 11 phường", "collective", 11),
        ("UBND các phường", "collective", 11),
        ("UBND 3 phường", "collective", 0),
        ("các phòng, ban, đơn vị", "collective", 0),
        ("Công an thành phố", "none", 0),
        ("Sở Y tế", "none", 0),
        ("", "none", 0),
    ],
)
def test_collectives_and_strangers(office: None, text: str, how: str, count: int) -> None:
    found = Resolver(loader.DAY).resolve(text)
    assert (found.how, len(found.unit_ids)) == (how, count)


def as_others_write(words: str) -> list[str]:
    """Capitals, decomposed letters, the other place of the tone, the office's own name behind, another dash."""
    return [
        words.upper(),
        unicodedata.normalize("NFD", words),
        words.replace("ủy", "uỷ").replace("Ủy", "Uỷ").replace("UBND", "Ủy ban nhân dân"),
        f"  {words.replace(' ', '  ')};",
        words.replace(" - ", "-").replace("-", "–"),
        f"{words.removesuffix(' quận')} quận Thanh Xuân" if "Thanh Xuân" not in words else words,
    ]


def test_every_name_is_found_however_it_is_written(office: None) -> None:
    resolver = Resolver(loader.DAY)
    own = {row["name"]: resolver.resolve(row["name"]).unit_ids for row in loader.rows("units")}
    assert [
        (written, name)
        for name, ids in own.items()
        for written in as_others_write(name)
        if resolver.resolve(written).unit_ids != ids
    ] == []


def test_a_name_that_two_units_bear_finds_neither_and_names_both(office: None, by_: Callable[..., By]) -> None:
    one, other = unit("Phòng Y tế"), unit("Trung tâm Y tế quận")
    for each in (one, other):
        add_alias(by_("kythuat"), unit=each, alias="Y tế", day=DAY)
    found = Resolver(DAY).resolve("y tế")
    assert (found.unit_ids, found.how) == ((), "ambiguous")
    assert set(found.candidates) == {one.pk, other.pk}


def test_a_resolver_knows_no_district_by_name(db: None) -> None:
    """The kernel serves any office: the abbreviations and the name left out at the end are those of its own committee."""
    district = {"key": "q", "name": "Quận Hà Đông", "short_name": "", "kind": "district", "parents": {}}
    committee = {"key": "u", "name": "UBND quận Hà Đông", "kind": "people_committee", "parents": {"territorial": "q"}}
    police = {"key": "c", "name": "Công an quận", "kind": "vertical_agency", "parents": {"territorial": "u"}}
    rest = {"short_name": "", "code": "", "commands": True, "aliases": [], "from_day": "2000-01-01"}
    with pinned(loader.DAY):
        found_units(By(channel="system"), rows=[{**rest, **row} for row in (district, committee, police)])
    resolver = Resolver(loader.DAY)
    for text in ("UBND Q. Hà Đông", "UBND quận", "Ủy ban nhân dân quận Hà Đông"):
        assert [name_of(pk, loader.DAY).name for pk in resolver.resolve(text).unit_ids] == ["UBND quận Hà Đông"]
    assert resolver.resolve("Công an Q.Hà Đông").how == "name"
    assert resolver.resolve("Công an quận Thanh Xuân").how == "none"


def test_a_resolver_asks_nothing_after_it_was_made(office: None, django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(2):
        resolver = Resolver(loader.DAY)
    with django_assert_num_queries(0):
        for row in loader.rows("units"):
            resolver.resolve(row["name"])


def test_a_rename_keeps_what_the_unit_was_called(office: None, by_: Callable[..., By]) -> None:
    ward = unit("UBND phường Kim Giang")
    rename_unit(by_("kythuat"), unit=ward, day=DAY, changed={"name": "UBND phường Mới", "short_name": "Phường Mới"})
    assert name_of(ward.pk, BEFORE).name == "UBND phường Kim Giang"
    assert name_of(ward.pk, DAY).name == "UBND phường Mới"
    assert Resolver(DAY).resolve("UBND phường Mới").unit_ids == (ward.pk,)
    assert list(gaps_and_overlaps()) == []


def test_a_move_changes_subtrees_from_its_day_on(office: None, by_: Callable[..., By]) -> None:
    team, department = unit("Đội Quản lý trật tự xây dựng đô thị"), unit("Phòng Quản lý đô thị")
    move_unit(by_("kythuat"), unit=team, parent=department, day=DAY)
    assert team.pk not in subtree([department.pk], BEFORE)
    assert team.pk in subtree([department.pk], DAY)
    assert team.pk in subtree([unit("UBND quận").pk], DAY)


def test_two_units_change_places_in_turn(office: None, by_: Callable[..., By]) -> None:
    """A below B until one day, B below A from a later one: on no day a cycle, so nothing to refuse."""
    a, b, top = unit("Phòng Nội vụ"), unit("Phòng Y tế"), unit("UBND quận")
    steps = [(a, b, DAY), (a, top, DAY + timedelta(100)), (b, a, DAY + timedelta(200))]
    for moved, above, day in steps:
        move_unit(by_("kythuat"), unit=moved, parent=above, day=day)
    assert a.pk in subtree([b.pk], DAY)
    assert b.pk in subtree([a.pk], DAY + timedelta(200))
    assert a.pk not in subtree([b.pk], DAY + timedelta(200))


def test_a_unit_enters_a_tree_it_did_not_stand_in(office: None, by_: Callable[..., By]) -> None:
    department, body = unit("Phòng Nội vụ"), unit("Phòng Y tế")
    assert subtree([department.pk], DAY, "sector") == []
    move_unit(by_("kythuat"), unit=body, parent=department, day=DAY, hierarchy="sector")
    assert subtree([department.pk], DAY, "sector") == sorted([department.pk, body.pk])
    assert subtree([department.pk], DAY) == [department.pk]


def test_no_unit_is_put_under_one_that_is_gone(office: None, by_: Callable[..., By]) -> None:
    ward, body = unit("UBND phường Kim Giang"), unit("Phòng Y tế")
    abolish_unit(by_("kythuat"), unit=ward, day=DAY)
    with pytest.raises(Invalid, match="hoạt động"):
        move_unit(by_("kythuat"), unit=body, parent=ward, day=DAY)
    with pytest.raises(Invalid, match="hoạt động"):
        move_unit(by_("kythuat"), unit=body, parent=ward, day=BEFORE)  # it would outlive its parent
    with pytest.raises(Invalid, match="không hoạt động"):
        add_alias(by_("kythuat"), unit=Unit.objects.get(pk=ward.pk), alias="phường cũ", day=DAY)


def test_a_unit_never_stands_below_itself(office: None, by_: Callable[..., By]) -> None:
    with pytest.raises(Invalid, match="chính nó"):
        move_unit(by_("kythuat"), unit=unit("UBND quận"), parent=unit("Phòng Nội vụ"), day=DAY)


def test_an_abolished_unit_ends_with_its_names(office: None, by_: Callable[..., By]) -> None:
    ward = unit("UBND phường Kim Giang")
    abolish_unit(by_("kythuat"), unit=ward, day=DAY)
    assert Resolver(BEFORE).resolve("UBND phường Kim Giang").unit_ids == (ward.pk,)
    assert Resolver(DAY).resolve("UBND phường Kim Giang").unit_ids == ()
    assert ward.pk not in subtree([unit("UBND quận").pk], DAY)
    assert len(Resolver(DAY).resolve("UBND các phường").unit_ids) == 10
    assert not CommitteeMember.objects.filter(unit=ward, until_day__gt=DAY).exists()
    assert CommitteeMember.objects.valid_on(BEFORE).filter(unit=ward).exists()
    assert list(gaps_and_overlaps()) == []


def test_a_unit_is_not_abolished_before_its_latest_change(office: None, by_: Callable[..., By]) -> None:
    ward = unit("UBND phường Kim Giang")
    rename_unit(by_("kythuat"), unit=ward, day=DAY, changed={"name": "UBND phường Mới"})
    with pytest.raises(Invalid, match="thay đổi gần nhất"):
        abolish_unit(by_("kythuat"), unit=ward, day=BEFORE)
    assert name_of(ward.pk, DAY).name == "UBND phường Mới"


@pytest.mark.parametrize(
    ("changed", "words"), [({"name": " "}, "để trống"), ({"kind": "lạ"}, "loại đơn vị"), ({"x": 1}, "thuộc tính")]
)
def test_a_bad_rename_is_refused(office: None, by_: Callable[..., By], changed: dict[str, object], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        rename_unit(by_("kythuat"), unit=unit("UBND phường Kim Giang"), day=DAY, changed=changed)


def test_the_check_of_days_finds_holes_overlaps_and_missing_names(office: None) -> None:
    """The actions leave none; what another hand did to the tables is found, with the unit and the day."""
    assert list(gaps_and_overlaps()) == []
    ward, body, team = unit("UBND phường Kim Giang"), unit("Phòng Y tế"), unit("Phòng Nội vụ")
    UnitName.objects.filter(unit=ward).delete()
    UnitName.objects.filter(unit=body).update(until_day=DAY)
    link = UnitParent.objects.get(unit=team, hierarchy__code="territorial")
    UnitParent.objects.create(
        hierarchy=link.hierarchy, unit=team, parent=None, from_day=BEFORE, until_day=DAY, act=link.act
    )
    assert {(table, pk) for table, pk, _ in gaps_and_overlaps()} == {
        ("units_unitname", ward.pk),
        ("units_unitname", body.pk),
        ("units_unitparent", team.pk),
    }


def test_a_unit_with_others_below_it_is_not_abolished(office: None, by_: Callable[..., By]) -> None:
    with pytest.raises(Invalid, match="trực thuộc"):
        abolish_unit(by_("kythuat"), unit=unit("UBND quận"), day=DAY)


def test_an_alias_holds_from_its_day(office: None, by_: Callable[..., By]) -> None:
    add_alias(by_("kythuat"), unit=unit("Phòng Y tế"), alias="Phòng YT", day=DAY)
    assert Resolver(BEFORE).resolve("Phòng YT").unit_ids == ()
    assert Resolver(DAY).resolve("Phòng YT").unit_ids == (unit("Phòng Y tế").pk,)


def test_only_who_may_changes_units(office: None, by_: Callable[..., By]) -> None:
    with pytest.raises(NotAllowed):
        add_alias(by_("yte.truong"), unit=unit("Phòng Y tế"), alias="Y", day=DAY)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"parents": {"territorial": "không có"}}, "không có đơn vị khóa"), ({"kind": "lạ"}, "loại đơn vị")],
)
def test_a_bad_list_of_units_is_refused_whole(db: None, change: dict[str, object], words: str) -> None:
    row = {
        "key": "a",
        "name": "A",
        "short_name": "",
        "kind": "ward",
        "code": "",
        "parents": {},
        "commands": True,
        "aliases": [],
    }
    with pinned(loader.DAY), pytest.raises(Invalid, match=words):
        found_units(By(channel="system"), rows=[{**row, "from_day": "2000-01-01", **change}])
    assert not Unit.objects.exists()


def walked(unit_id: int, day: date) -> set[int]:
    found = {unit_id}
    while True:
        link = (
            UnitParent.objects.valid_on(day)
            .filter(unit=unit_id, hierarchy__code="territorial", parent__isnull=False)
            .first()
        )
        if link is None or link.parent_id is None:
            return found
        unit_id = link.parent_id
        found.add(unit_id)


def test_random_moves_leave_ancestors_equal_to_walking(office: None, by_: Callable[..., By]) -> None:
    dice = random.Random(2021)
    units = list(Unit.objects.all())
    for step in range(60):
        moved, above = dice.sample(units, 2)
        try:
            move_unit(by_("kythuat"), unit=moved, parent=above, day=DAY + timedelta(days=dice.randint(step, step + 3)))
        except Invalid:
            continue
    for _ in range(100):
        asked, day = dice.choice(units), DAY + timedelta(days=dice.randint(-5, 70))
        rows = UnitAncestor.objects.valid_on(day).filter(hierarchy__code="territorial", unit=asked)
        assert set(rows.values_list("ancestor_id", flat=True)) == walked(asked.pk, day)
    assert list(gaps_and_overlaps()) == []
    assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_two_reorganisations_at_once_build_on_each_other() -> None:
    with pinned(loader.DAY):
        loader.prepare_office(By(channel="system", day=loader.DAY), password="mot-mat-khau-dai")
    top, department, team = unit("UBND quận"), unit("Phòng Kinh tế"), unit("Ban QLDA")

    def move(what: Unit, below: Unit) -> None:
        with pinned(loader.DAY):
            move_unit(By(channel="system"), unit=what, parent=below, day=DAY)
        connections.close_all()

    threads = [
        threading.Thread(target=move, args=pair) for pair in ((department, unit("Phòng Nội vụ")), (team, department))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    above = UnitAncestor.objects.valid_on(DAY).filter(hierarchy__code="territorial", unit=team)
    assert set(above.values_list("ancestor_id", flat=True)) == walked(team.pk, DAY)
    assert unit("Phòng Nội vụ").pk in walked(team.pk, DAY)
    assert top.until_day == OPEN_END
