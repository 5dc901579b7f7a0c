"""A leader looks at the very page and presses «Công khai»; the office keeps its words; both see who reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from dieuhanh.demo.loader import DAY
from dieuhanh.faces.portal.counting.figures import DAYS
from dieuhanh.faces.portal.models import PageHits, VisitDay
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.plans.models import Plan
from dieuhanh.kernel.plans.publishing import NO_AREA, usual_areas
from dieuhanh.kernel.publication.actions import describe_office
from dieuhanh.kernel.publication.models import Publication
from dieuhanh.kernel.publication.queries import public_face

from .conftest import SLUG, text_of

Browser = Callable[[str | None], Client]


def test_a_leader_previews_the_very_page_and_makes_it_public(plan: Plan, browser_of: Browser) -> None:
    leader, url = browser_of("chutich"), reverse("publication:plan", args=[plan.pk])
    preview = text_of(url, leader)
    assert "hiện chưa công khai" in preview
    assert "3 nhiệm vụ được công khai" in preview
    assert 'name="area" value="0"><label' in preview, "tasks of no area are there to be chosen, and off"
    assert "Cơ quan chưa công khai kế hoạch nào" in text_of("/")
    carried = ".".join(map(str, usual_areas(plan)))
    answer = leader.post(url, {"areas": carried, "seen": "3", "do": "publish"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("publication:overview"))
    page = text_of(f"/ke-hoach/{SLUG}/")
    body = page[page.index("<main") : page.index("</main>")]
    assert body == preview[preview.index("<main", preview.index("<header")) : preview.rindex("</main>")]
    act = Act.objects.get(verb="plans.publish_plan")
    assert act.actor_id
    assert act.channel == "web"


def test_other_areas_are_previewed_before_they_are_public(public_plan: Publication, browser_of: Browser) -> None:
    leader, url = browser_of("chutich"), reverse("publication:plan", args=[public_plan.row])
    assert 'value="publish"' not in text_of(url, leader), "nothing to decide: this is public already"
    only = text_of(f"{url}?chosen=1&area={NO_AREA}", leader)
    assert "với lựa chọn khác" in only
    assert "Sở Nội vụ hướng dẫn" in only or "ướng dẫn sắp xếp" in only
    assert leader.post(url, {"areas": "0", "seen": "1", "do": "publish"}).status_code == 302
    assert "ướng dẫn sắp xếp" in text_of(f"/ke-hoach/{SLUG}/")
    assert leader.post(url, {"do": "withdraw"}).status_code == 302
    assert Client().get(f"/ke-hoach/{SLUG}/").status_code == 404


def test_a_press_that_cannot_be_is_answered_in_words(plan: Plan, browser_of: Browser) -> None:
    leader, url = browser_of("chutich"), reverse("publication:plan", args=[plan.pk])
    for sent, words in (
        ({"areas": "", "seen": "0"}, "hãy chọn ít nhất một lĩnh vực"),
        ({"areas": "x.99999999", "seen": "3"}, "hãy chọn ít nhất một lĩnh vực"),
        ({"areas": ".".join(map(str, usual_areas(plan))), "seen": "2"}, "hãy xem lại"),
        ({"areas": ".".join(map(str, usual_areas(plan)))}, "hãy xem lại"),
    ):
        answer = leader.post(url, {**sent, "do": "publish"})
        assert answer.status_code == 200
        assert words in answer.content.decode()
    assert not Publication.objects.exists()


def test_who_may_not_decide_is_told_who_may(plan: Plan, browser_of: Browser) -> None:
    office, url = browser_of("chanhvanphong"), reverse("publication:plan", args=[plan.pk])
    page = text_of(url, office)
    assert "Chỉ lãnh đạo phụ trách toàn cơ quan" in page
    assert 'value="publish"' not in page
    sent = {"areas": ".".join(map(str, usual_areas(plan))), "seen": "3", "do": "publish"}
    assert office.post(url, sent).status_code == 403
    assert browser_of("phochutich.dothi").get(url).status_code == 404, "a preview shows every task of the plan"


def test_a_document_is_previewed_too(plan: Plan, browser_of: Browser) -> None:
    leader, url = browser_of("chutich"), reverse("publication:document", args=[plan.document_id])
    assert "nguồn thu còn lại" in text_of(url, leader)
    assert "Sở Nội vụ hướng dẫn" not in text_of(url, leader), "a task of no area is left out unless it is chosen"
    assert Client().get(f"/van-ban/{SLUG}/").status_code == 404
    assert leader.post(url, {"do": "publish"}).status_code == 302
    assert "nguồn thu còn lại" in text_of(f"/van-ban/{SLUG}/")
    assert "Sở Nội vụ hướng dẫn" not in text_of(f"/van-ban/{SLUG}/")


def test_what_is_missing_is_said_to_staff_only(
    plan: Plan, browser_of: Browser, by_: Callable[..., By], settings: LazySettings
) -> None:
    page = text_of(reverse("publication:overview"), browser_of("chanhvanphong"))
    for words in ("chưa ghi số điện thoại", "chưa ghi địa chỉ trụ sở", "DIEUHANH_PUBLIC_URL"):
        assert words in page
        assert words not in text_of("/")
    values = dict.fromkeys(("responsible", "address", "telephone", "contact"), "đã ghi")
    describe_office(by_("chanhvanphong"), face=public_face(), values=values)
    settings.PUBLIC_URL = "https://quan.example.vn"
    assert "chưa ghi" not in text_of(reverse("publication:overview"), browser_of("chanhvanphong"))


def test_the_form_of_the_office_keeps_what_was_typed(office: None, browser_of: Browser) -> None:
    client, url = browser_of("chanhvanphong"), reverse("publication:office")
    typed = {"slogan": "x" * 121, "telephone": "024 1234"}
    answer = client.post(url, typed)
    page = answer.content.decode()
    assert "dài 121 ký tự; chỉ nhận đến 120 ký tự" in page
    assert 'value="024 1234"' in page
    assert "x" * 121 in page
    assert public_face().telephone == ""
    assert client.post(url, {**typed, "slogan": "Xanh"}).status_code == 302
    assert (public_face().slogan, public_face().telephone) == ("Xanh", "024 1234")


def test_the_chart_of_visits_has_its_table(office: None, browser_of: Browser) -> None:
    for number in range(40):
        VisitDay.objects.create(day=DAY - timedelta(days=number), visits=1200 - number, visitors=7, hits=9)
    PageHits.objects.create(day=DAY, path="/linh-vuc/do-thi/", hits=4321)
    page = text_of(reverse("publication:visits"), browser_of("kythuat"))
    assert page.count("<title>") == DAYS + 1
    assert "24/11/2021: 1.200" in page
    assert ">2.000</text>" in page
    assert page.count('<th scope="row">') == DAYS + 1
    assert "4.321" in page
