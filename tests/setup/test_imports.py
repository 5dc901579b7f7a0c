"""Units and people from Excel: every row shown with its faults, and nothing half imported."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from dieuhanh.foundation.sheets import FileRefused, Heading, Page, read, write
from dieuhanh.kernel.access.models import Grant, Holding, Person
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.setup import people_file, unit_file
from dieuhanh.kernel.setup.importing import signed, workbook_of
from dieuhanh.kernel.setup.people_file import PeopleFile
from dieuhanh.kernel.setup.unit_file import UnitFile
from dieuhanh.kernel.units.models import Unit, UnitName, UnitParent
from dieuhanh.kernel.units.queries import Resolver, gaps_and_overlaps

from .conftest import DAY, person, unit

People = Callable[[str], By]
UNITS = ["Tên đơn vị", "Tên gọi tắt", "Loại", "Trực thuộc", "Cách giao việc", "Mã", "Tên gọi khác", "Hoạt động từ ngày"]
STAFF = ["Họ và tên", "Đơn vị", "Chức vụ", "Vai trò", "Lĩnh vực phụ trách", "Tên đăng nhập"]


def sheet(titles: Sequence[str], *rows: Sequence[str | None], name: str = "Danh sách") -> bytes:
    full = [[*row, *[None] * (len(titles) - len(row))] for row in rows]
    return write(Page(name, [Heading(title) for title in titles], full))


def units(*rows: Sequence[str | None]) -> UnitFile:
    return UnitFile(read(sheet(UNITS, *rows)), DAY)


def people(*rows: Sequence[str | None]) -> PeopleFile:
    return PeopleFile(read(sheet(STAFF, *rows)), DAY)


def told(file: UnitFile | PeopleFile) -> list[str]:
    return [str(problem) for problem in file.preview.problems]


def test_units_stand_under_each_other_and_under_what_is_there(by: People) -> None:
    file = units(
        ["Tổ dân phố số 1", "TDP 1", "thôn, tổ dân phố", "Cụm dân cư A"],
        ["Cụm dân cư A", None, "thôn, tổ dân phố", "UBND phường", "đề nghị", "C-1", "Khu A; Cụm A"],
        ["Trường Tiểu học Mẫu", None, "TRUONG HOC", None, None, None, None, "01/09/2025"],
    )
    assert told(file) == []
    assert file.preview.lines[0].cells[3] == "Cụm dân cư A"
    assert file.preview.lines[2].cells[3:5] == ["Phường Thanh Xuân", "giao"]
    assert file.take(by("kythuat")) == 3
    resolver = Resolver(DAY)
    (cluster,) = resolver.resolve("Khu A").unit_ids
    (group,) = resolver.resolve("TDP 1").unit_ids
    assert UnitParent.objects.get(unit=group).parent_id == cluster
    assert UnitParent.objects.get(unit=cluster).parent == unit("UBND phường Thanh Xuân")
    assert not UnitName.objects.get(unit=cluster).commanded
    assert list(gaps_and_overlaps()) == []
    assert Act.objects.filter(verb="units.add_units").count() == 1


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Trạm A", None, "trạm"]], "dòng 2, cột C (Loại): “trạm” không hợp lệ: chọn một trong"),
        ([["Đội A", None, "phòng, ban", "Sở Nội vụ"]], "cột D (Trực thuộc): không có đơn vị «Sở Nội vụ»"),
        ([["Đội A", None, "phòng, ban"], ["ĐỘI  a", None, "phòng, ban"]], "dòng 3, cột A (Tên đơn vị): «ĐỘI a» trùng"),
        ([["Phòng Văn hóa - Xã hội", None, "phòng, ban"]], "«Phòng Văn hóa - Xã hội» đã có trong hệ thống"),
        ([["A", None, "phòng, ban", "B"], ["B", None, "phòng, ban", "A"]], "không thể trực thuộc chính nó"),
        ([[None, None, "phòng, ban"]], "dòng 2, cột A (Tên đơn vị): chưa có gì; phải điền"),
        ([["Đội A", None, "phòng, ban", None, None, None, None, "01/06/2025"]], "trước ngày đơn vị cấp trên"),
        ([["Đội A", None, "phòng, ban", None, None, None, None, "31/06/2025"]], "cột H (Hoạt động từ ngày)"),
        ([[f"C{n}", None, "phòng, ban", f"C{n + 1}"] for n in range(13)] + [["C13", None, "phòng, ban"]], "quá 12 cấp"),
    ],
)
def test_a_fault_in_the_units_is_named_and_nothing_is_stored(
    by: People, rows: list[list[str | None]], words: str
) -> None:
    before = Unit.objects.count()
    file = units(["Đội đúng", None, "phòng, ban"], *rows)
    problems = [problem.replace("dòng 3", "dòng 2").replace("dòng 4", "dòng 3") for problem in told(file)]
    assert any(words in problem for problem in problems), problems
    with pytest.raises(Invalid, match="chưa nhập dòng nào"):
        file.take(by("kythuat"))
    assert Unit.objects.count() == before


def test_a_wrong_header_names_what_is_missing_and_what_is_there(ward: None) -> None:
    file = UnitFile(read(sheet(["Tên đơn vị", "Kiểu"], ["Đội A", "phòng, ban"])), DAY)
    assert told(file) == ["Trang tính “Danh sách”, dòng 1: dòng tiêu đề thiếu cột “Loại”; đang có “Tên đơn vị”, “Kiểu”"]


def test_people_get_accounts_posts_and_rights_but_no_way_in_yet(by: People) -> None:
    file = people(
        ["Nguyễn Văn An", "Phòng VH-XH", "Chuyên viên"],
        ["Nguyễn Vũ Ân", "Phòng Văn hóa - Xã hội", "Phó Trưởng phòng", "trưởng đơn vị"],
        ["Hoàng Thị Bình", "UBND phường", "Phó Chủ tịch", "lãnh đạo", "3; Quốc phòng - an ninh", "binh.pct"],
    )
    assert told(file) == []
    assert [line.cells[5] for line in file.preview.lines] == ["an.nv", "an.nv2", "binh.pct"]
    assert file.take(by("kythuat")) == 3
    an, binh = person("an.nv"), person("binh.pct")
    assert an.user is not None
    assert not an.user.has_usable_password()
    viewer = Viewer(an, DAY)
    assert viewer.scope("see_tasks").units == frozenset({unit("Phòng Văn hóa - Xã hội").pk})
    assert not viewer.can("issue_code")
    assert len(Viewer(binh, DAY).scope("see_tasks").areas) == 2
    assert Act.objects.filter(verb="access.add_people").count() == 2  # the fixture's, and this one for all three


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["An", "Phòng không có", "Chuyên viên"], "cột B (Đơn vị): không có đơn vị «Phòng không có»"),
        (["An", "các phường", "Chuyên viên"], "cột B (Đơn vị): không có đơn vị «các phường»"),
        (["An", "Văn phòng", "Chuyên viên", "vua"], "cột D (Vai trò): “vua” không hợp lệ: chọn một trong"),
        (
            ["An", "Văn phòng", "Chuyên viên", None, "Hàng hải"],
            "cột E (Lĩnh vực phụ trách): không có lĩnh vực «Hàng hải»",
        ),
        (
            ["An", "Văn phòng", "Chuyên viên", None, None, "Nguyễn An"],
            "cột F (Tên đăng nhập): «Nguyễn An» không hợp lệ",
        ),
        (["An", "Văn phòng", "Chuyên viên", None, None, "kythuat"], "«kythuat» đã có người dùng"),
        (["An", "Văn phòng", "Chuyên viên", None, None, "dung.nv"], "«dung.nv» trùng với dòng 2"),
        (["Ngô Văn Hóa", "Phòng VH-XH", "Chuyên viên"], "«Ngô Văn Hóa» đã có ở đơn vị này"),
        (["ĐÚNG  Người Văn", "Văn phòng", "Chuyên viên"], "cùng đơn vị trùng với dòng 2"),
        ([None, "Văn phòng", "Chuyên viên"], "cột A (Họ và tên): chưa có gì"),
    ],
)
def test_a_fault_in_the_people_is_named_and_nobody_is_stored(by: People, row: list[str | None], words: str) -> None:
    before = Person.objects.count()
    file = people(["Đúng Người Văn", "Văn phòng", "Chuyên viên", None, None, "dung.nv"], row)
    assert len(told(file)) == 1
    assert words in told(file)[0]
    assert "dòng 3" in told(file)[0]
    with pytest.raises(Invalid, match="chưa nhập dòng nào"):
        file.take(by("kythuat"))
    assert Person.objects.count() == before


def test_namesakes_are_told_apart_by_their_sign_in_names(by: People) -> None:
    file = people(
        ["Trần Văn Bình", "Văn phòng", "Chuyên viên", None, None, "binh.van.thu"],
        ["Trần Văn Bình", "Văn phòng", "Lái xe", None, None, "binh.lai.xe"],
    )
    assert told(file) == []


@pytest.mark.parametrize("who", ["lanhdao", "vanphong", "kinhte.truong", "kinhte.canbo"])
def test_only_who_manages_units_and_people_imports_them(by: People, who: str) -> None:
    with pytest.raises(NotAllowed):
        units(["Đội A", None, "phòng, ban"]).take(by(who))
    with pytest.raises(NotAllowed):
        people(["An", "Văn phòng", "Chuyên viên"]).take(by(who))


def test_a_technician_of_one_unit_imports_into_it_only(by: People) -> None:
    """More than one's own scope is refused: another unit, the top, a role over the whole installation."""
    head = person("vanhoa.truong")
    Grant.objects.filter(post__holdings__person=head).update(role="technician")
    own, other = "Phòng Văn hóa - Xã hội", "Phòng Kinh tế, Hạ tầng và Đô thị"
    assert units(["Tổ A", None, "phòng, ban", own]).take(by("vanhoa.truong")) == 1
    assert people(["An", own, "Chuyên viên"]).take(by("vanhoa.truong")) == 1
    for rows in (["Tổ B", None, "phòng, ban", other], ["Tổ C", None, "phòng, ban"]):
        with pytest.raises(NotAllowed):
            units(rows).take(by("vanhoa.truong"))
    for staff in (["Ba", other, "Chuyên viên"], ["Bốn", own, "Chuyên viên", "kỹ thuật"]):
        with pytest.raises(NotAllowed):
            people(staff).take(by("vanhoa.truong"))


