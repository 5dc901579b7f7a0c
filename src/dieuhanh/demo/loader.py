"""Makes the demo: the district and its units, made-up people, and the founding plan read by the reader and issued.

Each step is an act of the person who would take it; the last act marks the demo complete, so that a half-made one is never met.
"""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import Any

from django.contrib.auth.hashers import make_password

from dieuhanh.demo.quarter.days import ISSUED
from dieuhanh.demo.quarter.playing import play
from dieuhanh.kernel.access.people import load_people
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.installation.clock import pinned, today
from dieuhanh.kernel.journal.actions import By, action
from dieuhanh.kernel.journal.founding import found_installation
from dieuhanh.kernel.journal.models import Act
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.models import Plan
from dieuhanh.kernel.plans.publishing import publish_document, publish_plan, usual_areas
from dieuhanh.kernel.publication.actions import describe_office
from dieuhanh.kernel.publication.queries import public_face
from dieuhanh.kernel.units.actions import define_areas, found_units

DAY = date(2021, 11, 24)  # the day the demo opens on
FOUNDED = date(2021, 1, 1)  # the demo people hold their posts from this day
NAME = "UBND quận Thanh Xuân"
CHIEF_OF_OFFICE = "chanhvanphong"
CHAIRMAN = "chutich"
FACE = {
    "slogan": "Thanh Xuân xanh sạch đẹp",
    "motto": "Ba tháng cuối năm 2021: về đích các nhiệm vụ kinh tế - xã hội, quốc phòng - an ninh và giữ vững phòng, chống dịch COVID-19.",
    "responsible": "Văn phòng HĐND và UBND quận (minh họa)",
    "address": "Trụ sở UBND quận Thanh Xuân, thành phố Hà Nội (minh họa)",
    "telephone": "024 0000 0000 (số minh họa)",
    "contact": "bộ phận Một cửa của UBND quận (minh họa)",
}
PLAN = "plan.txt"
COMPLETE = "demo.complete_demo"


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one of the demo's own lists: units, areas, people."""
    found: list[dict[str, Any]] = json.loads(
        files("dieuhanh.demo").joinpath(f"{name}.json").read_text(encoding="utf-8")
    )
    return found


def people() -> list[dict[str, Any]]:
    """The people with their units named, as the kernel takes them: the keys of the lists join the demo's own rows only."""
    names = {unit["key"]: unit["name"] for unit in rows("units")}
    found = rows("people")
    for person in found:
        person["unit"] = names[person["unit"]]
        for role in person["roles"]:
            role["unit"] = names[role["unit"]] if role["unit"] else None
    return found


def load_demo(password: str, day: date = DAY) -> None:
    """Fill an empty database with the quarter up to the day; every demo person signs in with `password`."""
    found_demo(password, day)
    with pinned(ISSUED):
        plan = give_plan()
    play(plan, until=day, people=people())
    with pinned():
        complete_demo(By(channel="system"))


def found_demo(password: str, day: date = DAY) -> None:
    """The district and its people, before anything was given."""
    by = By(channel="system", reason="dữ liệu minh họa", day=min(day, ISSUED))
    prepare_office(by, password=password, day=day)


def give_plan() -> Plan:
    """The founding plan, read, given and made public on the day that is pinned."""
    chief = viewer_for(CHIEF_OF_OFFICE, today())
    text = files("dieuhanh.demo").joinpath(PLAN).read_bytes()
    plan = load_text(chief.by(channel="system"), data=text, name="ke-hoach-minh-hoa.txt", issue=True)
    make_public(viewer_for(CHAIRMAN, today()).by(channel="system"), plan=plan)
    return plan


@action("demo.prepare_office", may=None)
def prepare_office(by: By, *, password: str, day: date = DAY) -> None:
    found_installation(by, kind="demo", name=NAME, day=day)
    found_units(by, rows=rows("units"))
    define_areas(by, rows=rows("areas"))
    load_people(by, rows=people(), password_hash=make_password(password), from_day=FOUNDED)


@action("demo.make_public", may="publish")
def make_public(by: By, *, plan: Plan) -> None:
    """As a leader would: the plan without what stays off unless chosen, its document, and the words of the public pages."""
    publish_plan(by, plan=plan, areas=usual_areas(plan))
    if plan.document is not None:
        publish_document(by, document=plan.document, areas=usual_areas(plan))
    describe_office(by, face=public_face(), values=FACE)


@action(COMPLETE, may=None)
def complete_demo(by: By) -> None:
    """Writes no row: its sealed act is the mark that everything before it is there."""


def is_complete() -> bool:
    return Act.objects.filter(verb=COMPLETE, seal__isnull=False).exists()
