"""Who inside a unit does what, who stands in for whom, which post takes which area; an officer who leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dieuhanh.kernel.access.accounts import issue_code
from dieuhanh.kernel.access.actions import appoint, end_holding
from dieuhanh.kernel.access.models import Holding, HoldingKind, Post
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.journal.errors import Conflict, Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.assigning import (
    assign_officer,
    give_area,
    give_area_inside,
    name_substitute,
    set_follower,
    tell_people,
)
from dieuhanh.kernel.plans.actions.carrying import Result, agree_report, report_done, report_progress
from dieuhanh.kernel.plans.models import AreaPost, Assignment, Charge, Plan, Role, State, Told
from dieuhanh.kernel.units.models import Area

from .acting import HEAD, OFFICE, OFFICER, OTHER_HEAD, OTHER_OFFICER, last_act, of_hadinh, person, who

DAY = date(2021, 10, 20)


def share() -> Assignment:
    return Assignment.objects.get(task=of_hadinh(), role=Role.LEAD)


def post_of(username: str) -> Post:
    return Post.objects.get(holdings__person=person(username), holdings__kind=HoldingKind.OWN)


def test_the_head_gives_a_task_to_an_officer(plan: Plan) -> None:
    with pinned(DAY):
        done = assign_officer(who(HEAD), assignment=share(), officer=person(OFFICER))
        assert done.officer == person(OFFICER)
        assert last_act() == ("plans.assign_officer", HEAD, DAY)
        stale = share()
        assign_officer(who(HEAD), assignment=share(), officer=None)
        with pytest.raises(Conflict):
            assign_officer(who(HEAD), assignment=stale, officer=person(OFFICER))
        with pytest.raises(Invalid, match="không giữ chức vụ nào ở đơn vị này"):
            assign_officer(who(HEAD), assignment=share(), officer=person(OTHER_OFFICER))
        for username in (OFFICER, OTHER_HEAD, OFFICE):
            with pytest.raises(NotAllowed):
                assign_officer(who(username), assignment=share(), officer=person(OFFICER))


def test_an_officer_who_leaves_with_open_tasks(plan: Plan) -> None:
    with pinned(DAY):
        assign_officer(who(HEAD), assignment=share(), officer=person(OFFICER))
        report_progress(who(OFFICER), task=of_hadinh(), percent=20, words="Đã bắt đầu")
        held = Holding.objects.get(person=person(OFFICER))
        end_holding(who("kythuat"), holding=held, day=date(2021, 10, 25))
    with pinned(date(2021, 10, 26)):
        assert share().officer == person(OFFICER)  # it does not vanish: the head sees whose it was
        with pytest.raises(NotAllowed):
            report_progress(who(OFFICER), task=of_hadinh(), percent=30, words="Vẫn làm")
        with pytest.raises(Invalid, match="không giữ chức vụ"):
            assign_officer(who(HEAD), assignment=share(), officer=person(OFFICER))
        assign_officer(who(HEAD), assignment=share(), officer=person(HEAD))
        report_done(who(HEAD), task=of_hadinh(), words="Xong", result=Result(symbol="5/BC"))
    assert of_hadinh().state == State.REPORTED


def _hands_nothing_on(post: Post) -> None:
    """Who stands in for the head agrees reports, but names nobody for longer and gives nobody, least of all the head, a new code."""
    by = viewer_for(OFFICER, today()).by(capability="assign_officer")
    days: dict[str, Any] = {"from_day": today(), "last_day": date(2021, 12, 31), "ground": "còn ốm"}
    for held, who_for in ((post, OFFICER), (post_of(OFFICER), HEAD)):
        with pytest.raises(NotAllowed, match="người đang thay không cử người thay"):
            name_substitute(by, post=held, person=person(who_for), **days)
    with pytest.raises(NotAllowed):
        issue_code(by, person=person(HEAD), password="mot-ma-dai-du-ky-tu")


def test_a_substitute_holds_the_post_for_a_time(plan: Plan) -> None:
    first, last = date(2021, 10, 21), date(2021, 10, 29)
    with pinned(DAY):
        post = post_of(HEAD)
        for from_day, last_day, who_for, ground, message in (
            (last, first, OFFICER, "nghỉ ốm", "trước ngày đầu"),
            (first, last, OTHER_OFFICER, "nghỉ ốm", "không giữ chức vụ"),
            (first, last, OFFICER, " ", "lý do thay"),
            (date(2021, 10, 1), date(2021, 10, 19), OFFICER, "nghỉ ốm", "đã qua"),
            (date(2021, 10, 19), last, OFFICER, "nghỉ ốm", "việc thay bắt đầu từ hôm nay"),
        ):
            with pytest.raises(Invalid, match=message):
                name_substitute(
                    who(HEAD),
                    post=post,
                    person=person(who_for),
                    from_day=from_day,
                    last_day=last_day,
                    ground=ground,
                )
        name_substitute(
            who(HEAD), post=post, person=person(OFFICER), from_day=first, last_day=last, ground="nghỉ ốm, giấy viện"
        )
        report_done(who(OFFICER), task=of_hadinh(), words="Xong", result=Result(symbol="5/BC"))
        with pytest.raises(NotAllowed):
            agree_report(who(OFFICER), task=of_hadinh())
    with pinned(last):
        _hands_nothing_on(post)
        by = viewer_for(OFFICER, today()).by(capability="agree_report")
        assert by.behalf == person(HEAD).pk
        agree_report(by, task=of_hadinh())
    with pinned(date(2021, 10, 30)):
        assert not viewer_for(OFFICER, today()).can("agree_report")


def test_two_people_hold_one_post_and_both_may(plan: Plan) -> None:
    with pinned(DAY):
        appoint(who("kythuat"), person=person(OFFICER), post=post_of(HEAD), kind=HoldingKind.OWN, from_day=DAY)
        report_done(who(OFFICER), task=of_hadinh(), words="Xong", result=Result(symbol="5/BC"))
    assert of_hadinh().state == State.REPORTED


def test_an_area_goes_from_one_post_to_the_next(plan: Plan) -> None:
    area, later = Area.objects.get(number=2), date(2021, 11, 1)
    with pinned(DAY):
        first = give_area(who(OFFICE), area=area, post=post_of("phochutich.dothi"), charge=Charge.LEADS, from_day=DAY)
        give_area(who(OFFICE), area=area, post=post_of("tonghop"), charge=Charge.FOLLOWS, from_day=DAY)
        give_area(who(OFFICE), area=area, post=post_of("phochutich.kinhte"), charge=Charge.LEADS, from_day=later)
        first.refresh_from_db()
        assert first.until_day == later
        with pytest.raises(Invalid, match="đã có phân công từ ngày 01/11/2021"):
            give_area(who(OFFICE), area=area, post=post_of("chutich"), charge=Charge.LEADS, from_day=DAY)
        with pytest.raises(Invalid, match="không sau ngày bắt đầu"):
            give_area(
                who(OFFICE),
                area=area,
                post=post_of("chutich"),
                charge=Charge.LEADS,
                from_day=date(2021, 12, 1),
                until_day=date(2021, 12, 1),
            )
        inside = give_area_inside(who(HEAD), area=area, post=post_of(OFFICER), from_day=DAY)
        assert inside.charge == Charge.HANDLES
        with pytest.raises(NotAllowed):
            give_area_inside(who(OTHER_HEAD), area=area, post=post_of(OFFICER), from_day=later)
    assert AreaPost.objects.count() == 4


def test_who_follows_and_who_is_told(plan: Plan) -> None:
    with pinned(DAY):
        set_follower(who(OFFICE), task=of_hadinh(), follower=person("tonghop"))
        assert of_hadinh().follower == person("tonghop")
        for _ in range(2):
            tell_people(who(OFFICE), task=of_hadinh(), people=[person("chutich"), person(OTHER_HEAD)])
        assert Told.objects.count() == 2
        with pytest.raises(NotAllowed):
            tell_people(who(HEAD), task=of_hadinh(), people=[person("chutich")])