def test_ten_thousand_people_are_read_and_stored_at_once(by: People) -> None:
    rows = [[f"Nguyễn Văn {n}", "Văn phòng", "Chuyên viên", None, None, f"nguoi.{n}"] for n in range(10_000)]
    file = people(*rows)
    assert file.preview.good
    assert file.take(by("kythuat")) == 10_000
    assert Holding.objects.filter(post__unit=unit("Văn phòng HĐND và UBND phường")).count() == 10_002
    assert "bảng có hơn 10.000 dòng" in told(people(*rows, ["Thừa", "Văn phòng", "Chuyên viên"]))[0]


def test_a_renamed_old_file_is_refused_with_the_way_out() -> None:
    with pytest.raises(FileRefused, match=r"đổi tên không đổi được nội dung.*Lưu thành"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "can-bo.xlsx")


def test_what_was_previewed_is_what_is_taken(by: People) -> None:
    """The rows come back signed, for the person who looked at them, with the same line numbers."""
    workbook = read(sheet(STAFF, ["An", "Văn phòng", "Chuyên viên"], ["Ba", "không có", "Chuyên viên"]))
    me = person("kythuat").pk
    words = signed(workbook, "Danh sách", me)
    again = PeopleFile(workbook_of(words, me), DAY)
    assert told(again) == told(PeopleFile(workbook, DAY))
    for wrong, who in ((words, person("lanhdao").pk), (f"{words}x", me)):
        with pytest.raises(Invalid, match="chọn tệp lại"):
            workbook_of(wrong, who)


def test_templates_are_read_back_and_name_what_is_there(ward: None) -> None:
    for data, form in ((unit_file.template(), UnitFile), (people_file.template(today()), PeopleFile)):
        assert [problem.words for problem in form(read(data), DAY).table.problems] == [
            "dưới dòng tiêu đề chưa có dòng nào"
        ]
    second = read(people_file.template(today())).sheets[1]
    assert ("Phòng Văn hóa - Xã hội", "Phòng VH-XH") in second.rows
