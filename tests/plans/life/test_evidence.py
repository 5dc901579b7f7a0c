"""Files and links that a report stands on: what they are is told by their bytes, what is taken off keeps its reason."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest
from docx import Document

from dieuhanh.foundation.formats.tests.made import docx_of, part_of, pdf_of, saved, with_part
from dieuhanh.foundation.sheets import Heading, Page, write
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.files.places import path_of
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.carrying import report_progress
from dieuhanh.kernel.plans.actions.evidence import Attached, attach, take_off
from dieuhanh.kernel.plans.models import Evidence, Plan, Report

from .acting import HEAD, OFFICER, OTHER_OFFICER, last_act, of_hadinh, who

DAY = date(2021, 10, 20)
LINES = ["Biên bản kiểm tra các điểm rác tồn, ngày 20 tháng 10 năm 2021: đã dọn bốn điểm, còn hai điểm chờ xe."] * 3
PDF = pdf_of(LINES)


def report() -> Report:
    return report_progress(who(OFFICER), task=of_hadinh(), percent=40, words="Đã dọn 4 điểm")


def test_files_and_a_link_stand_with_the_report(plan: Plan) -> None:
    with pinned(DAY):
        attach(
            who(OFFICER),
            report=report(),
            files=[Attached(PDF, "bien ban.pdf"), Attached("Đã dọn".encode(), "ghi-chu.txt")],
            link="https://example.gov.vn/anh",
        )
    assert sorted(Evidence.objects.values_list("name", "link")) == [
        ("", "https://example.gov.vn/anh"),
        ("bien ban.pdf", ""),
        ("ghi-chu.txt", ""),
    ]
    assert last_act() == ("plans.attach", OFFICER, DAY)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"MZ\x90\x00\x03" + b"\0" * 200, "bien-ban.pdf", "bien-ban.pdf"),
        (b"<html><script>alert(1)</script></html>", "anh.jpg", "anh.jpg"),
        (b"\x7fELF" + b"\0" * 200, "bao-cao.docx", "bao-cao.docx"),
        (b"", "rong.pdf", "tệp rỗng"),
        (PDF, "bao-cao TỐI MẬT.pdf", "dấu mật"),
        ("MẬT\nBáo cáo quân số".encode(), "bao-cao.txt", "dấu mật"),
    ],
)
def test_a_file_that_lies_about_its_type_or_is_secret(plan: Plan, data: bytes, name: str, message: str) -> None:
    with pinned(DAY):
        mine = report()
        with pytest.raises(Invalid, match=message):
            attach(who(OFFICER), report=mine, files=[Attached(PDF, "that.pdf"), Attached(data, name)])
        assert not Evidence.objects.exists()


def stamped(where: str) -> bytes:
    """A Word file whose stamp is printed, and stands in no paragraph of its text."""
    document = Document()
    document.add_paragraph("Báo cáo kết quả")
    section = document.sections[0]
    if where == "footer":
        section.footer.paragraphs[0].text = "TUYỆT MẬT"
    if where == "first page":
        section.different_first_page_header_footer = True
        section.first_page_header.paragraphs[0].text = "TỐI MẬT"
    if where == "cell":
        document.add_table(1, 2).cell(0, 1).text = "MẬT"
    if where == "box":
        box = (
            "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        )
        data = saved(document)
        main = "word/document.xml"
        return with_part(data, main, part_of(data, main).replace(b"<w:body>", f"<w:body>{box}".encode(), 1))
    return saved(document)


def workbook(*cells: str) -> bytes:
    return write(Page("Trang 1", [Heading("Nội dung")], [[cell] for cell in cells]))


@pytest.mark.parametrize(
    "data",
    [
        *map(stamped, ("footer", "first page", "cell", "box")),
        docx_of("TỐI MẬT", "Báo cáo quân số"),
        pdf_of(["MẬT", *LINES]),
        pdf_of(LINES, ["TUYỆT MẬT", *LINES]),
        pdf_of(["MẬT"], [], []),
        workbook("Báo cáo quân số", "TỐI MẬT"),
        with_part(workbook("Báo cáo"), "xl/worksheets/x.xml", "<worksheet><headerFooter><oddHeader>&amp;CMẬT</oddHeader></headerFooter></worksheet>".encode()),
        "MẬT\nBáo cáo".encode("utf-16"),
    ],
    ids=["footer", "first page", "cell", "text box", "Word", "PDF", "second page", "scan with a stamp", "Excel", "Excel header", "UTF-16"],
)  # fmt: skip
def test_a_stamp_inside_a_file_is_met_before_anything_is_stored(plan: Plan, data: bytes) -> None:
    with pinned(DAY):
        mine, kept = report(), StoredFile.objects.count()
        with pytest.raises(Invalid, match=r"có dấu mật «.*MẬT»"):
            attach(who(OFFICER), report=mine, files=[Attached(PDF, "that.pdf"), Attached(data, "bao-cao")])
    assert not Evidence.objects.exists()
    assert StoredFile.objects.count() == kept
    assert not path_of(sha256(data).hexdigest()).exists()


@pytest.mark.parametrize(
    "data",
    [
        pdf_of([], []),
        pdf_of([*LINES, "Cán bộ giữ gìn bí", "mật."]),
        docx_of("Bảo đảm mật độ xây dựng", "Quy định về bảo vệ bí mật nhà nước"),
        workbook("Mật độ dân cư"),
        b"\x89PNG\r\n\x1a\n picture",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Word of before 2007",
    ],
    ids=["scan", "wrapped", "Word", "Excel", "picture", "doc"],
)
def test_what_has_no_stamp_is_taken(plan: Plan, data: bytes) -> None:
    with pinned(DAY):
        attach(who(OFFICER), report=report(), files=[Attached(data, "bao-cao")])
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (pdf_of(LINES, locked=True), "«a»: tệp PDF có mật khẩu"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "«a»: tệp có mật khẩu"),
        (pdf_of(LINES)[:300], "«a»: tệp PDF hỏng"),
        (docx_of("Báo cáo")[:3000], "«a»: tệp hỏng hoặc tải dở dang"),
        (workbook("Báo cáo")[:900], "«a»: tệp hỏng hoặc tải dở dang"),
    ],
    ids=["locked PDF", "locked Word", "broken PDF", "broken Word", "broken Excel"],
)
def test_what_cannot_be_opened_is_not_taken(plan: Plan, data: bytes, message: str) -> None:
    with pinned(DAY), pytest.raises(Invalid, match=message):
        attach(who(OFFICER), report=report(), files=[Attached(data, "a")])


@pytest.mark.parametrize("link", ["javascript:alert(1)", "bien-ban", "https://x/" + "a" * 500])
def test_a_link_that_leads_nowhere(plan: Plan, link: str) -> None:
    with pinned(DAY), pytest.raises(Invalid):
        attach(who(OFFICER), report=report(), files=[], link=link)


def test_a_wrong_file_is_taken_off_with_a_reason(plan: Plan) -> None:
    with pinned(DAY):
        attach(who(OFFICER), report=report(), files=[Attached(PDF, "nham.pdf")])
        evidence = Evidence.objects.get()
        with pytest.raises(Invalid, match="lý do gỡ"):
            take_off(who(OFFICER), evidence=evidence, reason="")
        with pytest.raises(NotAllowed):
            take_off(who(OTHER_OFFICER), evidence=evidence, reason="nhầm")
        take_off(who(HEAD), evidence=evidence, reason="nhầm tệp")
        with pytest.raises(Invalid, match="đã được gỡ ngày 20/10/2021"):
            take_off(who(HEAD), evidence=Evidence.objects.get(), reason="nhầm tệp")
    assert (evidence.off_on, evidence.off_reason) == (DAY, "nhầm tệp")
