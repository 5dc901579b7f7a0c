"""A wrong file is destroyed by two people in two posts: its bytes go, what it was and why it went stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import TestCase

from dieuhanh.config import locks
from dieuhanh.foundation.formats.tests.made import pdf_of
from dieuhanh.kernel.access.actions import appoint
from dieuhanh.kernel.access.models import Holding, HoldingKind
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.files.actions import store
from dieuhanh.kernel.files.models import StoredFile
from dieuhanh.kernel.files.places import path_of
from dieuhanh.kernel.files.sweeping import sweep_all
from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.verification import verify
from dieuhanh.kernel.notices.models import Notice
from dieuhanh.kernel.pages.owing import keys_of, shown
from dieuhanh.kernel.plans.actions.carrying import report_progress
from dieuhanh.kernel.plans.actions.destroying import ask_destruction, decide_destruction
from dieuhanh.kernel.plans.actions.evidence import Attached, attach, take_off
from dieuhanh.kernel.plans.models import Decision, Destruction, Evidence, Plan

from .acting import CHAIRMAN, HEAD, OFFICE, OFFICER, OTHER_OFFICER, VICE, last_act, of_hadinh, person, who

DAY = date(2021, 10, 20)
OTHER_OFFICE = "tonghop"
WORDS = ["Danh sách hộ dân kèm số căn cước, gửi nhầm vào báo cáo dọn rác ngày 20 tháng 10 năm 2021."]
PDF = pdf_of(WORDS * 4)


@pytest.fixture
def wrong(plan: Plan) -> Iterator[Evidence]:
    """Attached by Hạ Đình to its task and taken off."""
    with pinned(DAY):
        yield taken_off()


def taken_off(name: str = "danh-sach.pdf") -> Evidence:
    mine = report_progress(who(OFFICER), task=of_hadinh(), percent=None, words="Đã dọn 4 điểm")
    attach(who(OFFICER), report=mine, files=[Attached(PDF, name)])
    return take_off(who(OFFICER), evidence=mine.evidence.get(), reason="nhầm tệp")


def asked(evidence: Evidence, by: str = OFFICER) -> Destruction:
    return ask_destruction(who(by), evidence=evidence, reason="có số căn cước")


def decided(destruction: Destruction, by: str = OFFICE, **how: Any) -> Destruction:
    """With what follows once the act stands."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return decide_destruction(who(by), destruction=destruction, **({"grant": True} | how))


def owed(username: str) -> list[str]:
    viewer = viewer_for(username, DAY)
    keys = [key for key in keys_of(viewer) if key.kind == "destroy"]
    return [row.more["destruction"].evidence.name for row in shown(viewer, keys)]


def told(username: str) -> list[str]:
    return list(
        Notice.objects.filter(person=person(username), title__contains="hủy tệp").values_list("title", flat=True)
    )


def test_two_people_destroy_it_and_the_record_stays(wrong: Evidence) -> None:
    file = wrong.file
    assert file is not None
    destruction = asked(wrong)
    assert path_of(file.sha256).exists()
    destruction = decided(destruction, answer="Đồng ý")
    assert last_act() == ("plans.decide_destruction", OFFICE, DAY)
    assert not path_of(file.sha256).exists()
    kept = StoredFile.objects.get(pk=file.pk)
    assert (kept.sha256, kept.size, kept.destroyed_on) == (file.sha256, len(PDF), DAY)
    assert (destruction.decision, destruction.still_used) == (Decision.GRANTED, False)
    assert (destruction.person, destruction.decided_by) == (person(OFFICER), person(OFFICE))
    assert (destruction.reason, destruction.answer) == ("có số căn cước", "Đồng ý")
    assert verify().whole


def test_it_is_owed_by_the_office_until_it_is_decided(wrong: Evidence) -> None:
    assert owed(OFFICE) == []
    destruction = asked(wrong)
    assert owed(OFFICE) == owed(OTHER_OFFICE) == ["danh-sach.pdf"]
    assert owed(CHAIRMAN) == owed(OFFICER) == owed(HEAD) == []
    assert told(OFFICE) == [f"Đề nghị hủy tệp đã gỡ, chờ quyết định: {of_hadinh().code} {of_hadinh().title}"]
    decided(destruction)
    assert owed(OFFICE) == owed(OTHER_OFFICE) == []
    assert told(OFFICER)[-1].startswith("Đã quyết định hủy tệp")


def test_what_the_office_asks_another_of_the_office_or_a_leader_decides(wrong: Evidence) -> None:
    destruction = asked(wrong, OFFICE)
    assert owed(OFFICE) == []
    assert owed(OTHER_OFFICE) == owed(CHAIRMAN) == ["danh-sach.pdf"]
    with pytest.raises(NotAllowed, match="người đề nghị hủy không tự quyết định"):
        decided(destruction)
    decided(destruction, CHAIRMAN)


