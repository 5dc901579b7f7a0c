"""What a role may see and do; the three shapes of one filter give the same rows as plain arithmetic."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client

from dieuhanh.demo import loader
from dieuhanh.kernel.access.actions import appoint, end_holding, grant_role, revoke_grant
from dieuhanh.kernel.access.models import Grant, Holding, Person, Post
from dieuhanh.kernel.access.rights import Scope, Viewer
from dieuhanh.kernel.access.roles import ALL, CAPABILITIES, WORDS, Role
from dieuhanh.kernel.access.visibility import SMALL, visible_rows
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, create_many
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.models import Assignment, Plan, Task
from dieuhanh.kernel.units.models import Area, Unit
from dieuhanh.kernel.units.queries import Resolver

TOMORROW = loader.DAY + timedelta(days=1)
NEXT_MONTH = loader.DAY + timedelta(days=30)
People = Callable[[str], Viewer]


def test_the_table_of_roles_names_every_role() -> None:
    assert set(CAPABILITIES) == set(Role.values)


def test_a_leader_sees_the_whole_installation(as_: People) -> None:
    assert as_("chutich").scope("see_tasks").everything


def test_a_deputy_sees_the_areas_in_charge(as_: People) -> None:
    scope = as_("phochutich.dothi").scope("see_tasks")
    codes = set(Area.objects.filter(pk__in=scope.areas).values_list("code", flat=True))
    assert (codes, scope.units, scope.everything) == ({"do-thi", "chinh-quyen-do-thi"}, frozenset(), False)


def test_a_ward_officer_sees_the_ward_only(as_: People) -> None:
    scope = as_("phuong.hadinh.canbo").scope("see_tasks")
    assert len(scope.units) == 1
    assert not as_("phuong.hadinh.canbo").can("issue_plan")


def test_the_technician_sees_no_task(as_: People) -> None:
    viewer = as_("kythuat")
    assert viewer.scope("see_tasks").empty
    assert viewer.scope("see_documents").empty
    assert viewer.can("manage_units")


def test_a_stranger_may_nothing(office: None) -> None:
    viewer = Viewer(None, today())
    assert viewer.scope("see_tasks").empty
    assert not viewer.can("see_tasks")
    assert not viewer.can("change_own_password")


@pytest.mark.parametrize("username", ["chutich", "phochutich.dothi", "phuong.hadinh.canbo", "yte.truong"])
def test_rights_cost_two_queries(as_: People, username: str, django_assert_max_num_queries: Callable) -> None:
    viewer = as_(username)
    with django_assert_max_num_queries(2):  # what the posts give, and what is below
        for _ in range(3):
            viewer.scope("see_tasks")
            viewer.scope("see_documents")
            viewer.can("issue_plan")


def test_a_delegation_acts_on_behalf_of_the_holder(as_: People, by_: Callable[..., By]) -> None:
    deputy, chair = as_("phochutich.vanxa").person, as_("chutich").person
    assert deputy
    assert chair
    post = Post.objects.get(title="Chủ tịch UBND quận")
    appoint(
        by_("kythuat"),
        person=deputy,
        post=post,
        from_day=TOMORROW,
        until_day=NEXT_MONTH,
        kind="delegation",
        ground="Giấy ủy quyền số 01/GUQ-UBND",
    )
    assert not Viewer(deputy, NEXT_MONTH).scope("see_tasks").everything
    today_, tomorrow = Viewer(deputy, loader.DAY), Viewer(deputy, TOMORROW)
    assert not today_.scope("see_tasks").everything
    assert tomorrow.scope("see_tasks").everything
    assert tomorrow.by(capability="see_tasks").behalf is None  # one's own post comes before a delegated one
    Holding.objects.filter(person=deputy, kind="own").update(until_day=TOMORROW)
    alone = Viewer(deputy, TOMORROW).by(capability="issue_plan")
    assert (alone.post, alone.behalf) == (post.pk, chair.pk)


def test_a_delegation_names_its_ground(as_: People, by_: Callable[..., By]) -> None:
    person = as_("phochutich.vanxa").person
    assert person
    with pytest.raises(Invalid, match="văn bản ủy quyền"):
        appoint(
            by_("kythuat"),
            person=person,
            post=Post.objects.earliest("pk"),
            from_day=TOMORROW,
            kind="delegation",
            ground=" ",
        )


def test_a_delegation_names_its_end(as_: People, by_: Callable[..., By]) -> None:
    person = as_("phochutich.vanxa").person
    assert person
    with pytest.raises(Invalid, match="hết hạn"):
        appoint(
            by_("kythuat"),
            person=person,
            post=Post.objects.earliest("pk"),
            from_day=TOMORROW,
            kind="delegation",
            ground="Giấy ủy quyền",
        )


def test_nobody_holds_the_same_post_twice_at_once(as_: People, by_: Callable[..., By]) -> None:
    person = as_("phochutich.vanxa").person
    assert person
    with pytest.raises(Invalid, match="đã giữ"):
        appoint(by_("kythuat"), person=person, post=Post.objects.get(holdings__person=person), from_day=TOMORROW)


def test_the_technician_gives_no_rights_to_themselves(as_: People, by_: Callable[..., By]) -> None:
    """Who keeps the machine sees no cases, also not by a grant or a post of their own making."""
    me = as_("kythuat").person
    assert me
    with pytest.raises(NotAllowed, match="chính mình"):
        appoint(by_("kythuat"), person=me, post=Post.objects.get(title="Chủ tịch UBND quận"), from_day=loader.DAY)
    with pytest.raises(NotAllowed, match="chính mình"):
        grant_role(
            by_("kythuat"),
            post=Post.objects.get(holdings__person=me),
            role="leader",
            unit=None,
            from_day=loader.DAY,
        )
    assert as_("kythuat").scope("see_tasks").empty


def test_nobody_gives_more_than_they_manage(as_: People, by_: Callable[..., By]) -> None:
    """One who manages the people of a ward gives rights in the ward, not over the whole installation or its neighbour."""
    manager, officer = as_("phuong.hadinh.chutich").person, as_("phuong.hadinh.canbo").person
    ward = Resolver(loader.DAY).resolve("UBND phường Hạ Đình").unit_ids[0]
    other = Resolver(loader.DAY).resolve("UBND phường Kim Giang").unit_ids[0]
    post, of_officer = (Post.objects.get(holdings__person=who) for who in (manager, officer))
    day = loader.DAY
    grant_role(by_("kythuat"), post=post, role="technician", unit=Unit.objects.get(pk=ward), from_day=day)
    for wider in (None, Unit.objects.get(pk=other)):
        with pytest.raises(NotAllowed, match="phạm vi"):
            grant_role(by_("phuong.hadinh.chutich"), post=of_officer, role="leader", unit=wider, from_day=day)
    inside = Unit.objects.get(pk=ward)
    assert grant_role(by_("phuong.hadinh.chutich"), post=of_officer, role="unit_head", unit=inside, from_day=day).pk


def test_rights_end_on_their_day(as_: People, by_: Callable[..., By]) -> None:
    person = as_("phuong.hadinh.canbo").person
    assert person
    end_holding(by_("kythuat"), holding=Holding.objects.get(person=person), day=TOMORROW)
    assert Viewer(person, loader.DAY).can("see_tasks")
    assert not Viewer(person, TOMORROW).can("see_tasks")


def test_a_grant_is_given_and_revoked(as_: People, by_: Callable[..., By]) -> None:
    person = as_("phuong.hadinh.canbo").person
    assert person
    post = Post.objects.get(holdings__person=person)
    grant = grant_role(by_("kythuat"), post=post, role="office", unit=None, from_day=loader.DAY)
    assert Viewer(person, loader.DAY).scope("see_tasks").everything
    revoke_grant(by_("kythuat"), grant=grant, day=TOMORROW)
    assert not Viewer(person, TOMORROW).scope("see_tasks").everything
    with pytest.raises(Invalid, match="vai trò"):
        grant_role(by_("kythuat"), post=post, role="vua", unit=None, from_day=loader.DAY)


@pytest.mark.parametrize("username", ["chutich", "chanhvanphong", "yte.truong", "phuong.hadinh.canbo"])
def test_only_the_technician_gives_rights(as_: People, by_: Callable[..., By], username: str) -> None:
    with pytest.raises(NotAllowed):
        grant_role(by_(username), post=Post.objects.earliest("pk"), role="leader", unit=None, from_day=loader.DAY)
    assert not Grant.objects.filter(from_day=loader.DAY).exists()


def test_a_person_who_is_no_longer_active_may_nothing(by_: Callable[..., By]) -> None:
    by = by_("kythuat")
    person = Person.objects.get(pk=by.actor or 0)
    assert person.user
    person.user.is_active = False
    person.user.save()
    with pytest.raises(NotAllowed):
        grant_role(by, post=Post.objects.earliest("pk"), role="leader", unit=None, from_day=loader.DAY)


@action("tests.scatter_tasks", may=None)
def scatter(by: By, *, plan: Plan, count: int, seed: int) -> None:
    """Tasks of random areas, each with one to four random units."""
    dice = random.Random(seed)
    units, areas = list(Unit.objects.all()), [*Area.objects.all(), None]
    rows = [
        Task(plan=plan, code=f"9.{n}", ordinal=900 + n, title=f"việc {n}", area=dice.choice(areas), start=0, end=1)
        for n in range(count)
    ]
    tasks = create_many(rows)
    create_many(
        [
            Assignment(task=t, unit=u, role=i)
            for t in tasks
            for i, u in enumerate(dice.sample(units, dice.randint(1, 2)))
        ]
    )


def by_hand(scope: Scope) -> set[int]:
    found = set()
    for task in Task.objects.prefetch_related("assignments"):
        units = {a.unit_id for a in task.assignments.all()}
        area = task.area_id
        if (
            scope.everything
            or area in scope.areas
            or units & scope.units
            or (area is not None and units & scope.by_area.get(area, frozenset()))
        ):
            found.add(task.pk)
    return found


def test_every_shape_of_the_filter_equals_a_check_row_by_row(plan: Plan) -> None:
    scatter(By(channel="system"), plan=plan, count=150, seed=7)
    dice = random.Random(11)
    units, areas = list(Unit.objects.values_list("pk", flat=True)), list(Area.objects.values_list("pk", flat=True))
    rows: QuerySet[Task] = Task.objects.all()
    for size in (0, 1, 3, SMALL, SMALL + 1, 29, len(units)):
        for _ in range(8):
            scope = Scope(
                areas=frozenset(dice.sample(areas, dice.choice([0, 0, 1]))),
                units=frozenset(dice.sample(units, size)),
                by_area={dice.choice(areas): frozenset(dice.sample(units, dice.choice([2, 20])))}
                if dice.random() < 0.5
                else {},
            )
            assert set(visible_rows(rows, scope, assignments=Assignment).values_list("pk", flat=True)) == by_hand(scope)
    assert visible_rows(rows, Scope(everything=True), assignments=Assignment).count() == Task.objects.count()


def test_every_capability_has_words_for_its_refusal() -> None:
    assert set(WORDS) == ALL


def test_rights_that_are_given_and_taken_show_on_the_next_page(
    office: None, by_: Callable[..., By], browser_of: Callable[[str | None], Client]
) -> None:
    """Rights are kept in the process until somebody writes; giving them is writing."""
    client, page = browser_of("kythuat"), "/desk/tasks/"
    assert client.get(page).status_code == 403
    post = Post.objects.get(holdings__person__user__username="kythuat")
    grant = grant_role(
        By(channel="system"), post=post, role="office", unit=None, from_day=loader.DAY - timedelta(days=1)
    )
    assert client.get(page).status_code == 200
    revoke_grant(By(channel="system"), grant=grant, day=loader.DAY)
    assert client.get(page).status_code == 403
    user = Person.objects.get(user__username="chutich").user
    assert user
    leader = browser_of("chutich")
    assert leader.get(page).status_code == 200
    user.is_active = False  # no act: sign-in is asked in every request
    user.save()
    assert leader.get(page).status_code == 302
