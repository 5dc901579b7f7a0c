"""Files and links that a report stands on: what they are is told by their bytes, what is taken off keeps its reason."""

from __future__ import annotations

from datetime import date

import pytest

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.carrying import report_progress
from dieuhanh.kernel.plans.actions.evidence import Attached, attach, take_off
from dieuhanh.kernel.plans.models import Evidence, Plan, Report

from .acting import HEAD, OFFICER, OTHER_OFFICER, last_act, of_hadinh, who

DAY = date(2021, 10, 20)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


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
