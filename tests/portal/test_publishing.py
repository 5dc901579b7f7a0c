"""Nothing is public until a leader says so; what is, and what stays off, is their choice and an act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Plan, Task
from dieuhanh.kernel.plans.publishing import NO_AREA, is_guarded, publish_document, publish_plan, usual_areas
from dieuhanh.kernel.publication.actions import describe_office, withdraw
from dieuhanh.kernel.publication.models import Publication, PublicFace
from dieuhanh.kernel.publication.queries import public_face
from dieuhanh.kernel.units.models import Area
from tests.office import document_of

from ..office import PLAN
from .conftest import SLUG, text_of


def test_an_issued_plan_is_not_public_by_itself(plan: Plan) -> None:
    home = text_of("/")
    assert "Cơ quan chưa công khai kế hoạch nào" in home
    assert "chợ dân sinh" not in home
    for path in (f"/ke-hoach/{SLUG}/", "/linh-vuc/kinh-te/", f"/van-ban/{SLUG}/"):
        assert Client().get(path).status_code == 404


def test_a_published_plan_is_read_by_everyone_at_its_symbol(public_plan: Publication) -> None:
    page = text_of(f"/ke-hoach/{SLUG}/")
    assert "iểm tra các chợ dân sinh" in page
    assert "Phòng Kinh tế" in page
    assert "28/11/2021" in page
    assert "Sắp đến hạn" in page
    assert "1 nhiệm vụ của kế hoạch không công khai" in page
    assert "iểm tra các chợ dân sinh" in text_of("/linh-vuc/kinh-te/")
    assert Act.objects.filter(verb="plans.publish_plan").count() == 1


def test_security_and_what_is_in_no_area_stay_off_unless_chosen(plan: Plan, by_: Callable[..., By]) -> None:
    assert [area.code for area in Area.objects.order_by("number") if is_guarded(area)] == ["quoc-phong-an-ninh"]
    assert is_guarded(None)
    of_security = Task.objects.filter(plan=plan).order_by("ordinal")[0]
    Task.objects.filter(pk=of_security.pk).update(area=Area.objects.get(code="quoc-phong-an-ninh"))
    usual = usual_areas(plan)
    publish_plan(by_("chutich"), plan=plan, areas=usual)
    assert of_security.title not in text_of(f"/ke-hoach/{SLUG}/")
    assert "1 nhiệm vụ không công khai" in text_of("/")
    chosen = [*usual, of_security.plan.tasks.get(pk=of_security.pk).area_id or 0, NO_AREA]
    publish_plan(by_("chutich"), plan=plan, areas=chosen)
    page = text_of(f"/ke-hoach/{SLUG}/")
    assert of_security.title in page
    assert "Mọi nhiệm vụ đã giao đều được công khai" in page


def test_what_is_withdrawn_is_gone_and_keeps_its_address(public_plan: Publication, by_: Callable[..., By]) -> None:
    client = Client()
    assert client.get(f"/ke-hoach/{SLUG}/").status_code == 200
    withdraw(by_("chutich"), publication=public_plan)
    assert Client().get(f"/ke-hoach/{SLUG}/").status_code == 404
    with pytest.raises(Invalid, match="không công khai"):
        withdraw(by_("chutich"), publication=public_plan)
    again = publish_plan(by_("chutich"), plan=Plan.objects.get(), areas=public_plan.areas)
    assert (again.pk, again.slug) == (public_plan.pk, SLUG)


@pytest.mark.parametrize(
    "username", ["phochutich.dothi", "chanhvanphong", "dothi.truong", "phuong.hadinh.canbo", "kythuat"]
)
def test_only_who_answers_for_the_whole_office_publishes(plan: Plan, by_: Callable[..., By], username: str) -> None:
    with pytest.raises(NotAllowed):
        publish_plan(by_(username), plan=plan, areas=usual_areas(plan))
    with pytest.raises(NotAllowed):
        publish_document(by_(username), document=document_of(plan), areas=[])
    assert not Publication.objects.exists()


def test_a_draft_is_never_public(as_: Callable, by_: Callable[..., By], office: None) -> None:
    draft = load_text(by_("chanhvanphong"), data=PLAN.encode(), name="a.txt")
    with pytest.raises(Invalid, match="chưa giao"):
        publish_plan(by_("chutich"), plan=draft, areas=[NO_AREA])


def test_areas_are_those_of_the_plan(plan: Plan, by_: Callable[..., By]) -> None:
    foreign = Area.objects.get(code="phong-chong-dich").pk
    for areas in ([], [foreign], [*usual_areas(plan), foreign]):
        with pytest.raises(Invalid, match="lĩnh vực"):
            publish_plan(by_("chutich"), plan=plan, areas=areas)


def test_what_changed_after_the_preview_is_previewed_again(plan: Plan, by_: Callable[..., By]) -> None:
    with pytest.raises(Invalid, match="xem lại"):
        publish_plan(by_("chutich"), plan=plan, areas=usual_areas(plan), seen=99)
    assert publish_plan(by_("chutich"), plan=plan, areas=usual_areas(plan), seen=3).public


def test_the_same_press_twice_is_refused_in_words(public_plan: Publication, by_: Callable[..., By]) -> None:
    with pytest.raises(Invalid, match="đã công khai từ ngày 24/11/2021"):
        publish_plan(by_("chutich"), plan=Plan.objects.get(), areas=public_plan.areas)


def test_a_document_is_public_by_an_act_of_its_own(
    public_plan: Publication, plan: Plan, by_: Callable[..., By]
) -> None:
    assert "Cơ quan chưa công khai văn bản nào" in text_of("/van-ban/")
    publish_document(by_("chutich"), document=document_of(plan), areas=[*usual_areas(plan), NO_AREA])
    assert "Kế hoạch số 01/KH-UBND" in text_of("/van-ban/")
    assert "Sở Nội vụ hướng dẫn sắp xếp" in text_of(f"/van-ban/{SLUG}/")


def test_a_document_does_not_tell_what_the_list_withholds(plan: Plan, by_: Callable[..., By]) -> None:
    """Sections and tasks of areas that are off are left out of the text, and the text says so."""
    publish_document(by_("chutich"), document=document_of(plan), areas=[Area.objects.get(code="kinh-te").pk])
    text = text_of(f"/van-ban/{SLUG}/")
    assert "Rà soát nguồn thu" in text.replace("rà soát", "Rà soát")
    assert "Phần này không công khai" in text
    for withheld in ("Quản lý đô thị", "dọn các điểm rác tồn", "hướng dẫn sắp xếp"):
        assert withheld not in text
    foreign = Area.objects.get(code="phong-chong-dich").pk
    with pytest.raises(Invalid, match="trong văn bản này"):
        publish_document(by_("chutich"), document=document_of(plan), areas=[foreign])


def test_every_lead_of_a_task_is_named(by_: Callable[..., By], office: None) -> None:
    words = PLAN.replace("b) Phòng Kinh tế kiểm tra", "b) Phòng Kinh tế, Phòng Y tế kiểm tra")
    both = load_text(by_("chanhvanphong"), data=words.encode(), name="b.txt", issue=True)
    publish_plan(by_("chutich"), plan=both, areas=usual_areas(both))
    assert "Phòng Kinh tế; Phòng Y tế" in text_of(f"/ke-hoach/{SLUG}/")


def test_two_documents_of_one_number_have_two_addresses(plan: Plan, by_: Callable[..., By]) -> None:
    other = load_text(
        by_("chanhvanphong"),
        data=PLAN.replace("trọng tâm", "bổ sung").replace("05 tháng 10", "06 tháng 10").encode(),
        name="b.txt",
        issue=True,
    )
    publish_plan(by_("chutich"), plan=plan, areas=usual_areas(plan))
    publish_plan(by_("chutich"), plan=other, areas=usual_areas(other))
    assert sorted(Publication.objects.values_list("slug", flat=True)) == [SLUG, f"{SLUG}-2"]
    assert "bổ sung" in text_of(f"/ke-hoach/{SLUG}-2/")


def test_the_office_says_who_it_is(office: None, by_: Callable[..., By]) -> None:
    values = {"slogan": " Xanh   sạch đẹp ", "telephone": "024 0000 0000", "responsible": "Văn phòng"}
    describe_office(by_("chanhvanphong"), face=public_face(), values=values)
    describe_office(by_("chutich"), face=public_face(), values={"address": "Số 1"})
    home = text_of("/")
    for words in ("Xanh sạch đẹp", "024 0000 0000", "Văn phòng", "Số 1"):
        assert words in home
    assert PublicFace.objects.count() == 1
    with pytest.raises(Invalid, match="chỉ nhận đến 120 ký tự"):
        describe_office(by_("chutich"), face=public_face(), values={"slogan": "x" * 121})
    with pytest.raises(NotAllowed):
        describe_office(by_("phochutich.dothi"), face=public_face(), values={"slogan": "y"})


def test_a_plan_whose_time_has_passed_keeps_its_page_and_leaves_the_home(
    public_plan: Publication, by_: Callable[..., By], browser_of: Callable
) -> None:
    """Otherwise the home of next year would say that everything of this year is late; and it can still be withdrawn."""
    assert "iểm tra các chợ dân sinh" in text_of("/linh-vuc/kinh-te/")
    Plan.objects.update(until_day=date(2021, 11, 24))
    assert "iểm tra các chợ dân sinh" in text_of(f"/ke-hoach/{SLUG}/")
    assert "Kế hoạch đã hết thời gian thực hiện" in text_of("/ke-hoach/")
    assert SLUG not in text_of("/")
    assert Client().get("/linh-vuc/kinh-te/").status_code == 404
    leader = browser_of("chutich")
    assert "Công khai từ 24/11/2021" in text_of("/desk/publication/", leader)
    assert leader.post(f"/desk/publication/plans/{public_plan.row}/", {"do": "withdraw"}).status_code == 302
