"""An office of each kind begins from its ready structure; an edited one is read back with its mistakes named."""

from __future__ import annotations

import pytest

from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import current, pinned, today
from dieuhanh.kernel.installation.models import Level
from dieuhanh.kernel.journal.errors import Invalid
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.setup.structure import begins, read_structure, ready_text
from dieuhanh.kernel.units.models import Area, Unit, UnitName
from dieuhanh.kernel.units.official import Place, communes_of, find, place_of, places
from dieuhanh.kernel.units.queries import Resolver, gaps_and_overlaps

from .conftest import DAY, found

PLACES = {
    "xa": place_of("00376"),
    "phuong": place_of("00367"),
    "dac-khu": find("phu quoc", ("Đặc khu ",))[0],
    "quan": Place("", "Quận Thanh Xuân"),
    "so": Place("", "Sở Nội vụ"),
    "tinh": place_of("01"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("level", Level.values)
def test_an_office_of_each_kind_begins_with_one_act(level: str) -> None:
    place = PLACES[level]
    assert place
    with pinned():
        found(level, place)
        installation = current() or pytest.fail("no installation")
        assert (installation.kind, installation.trial, installation.level) == ("office", True, level)
        assert [act.verb for act in Act.objects.all()] == ["setup.founding"]
        assert list(gaps_and_overlaps()) == []
        assert viewer_for("kythuat", DAY).scope("manage_people").everything
        assert 3 <= Area.objects.count() <= 14
    assert verify().whole


@pytest.mark.django_db
def test_texts_of_a_ward_find_its_units() -> None:
    found()
    resolver = Resolver(DAY)
    names = {name.unit_id: name.name for name in UnitName.objects.all()}
    for words, unit in {
        "Văn phòng HĐND&UBND phường": "Văn phòng HĐND và UBND phường",
        "Công an phường": "Công an phường Thanh Xuân",
        "UBND phường": "UBND phường Thanh Xuân",
        "Trạm Y tế": "Trạm Y tế phường Thanh Xuân",
        "Ban CHQS phường": "Ban Chỉ huy Quân sự phường",
        "Phòng VH-XH": "Phòng Văn hóa - Xã hội",
        "MTTQ phường": "Ủy ban MTTQ Việt Nam phường Thanh Xuân",
    }.items():
        assert [names[pk] for pk in resolver.resolve(words).unit_ids] == [unit], words


@pytest.mark.django_db
def test_a_province_has_its_communes_with_their_codes() -> None:
    hanoi = PLACES["tinh"]
    assert hanoi
    found("tinh", hanoi)
    codes = set(UnitName.objects.exclude(code="").values_list("code", flat=True))
    assert codes == {"01"} | {place.code for place in communes_of(hanoi)}
    assert len(codes) == 127
    assert Unit.objects.count() > 140


@pytest.mark.once
def test_the_official_list_is_whole() -> None:
    communes = [place for place in places() if place.province]
    assert (len(places()) - len(communes), len(communes), len({p.code for p in communes})) == (34, 3321, 3321)
    assert [p.code for p in find("thanh xuan", ("Phường ",))] == ["00367"]
    assert [p.words for p in find("thanh xuan ha noi", ("Phường ",))] == ["Phường Thanh Xuân, Thành phố Hà Nội"]
    assert [p.code for p in find("xuan", ("Đặc khu ",))] == []


TEXT = """[đơn vị]
UBND xã Mẫu | UBND xã | ủy ban nhân dân | giao
  Văn phòng | VP | phòng, ban | giao | Văn phòng UBND; Bộ phận văn phòng
[lĩnh vực]
Kinh tế | kinh tế; ngân sách
"""
PLACE = Place("", "Xã Mẫu")


def read(text: str) -> object:
    return read_structure(text, level="quan", place=PLACE, begin=begins("quan"))


@pytest.mark.once
def test_an_edited_structure_is_read_back() -> None:
    found = read_structure(TEXT, level="quan", place=PLACE, begin=begins("quan"))
    assert [(row["name"], row["parents"]["territorial"], row["aliases"]) for row in found.units] == [
        ("UBND xã Mẫu", None, []),
        ("Văn phòng", "dòng-2", ["Văn phòng UBND", "Bộ phận văn phòng"]),
    ]
    assert [(area["code"], area["number"], area["words"]) for area in found.areas] == [
        ("kinh-te", 1, "kinh tế; ngân sách")
    ]


@pytest.mark.once
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("phòng, ban", "phòng", r"dòng 3: loại «phòng»; chỉ nhận: tỉnh, thành phố;"),
        ("ban | giao", "ban | bảo", r"dòng 3: cách giao việc «bảo»; chỉ nhận giao, đề nghị"),
        ("  Văn", "   Văn", r"dòng 3: «Văn phòng» thụt vào sai"),
        ("  Văn phòng |", "  UBND xã Mẫu |", r"dòng 3: trùng tên với dòng 2"),
        ("  Văn phòng |", "   |", r"dòng 3: "),
        ("[đơn vị]", "[units]", r"dòng 1: phần «\[units\]»"),
        ("[lĩnh vực]", "[lĩnh vực]\nKinh  tế", r"dòng 6: trùng lĩnh vực «Kinh tế»"),
        ("Kinh tế |", f"{'x' * 201} |", r"dòng 5: tên lĩnh vực dài 201 ký tự"),
    ],
)
def test_a_mistake_in_the_text_is_named_with_its_line(old: str, new: str, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        read(TEXT.replace(old, new))


@pytest.mark.once
def test_an_empty_text_is_refused() -> None:
    with pytest.raises(Invalid, match="chưa có đơn vị"):
        read("# không có gì\n")


@pytest.mark.once
@pytest.mark.parametrize("level", Level.values)
def test_ready_structures_leave_no_name_open(level: str) -> None:
    place = PLACES[level]
    assert place
    assert "{" not in ready_text(level, place)


def test_today_is_the_clocks_in_an_office(ward: None) -> None:
    assert today() == DAY
