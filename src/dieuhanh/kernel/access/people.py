"""Making people with their accounts, posts and rights: one at a founding, many from a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password

from dieuhanh.kernel.access.models import Grant, Holding, Person, Post, User
from dieuhanh.kernel.access.rights import Scope, Viewer
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By, action, create_many
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.units.models import Area, Unit
from dieuhanh.kernel.units.resolving import Resolver

USERNAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
USERNAME_ALLOWED = "chữ thường không dấu, chữ số, dấu chấm, gạch nối, gạch dưới; từ 3 đến 64 ký tự"
OVER_ALL = frozenset(
    {Role.LEADER, Role.OFFICE, Role.TECHNICIAN}
)  # roles over the whole installation; others over the post's unit


@dataclass(frozen=True, slots=True)
class NewPerson:
    """`areas`: the areas that the role is for; none: all of them. `role` "" for a person without rights."""

    name: str
    username: str
    title: str
    unit: Unit
    role: str = ""
    areas: tuple[Area, ...] = ()


def is_username(words: str) -> bool:
    return 3 <= len(words) <= 64 and USERNAME.fullmatch(words) is not None


@action("access.add_people", may="manage_people")
def add_people(by: By, *, people: Sequence[NewPerson], from_day: date, password: str | None = None) -> list[Person]:
    """Each gets an account, a post and the rights of the role, set-wise. With `password` all may sign in with it once, to choose
    their own; without it nobody can before a code is issued."""
    taken = _taken(people)
    if taken:
        raise Invalid(f"tên đăng nhập đã có: {', '.join(taken)}", "username")
    _within_reach(by, people)
    hashed = make_password(password)
    accounts = [User(username=p.username, password=hashed, must_change=True) for p in people]
    made, posts = _in_posts([(p.name, p.unit, p.title) for p in people], accounts, from_day)
    create_many(
        [
            Grant(post=post, role=p.role, unit=_reach(p), area=area, from_day=from_day)
            for p, post in zip(people, posts, strict=True)
            if p.role
            for area in p.areas or (None,)
        ]
    )
    return made


@action("access.load_people", may=None)
def load_people(by: By, *, rows: Sequence[Mapping[str, Any]], password_hash: str, from_day: date) -> None:
    """The people of a demo, whose password is chosen already, from rows: name, username, post, unit (a unit's name), roles
    [{role, unit (a name, or null for the whole installation), area (a code or null)}]."""
    resolver = Resolver(from_day)
    areas = {area.code: area for area in Area.objects.all()}
    accounts = [User(username=row["username"], password=password_hash) for row in rows]
    places = [(row["name"], _unit(resolver, row["unit"]), row["post"]) for row in rows]
    _, posts = _in_posts(places, accounts, from_day)
    create_many(
        [
            Grant(
                post=post,
                role=Role(given["role"]),
                unit=_unit(resolver, given["unit"]) if given["unit"] else None,
                area=areas[given["area"]] if given["area"] else None,
                from_day=from_day,
            )
            for row, post in zip(rows, posts, strict=True)
            for given in row["roles"]
        ]
    )


def _unit(resolver: Resolver, name: str) -> Unit:
    found = resolver.resolve(name).unit_ids
    if len(found) != 1:
        raise Invalid(f"không tìm thấy đúng một đơn vị tên «{name}»")
    return Unit.objects.get(pk=found[0])


def _in_posts(
    places: Sequence[tuple[str, Unit, str]], accounts: Sequence[User], from_day: date
) -> tuple[list[Person], list[Post]]:
    """People with their accounts, each in a post of their own from the day on, set-wise. `places`: name, unit, title of the post."""
    users = User.objects.bulk_create(accounts, batch_size=500)
    people = create_many([Person(user=user, name=name) for user, (name, _, _) in zip(users, places, strict=True)])
    posts = create_many([Post(unit=unit, title=title) for _, unit, title in places])
    create_many([Holding(person=p, post=post, from_day=from_day) for p, post in zip(people, posts, strict=True)])
    return people, posts


def _taken(people: Sequence[NewPerson]) -> list[str]:
    names = [p.username for p in people]
    doubled = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    return sorted(doubled | set(User.objects.filter(username__in=names).values_list("username", flat=True)))


def _reach(person: NewPerson) -> Unit | None:
    return None if person.role in OVER_ALL else person.unit


def _within_reach(by: By, people: Sequence[NewPerson]) -> None:
    """Nobody makes people outside the units they manage, nor gives rights beyond them."""
    if by.actor is None:
        return
    scope: Scope = Viewer(Person.objects.get(pk=by.actor), today()).scope("manage_people")
    for person in people:
        unit = _reach(person) if person.role else person.unit
        if not scope.reaches(unit.pk if unit else None):
            raise NotAllowed(f"{person.name}: không cấp được quyền rộng hơn phạm vi mình quản lý")


@dataclass(frozen=True, slots=True)
class TakenOver:
    """People and posts by the keys that they had."""

    people: dict[int, Person]
    posts: dict[int, Post]


@action("access.take_over_people", may=None)
def take_over_people(
    by: By,
    *,
    rows: Mapping[str, Sequence[dict[str, Any]]],
    units: Mapping[str, Unit],
    areas: Mapping[str, Area],
) -> TakenOver:
    """Users with their passwords, people, posts, holdings and grants out of another database; `key` joins the rows to each other.

    What hangs on a unit that no longer stands is left behind with it.
    """
    posts = [row for row in rows["posts"] if row["unit"] in units]
    users = User.objects.bulk_create([User(**_without(row, "key")) for row in rows["users"]], batch_size=500)
    of_user = dict(zip((row["key"] for row in rows["users"]), users, strict=True))
    people = create_many(
        [Person(user=of_user.get(row["user"]), **_without(row, "key", "user")) for row in rows["people"]]
    )
    of_person = dict(zip((row["key"] for row in rows["people"]), people, strict=True))
    made = create_many([Post(unit=units[row["unit"]], title=row["title"]) for row in posts])
    of_post = dict(zip((row["key"] for row in posts), made, strict=True))
    create_many(
        [
            Holding(person=of_person[row["person"]], post=of_post[row["post"]], **_without(row, "person", "post"))
            for row in rows["holdings"]
            if row["post"] in of_post
        ]
    )
    create_many(
        [
            Grant(
                post=of_post[row["post"]],
                unit=units[row["unit"]] if row["unit"] else None,
                area=areas[row["area"]] if row["area"] else None,
                **_without(row, "post", "unit", "area"),
            )
            for row in rows["grants"]
            if row["post"] in of_post and (not row["unit"] or row["unit"] in units)
        ]
    )
    return TakenOver(of_person, of_post)


def _without(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
