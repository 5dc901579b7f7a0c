"""A person moves to another post, leaves, or is called by the right name, as the technician does it in the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dieuhanh.foundation.vietnamese.dates import format_day
from dieuhanh.kernel.access.models import Holding, Person, Post, User
from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.errors import Conflict, Invalid, NotAllowed
from dieuhanh.kernel.journal.models import Act, Event
from dieuhanh.kernel.setup.changes import changes
from dieuhanh.kernel.setup.one_person import add_person, change_post, correct_name, leave

from .conftest import DAY, by_of, hidden, html_of, person, technician_of, unit
from .test_adding_a_person import CULTURE, ECONOMY, NEW, typed

NEXT = DAY + timedelta(days=1)


def change_of(username: str) -> str:
    return reverse("setup:change_person", args=[person(username).pk])


def post_held(username: str) -> Holding:
    return Holding.objects.select_related("post").get(person=person(username))


def moved(username: str, **more: object) -> dict[str, object]:
    """A good form of a change of post, from the next day on."""
    held = post_held(username)
    return {
        "do": "post",
        "leaving": f"{held.pk}-{held.act_id}",
        "unit": unit(ECONOMY).pk,
        "title": "Phó Trưởng phòng",
        "role": "unit_head",
        "from_day": format_day(NEXT),
        **more,
    }


def test_a_change_of_post_ends_one_holding_and_begins_another_in_one_act(browser: Callable[[str], Client]) -> None:
    old = post_held("vanhoa.canbo")
    client, address = browser("kythuat"), change_of("vanhoa.canbo")
    assert address in html_of(client.get(reverse("setup:person", args=[old.person_id])))
    assert f'value="{old.pk}-{old.act_id}"' in html_of(client.get(address))
    answer = client.post(address, moved("vanhoa.canbo"))
    assert answer["Location"] == reverse("setup:person", args=[old.person_id])
    old.refresh_from_db()
    new = Holding.objects.select_related("post").get(person=old.person_id, from_day=NEXT)
    assert (old.until_day, new.post.title, new.post.unit) == (NEXT, "Phó Trưởng phòng", unit(ECONOMY))
    assert Viewer(old.person, NEXT).scope("see_tasks").units >= {unit(ECONOMY).pk}
    assert unit(CULTURE).pk not in Viewer(old.person, NEXT).scope("see_tasks").units
    act = Act.objects.get(verb="setup.change_post")
    kinds = list(Event.objects.filter(act=act).order_by("ordinal").values_list("kind", "model"))
    assert kinds == [
        ("end", "access.holding"),
        ("create", "access.post"),
        ("create", "access.holding"),
        ("create", "access.grant"),
    ]
    told = [(row.what, row.whom[0][0]) for row in changes(Viewer(person("lanhdao"), today()))]
    assert ("Giao chức vụ Phó Trưởng phòng (trưởng đơn vị, ở đơn vị mình)", "Ngô Văn Hóa") in told


def test_a_post_may_come_beside_the_one_held(browser: Callable[[str], Client]) -> None:
    browser("kythuat").post(change_of("vanhoa.canbo"), moved("vanhoa.canbo", leaving=""))
    assert Holding.objects.valid_on(NEXT).filter(person=person("vanhoa.canbo")).count() == 2


def test_who_left_comes_back_to_a_post(browser: Callable[[str], Client]) -> None:
    whom, client = person("vanhoa.canbo"), browser("kythuat")
    Holding.objects.filter(person=whom).update(from_day=DAY - timedelta(days=9), until_day=DAY)
    assert "Nghỉ, chuyển công tác" not in html_of(client.get(change_of("vanhoa.canbo")))
    form = moved("vanhoa.canbo", leaving="", unit=unit(CULTURE).pk)
    assert client.post(change_of("vanhoa.canbo"), form).status_code == 302
    assert Holding.objects.valid_on(NEXT).get(person=whom).post.unit == unit(CULTURE)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "Chưa có gì; phải điền"),
        ({"unit": "0"}, "Chưa chọn đơn vị"),
        ({"from_day": format_day(DAY)}, "phải sau"),  # a holding that began this day cannot end before it began
        ({"from_day": "ngày mai"}, "không phải ngày hợp lệ"),
        ({"leaving": "999-1"}, "không giữ chức vụ đã chọn"),
        ({"leaving": "x"}, "không giữ chức vụ đã chọn"),
        ({"do": "khac"}, "Biểu mẫu không đầy đủ"),
    ],
)
def test_a_change_that_cannot_be_done_changes_nothing(
    browser: Callable[[str], Client], wrong: dict[str, str], words: str
) -> None:
    form = moved("vanhoa.canbo", title="Phó phòng thử") | wrong
    answer = browser("kythuat").post(change_of("vanhoa.canbo"), form)
    html = html_of(answer)
    assert (answer.status_code, words in html) == (422, True)
    assert f'value="{form["from_day"]}"' in html
    assert f'value="{form["title"]}"' in html
    assert post_held("vanhoa.canbo").until_day.year == 9999
    assert not Post.objects.filter(title="Phó phòng thử").exists()


def test_who_changes_a_post_after_somebody_else_is_told(browser: Callable[[str], Client]) -> None:
    held = post_held("vanhoa.canbo")
    form = moved("vanhoa.canbo", leaving=f"{held.pk}-{held.act_id - 1}")
    answer = browser("kythuat").post(change_of("vanhoa.canbo"), form)
    assert (answer.status_code, "vừa được người khác sửa" in html_of(answer)) == (422, True)
    assert Holding.objects.filter(person=held.person_id).count() == 1


def test_two_presses_move_once(browser: Callable[[str], Client]) -> None:
    client = browser("kythuat")
    form = moved("vanhoa.canbo", once=hidden(html_of(client.get(change_of("vanhoa.canbo"))), "once"))
    assert [client.post(change_of("vanhoa.canbo"), form).status_code for _ in range(2)] == [302, 302]
    assert Holding.objects.filter(person=person("vanhoa.canbo")).count() == 2


def test_who_leaves_holds_nothing_from_the_day_on(browser: Callable[[str], Client]) -> None:
    client, whom = browser("kythuat"), person("vanhoa.canbo")
    client.post(change_of("vanhoa.canbo"), moved("vanhoa.canbo", leaving="", from_day=format_day(DAY)))
    answer = client.post(change_of("vanhoa.canbo"), {"do": "leave", "day": format_day(NEXT)})
    assert answer.status_code == 302
    assert set(Holding.objects.filter(person=whom).values_list("until_day", flat=True)) == {NEXT}
    assert not Viewer(whom, NEXT).can("see_tasks")
    assert User.objects.get(username="vanhoa.canbo").is_active
    assert Act.objects.filter(verb="setup.leave").count() == 1
    told = [(row.what, row.whom[0][0]) for row in changes(Viewer(person("lanhdao"), today()))]
    assert ("Nghỉ, chuyển công tác: thôi mọi chức vụ", "Ngô Văn Hóa") in told
    again = client.post(change_of("vanhoa.canbo"), {"do": "leave", "day": format_day(NEXT)})
    assert (again.status_code, "không giữ chức vụ nào" in html_of(again)) == (422, True)


@pytest.mark.parametrize(
    ("day", "words"), [("30/02/2026", "không có trong lịch"), ("01/01/2020", "phải sau"), ("01/01/2999", "quá xa")]
)
def test_a_day_on_which_nobody_can_leave_is_named(browser: Callable[[str], Client], day: str, words: str) -> None:
    answer = browser("kythuat").post(change_of("vanhoa.canbo"), {"do": "leave", "day": day})
    html = html_of(answer)
    assert (answer.status_code, words in html, f'value="{day}"' in html) == (422, True, True)
    assert post_held("vanhoa.canbo").until_day.year == 9999


def test_a_name_is_corrected_and_found_by_it(browser: Callable[[str], Client]) -> None:
    client, whom = browser("kythuat"), person("vanhoa.canbo")
    seen = hidden(html_of(client.get(change_of("vanhoa.canbo"))), "seen")
    form = {"do": "name", "name": "Ngô  Văn Hòa", "seen": seen}
    assert client.post(change_of("vanhoa.canbo"), form).status_code == 302
    whom.refresh_from_db()
    assert whom.name == "Ngô Văn Hòa"
    assert "Ngô Văn Hòa" in html_of(client.get(f"{reverse('setup:people')}?q=hoa+ngo"))
    event = Event.objects.get(act__verb="setup.correct_name")
    assert event.changes == '{"name":["Ngô Văn Hóa","Ngô Văn Hòa"]}'
    late = client.post(change_of("vanhoa.canbo"), form | {"name": "Ngô Văn Hoa"})
    assert (late.status_code, "vừa được người khác sửa" in html_of(late)) == (422, True)
    for name, words in (("", "phải điền"), ("x" * 121, "chỉ nhận đến 120"), ("Ngô Văn Hòa", "chưa thay đổi")):
        answer = client.post(change_of("vanhoa.canbo"), {"do": "name", "name": name, "seen": str(whom.act_id)})
        assert (answer.status_code, words in html_of(answer)) == (422, True)


def test_nobody_changes_their_own_posts(browser: Callable[[str], Client]) -> None:
    client, mine = browser("kythuat"), post_held("kythuat")
    html = html_of(client.get(change_of("kythuat")))
    assert "Không ai tự thay đổi chức vụ của mình" in html
    assert 'name="leaving"' not in html
    later = format_day(DAY + timedelta(days=30))
    for form in (
        moved("kythuat", from_day=later),
        moved("kythuat", leaving="", from_day=later),
        {"do": "leave", "day": later},
    ):
        assert client.post(change_of("kythuat"), form).status_code == 422
    mine.refresh_from_db()
    assert (mine.until_day.year, Holding.objects.filter(person=mine.person_id).count()) == (9999, 1)


@pytest.mark.parametrize("who", ["lanhdao", "vanphong", "kinhte.truong", "kinhte.canbo"])
def test_only_who_manages_people_may(browser: Callable[[str], Client], who: str) -> None:
    client = browser(who)
    for address in (NEW, change_of("kinhte.canbo")):
        assert client.get(address).status_code == 403
        assert client.post(address, typed()).status_code == 403
    assert NEW not in client.get(reverse("setup:people")).content.decode()
    by, whom = by_of(who), person("kinhte.canbo")
    with pytest.raises(NotAllowed):
        add_person(
            by, name="A", username="", title="B", unit=unit(ECONOMY), role="unit_officer", areas=[], from_day=DAY
        )
    with pytest.raises(NotAllowed):
        leave(by, person=whom, day=NEXT)
    with pytest.raises(NotAllowed):
        correct_name(by, person=whom, name="B", seen=whom.act_id)


def test_a_technician_of_one_unit_works_there_only(browser: Callable[[str], Client]) -> None:
    """Owner: one's own officer; outsider: another unit's people, units and rights."""
    technician_of(CULTURE, "vanhoa.truong")
    client = browser("vanhoa.truong")
    form = html_of(client.get(NEW))
    assert CULTURE in form
    assert ECONOMY not in form
    assert client.post(NEW, typed()).status_code == 302
    assert client.post(NEW, typed(unit=unit(ECONOMY).pk, name="Khác")).status_code == 422
    wide = client.post(NEW, typed(name="Rộng", role="leader"))
    assert (wide.status_code, "rộng hơn phạm vi mình quản lý" in html_of(wide)) == (422, True)
    assert client.get(change_of("kinhte.canbo")).status_code == 404
    assert client.post(change_of("kinhte.canbo"), moved("kinhte.canbo")).status_code == 404
    assert client.post(change_of("vanhoa.canbo"), moved("vanhoa.canbo")).status_code == 422
    ok = moved("vanhoa.canbo", unit=unit(CULTURE).pk, role="unit_officer")
    assert client.post(change_of("vanhoa.canbo"), ok).status_code == 302
    assert not Person.objects.filter(name__in=["Khác", "Rộng"]).exists()


def test_the_actions_refuse_what_reaches_beyond(ward: None) -> None:
    technician_of(CULTURE, "vanhoa.truong")
    by, other = by_of("vanhoa.truong"), post_held("kinhte.canbo")
    given: dict[str, Any] = {"title": "A", "areas": [], "from_day": NEXT}
    beyond = [
        ("vanhoa.canbo", ECONOMY, "unit_officer"),
        ("vanhoa.canbo", CULTURE, "office"),
        ("kinhte.canbo", CULTURE, "unit_head"),
    ]
    for name, where, role in beyond:
        held = post_held(name)
        with pytest.raises(NotAllowed):
            change_post(by, person=held.person, leaving=held, seen=held.act_id, unit=unit(where), role=role, **given)
    with pytest.raises(NotAllowed):
        leave(by, person=other.person, day=NEXT)
    with pytest.raises(NotAllowed):
        correct_name(by, person=other.person, name="B", seen=other.person.act_id)
    assert {post_held(name).until_day.year for name in ("vanhoa.canbo", "kinhte.canbo")} == {9999}


def test_the_forms_cost_the_same_for_one_and_for_many(
    browser: Callable[[str], Client], django_assert_max_num_queries: Callable
) -> None:
    client, by = browser("kythuat"), by_of("kythuat")
    client.get(NEW)
    with django_assert_max_num_queries(8):
        client.get(NEW)
    with django_assert_max_num_queries(11) as few:
        client.get(change_of("vanhoa.canbo"))
    before = len(few)
    for n in range(9):
        change_post(
            by,
            person=person("vanhoa.canbo"),
            leaving=None,
            seen=None,
            title=f"Tổ viên {n}",
            unit=unit(CULTURE),
            role="unit_officer",
            areas=[],
            from_day=DAY,
        )
    client.get(NEW)
    with django_assert_max_num_queries(11) as many:
        client.get(change_of("vanhoa.canbo"))
    assert len(many) == before


def test_a_stale_version_is_refused_by_the_action(ward: None) -> None:
    held = post_held("vanhoa.canbo")
    given: dict[str, Any] = {"unit": unit(CULTURE), "role": "unit_head", "areas": [], "from_day": NEXT, "title": "A"}
    with pytest.raises(Conflict):
        change_post(by_of("kythuat"), person=held.person, leaving=held, seen=None, **given)
    with pytest.raises(Invalid, match="chưa thay đổi"):
        correct_name(by_of("kythuat"), person=held.person, name=held.person.name, seen=held.person.act_id)