def test_who_stands_in_for_who_asked_does_not_decide(wrong: Evidence) -> None:
    post = Holding.objects.get(person=person(OFFICE)).post
    until, ground = date(2021, 11, 1), "Giấy ủy quyền 01"
    kind = HoldingKind.DELEGATION
    appoint(who("kythuat"), person=person(HEAD), post=post, from_day=DAY, until_day=until, kind=kind, ground=ground)
    destruction = asked(wrong, OFFICE)
    assert owed(HEAD) == []
    standing_in = viewer_for(HEAD, DAY).by(capability="destroy_file")
    assert standing_in.post == post.pk
    with pytest.raises(NotAllowed, match="ở chính chức vụ này"):
        decide_destruction(standing_in, destruction=destruction, grant=True)


def test_not_destroyed_needs_a_reason_and_may_be_asked_again(wrong: Evidence) -> None:
    destruction = asked(wrong)
    with pytest.raises(Invalid, match="lý do không hủy"):
        decided(destruction, grant=False)
    decided(destruction, grant=False, answer="Cần làm chứng cứ")
    assert wrong.file
    assert path_of(wrong.file.sha256).exists()
    assert told(OFFICER)[-1].startswith("Không đồng ý hủy tệp")
    with pytest.raises(Invalid, match="đã được quyết định: không đồng ý"):
        decided(Destruction.objects.get(pk=destruction.pk))
    decided(asked(Evidence.objects.get(pk=wrong.pk)))
    with pytest.raises(Invalid, match="đã được quyết định hủy ngày 20/10/2021"):
        asked(Evidence.objects.get(pk=wrong.pk))


def test_only_what_was_taken_off_is_asked_once_and_by_who_may(wrong: Evidence) -> None:
    mine = report_progress(who(OFFICER), task=of_hadinh(), percent=None, words="Đã dọn 5 điểm")
    attach(who(OFFICER), report=mine, files=[Attached(PDF, "a.pdf")], link="https://example.gov.vn/a")
    file, link = mine.evidence.order_by("link")
    with pytest.raises(Invalid, match="hãy gỡ trước"):
        asked(file)
    with pytest.raises(Invalid, match="đường dẫn"):
        asked(take_off(who(OFFICER), evidence=link, reason="nhầm"))
    with pytest.raises(NotAllowed):
        asked(wrong, OTHER_OFFICER)
    with pytest.raises(Invalid, match="lý do đề nghị hủy"):
        ask_destruction(who(OFFICER), evidence=wrong, reason=" ")
    destruction = asked(wrong)
    with pytest.raises(Invalid, match="đang chờ quyết định"):
        asked(Evidence.objects.get(pk=wrong.pk))
    for username in (HEAD, OFFICER, OTHER_OFFICER):
        with pytest.raises(NotAllowed):
            decided(destruction, username)
    decided(destruction, VICE)


def test_bytes_that_another_row_uses_stay_until_its_own_destruction(wrong: Evidence) -> None:
    other = taken_off("ban-sao.pdf")
    assert wrong.file == other.file
    assert wrong.file
    path = path_of(wrong.file.sha256)
    assert decided(asked(wrong)).still_used
    assert path.exists()
    assert not decided(asked(other)).still_used
    assert not path.exists()


def test_what_was_destroyed_does_not_come_back(wrong: Evidence) -> None:
    decided(asked(wrong))
    with pytest.raises(Invalid, match="đã được quyết định hủy ngày 20/10/2021"):
        store(who(OFFICER), data=PDF, name="lai.pdf")


def test_a_file_that_is_missing_without_a_decision_is_still_told(wrong: Evidence) -> None:
    other = report_progress(who(OFFICER), task=of_hadinh(), percent=None, words="Đã dọn 5 điểm")
    attach(who(OFFICER), report=other, files=[Attached(b"khac", "khac.txt")])
    decided(asked(wrong))
    kept = other.evidence.get().file
    assert kept is not None
    path_of(kept.sha256).unlink()
    assert "tệp «khac.txt»" in verify().words
    path_of(kept.sha256).write_bytes(b"khac")


def test_while_a_backup_is_made_the_bytes_wait_for_the_next_sweep(wrong: Evidence) -> None:
    assert wrong.file
    path = path_of(wrong.file.sha256)
    destruction = asked(wrong)
    sweep_all()
    with locks.hold(locks.BACKUP):
        decided(destruction)
        assert path.exists()
        sweep_all()
        assert path.exists()
    assert verify().whole
    sweep_all()
    assert not path.exists()
