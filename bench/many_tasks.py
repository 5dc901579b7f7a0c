"""A province of 359 units with as many tasks as asked for: 2.5 units a task, a due day within four months either side of today."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dieuhanh.kernel.plans.models import Assignment, Plan, Task

DAY = date(2021, 11, 24)
AREAS, DISTRICTS, WARDS = 8, 11, 28  # a district and its wards are the 29 units that its head sees
OFFICES = 359 - 1 - DISTRICTS * (1 + WARDS)
SPAN = 120
CHUNK = 5_000
LEADER, DISTRICT_HEAD, WARD_OFFICER, OTHER_OFFICER = "lanhdao", "huyen.truong", "phuong.canbo", "phuong.khac.canbo"
VERBS = ("Rà soát", "Kiểm tra", "Đôn đốc", "Lập danh sách", "Tổng hợp", "Báo cáo", "Xử lý dứt điểm", "Tuyên truyền")
THINGS = (
    "các điểm úng ngập trong ngõ, ngách",
    "việc sử dụng vỉa hè, lòng đường",
    "hồ sơ cấp Giấy chứng nhận quyền sử dụng đất",
    "nguồn thu từ thuế ngoài quốc doanh",
    "cơ sở hành nghề y, dược tư nhân",
    "chung cư chưa bảo đảm phòng cháy, chữa cháy",
    "hộ nghèo, hộ cận nghèo theo chuẩn mới",
)


def found_province(kind: str = "demo") -> Plan:
    """Units, areas, four people, and an issued plan without tasks yet."""
    from dieuhanh.kernel.access.people import load_people
    from dieuhanh.kernel.documents.models import Document
    from dieuhanh.kernel.files.models import StoredFile
    from dieuhanh.kernel.journal.actions import By, action, create
    from dieuhanh.kernel.journal.founding import found_installation
    from dieuhanh.kernel.plans.models import Plan, PlanState
    from dieuhanh.kernel.units.actions import define_areas, found_units

    @action("bench.found_province", may=None)
    def found(by: By) -> Plan:
        found_installation(by, kind=kind, name="Tỉnh để đo", day=DAY if kind == "demo" else None)
        found_units(by, rows=_units())
        numbers = range(1, AREAS + 1)
        areas = [{"code": f"a{n}", "number": n, "name": f"Lĩnh vực {n}", "words": f"lĩnh vực {n}"} for n in numbers]
        define_areas(by, rows=areas)
        load_people(by, rows=_people(), password_hash="!", from_day=date(2021, 1, 1))
        file = create(StoredFile(sha256="0" * 64, name="do.txt", size=1, media_type="text/plain"))
        document = create(Document(title="Kế hoạch để đo", text="x", file=file, registered_on=DAY))
        return create(Plan(document=document, title=document.title, state=PlanState.ISSUED, issued_on=DAY))

    return found(By(channel="system", day=DAY))


def _units() -> list[dict[str, Any]]:
    def row(key: str, name: str, short: str, kind: str, above: str | None) -> dict[str, Any]:
        parents = {"territorial": above}
        days: dict[str, Any] = {"from_day": "2000-01-01", "code": None, "commands": True, "aliases": []}
        return {"key": key, "name": name, "short_name": short, "kind": kind, "parents": parents, **days}

    rows = [row("t", "UBND tỉnh", "UBND tỉnh", "people_committee", None)]
    rows += [row(f"s{n}", f"Sở chuyên ngành số {n}", f"Sở {n}", "department", "t") for n in range(OFFICES)]
    for d in range(DISTRICTS):
        rows.append(row(f"h{d}", f"UBND huyện {d}", f"Huyện {d}", "people_committee", "t"))
        rows += [
            row(f"x{d}.{w}", f"UBND phường {w} huyện {d}", f"P. {w}, H. {d}", "ward", f"h{d}") for w in range(WARDS)
        ]
    return rows


def _people() -> list[dict[str, Any]]:
    def person(username: str, unit: str, role: str, over: str | None) -> dict[str, Any]:
        roles = [{"role": role, "unit": over, "area": None}]
        return {"key": username, "name": username, "username": username, "post": username, "unit": unit, "roles": roles}

    ward, other = "UBND phường 3 huyện 0", "UBND phường 4 huyện 0"
    return [
        person(LEADER, "UBND tỉnh", "leader", None),
        person(DISTRICT_HEAD, "UBND huyện 0", "unit_head", "UBND huyện 0"),
        person(WARD_OFFICER, ward, "unit_officer", ward),
        person(OTHER_OFFICER, other, "unit_officer", other),
    ]


def add_tasks(plan: Plan, count: int) -> None:
    """So many more, in acts of CHUNK; then the counts are made anew and the database learns how its columns are spread."""
    from django.db import connection

    from dieuhanh.kernel.journal.actions import By
    from dieuhanh.kernel.plans.models import Task

    add, count_anew = _actions()
    by = By(channel="system", day=DAY)
    for _ in range(0, count, CHUNK):
        add(by, rows=_rows(plan, Task.objects.count(), min(CHUNK, count)))
    count_anew(by, plan=plan)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def take_over(username: str, count: int) -> None:
    """So many tasks, and no others, wait to be done in the unit of the person: the first by number."""
    from dieuhanh.kernel.access.models import Holding
    from dieuhanh.kernel.journal.actions import By

    unit = Holding.objects.get(person__user__username=username).post.unit_id
    _take_over()(By(channel="system", day=DAY), unit=unit, count=count)


@cache
def _take_over() -> Callable[..., None]:
    from dieuhanh.kernel.journal.actions import By, action, update_set
    from dieuhanh.kernel.plans.counting import recount
    from dieuhanh.kernel.plans.models import Plan, State, Task
    from dieuhanh.kernel.units.models import Unit

    @action("bench.take_over", may=None)
    def take(by: By, *, unit: int, count: int) -> None:
        above = Unit.objects.earliest("pk").pk
        update_set(Task.objects.filter(lead=unit), "given to another", leaves=("phase", "due_order"), lead_id=above)
        waiting = Task.objects.filter(state=State.ISSUED).order_by("pk")
        rows = Task.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)[:count]))
        update_set(rows, "given", leaves=("phase", "due_order"), lead_id=unit, state=State.RUNNING)
        for plan in Plan.objects.all():
            recount(plan)

    return take


@cache
def _actions() -> tuple[Callable[..., None], Callable[..., None]]:
    """Made once, when Django is set up: no two actions have one verb."""
    from dieuhanh.kernel.journal.actions import By, action, create_many
    from dieuhanh.kernel.plans.counting import recount

    @action("bench.add_tasks", may=None)
    def add(by: By, *, rows: list[tuple[Task, list[Assignment]]]) -> None:
        create_many([task for task, _ in rows])
        create_many([assignment for _, assignments in rows for assignment in assignments])

    @action("bench.count_anew", may=None)
    def count_anew(by: By, *, plan: Plan) -> None:
        recount(plan)

    return add, count_anew


def _rows(plan: Plan, begun: int, count: int) -> list[tuple[Task, list[Assignment]]]:
    from dieuhanh.foundation.vietnamese.dates import ZONE
    from dieuhanh.kernel.plans.models import Assignment, Role, State, Task
    from dieuhanh.kernel.units.models import Area, Unit

    dice = random.Random(begun)
    units, areas = list(Unit.objects.order_by("pk")), list(Area.objects.order_by("pk"))
    made = []
    for n in range(begun, begun + count):
        led, *helping = dice.sample(units, dice.choice((1, 2, 3, 4)))
        due = datetime.combine(DAY + timedelta(days=dice.randint(-SPAN, SPAN)), time(0), ZONE)
        task = Task(
            plan=plan,
            code=f"{n % AREAS + 1}.{n}",
            ordinal=n,
            title=f"{dice.choice(VERBS)} {dice.choice(THINGS)} đợt {n}",
            area=dice.choice(areas),
            state=State.ISSUED,
            lead=led,
            due_at=due,
            due_rule="before",
            due_text=f"trước ngày {due:%d/%m/%Y}",
            due_type="before_date",
            product="Báo cáo kết quả" if n % 3 == 0 else "",
            start=0,
            end=1,
        )
        roles = [(led, Role.LEAD), *((unit, Role.COOP) for unit in helping)]
        made.append((task, [Assignment(task=task, unit=unit, role=role) for unit, role in roles]))
    return made
