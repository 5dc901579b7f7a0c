"""Every address of the staff application, asked by every role, about one's own, a sibling's and a foreign unit's work.

An address without an entry here fails: nobody adds a page without saying who may open it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dieuhanh.kernel.access.models import Holding
from dieuhanh.kernel.access.rights import viewer_for
from dieuhanh.kernel.documents.arriving import looked_at, receive
from dieuhanh.kernel.documents.models import Arrival
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.plans.actions.carrying import Result
from dieuhanh.kernel.plans.actions.evidence import Attached
from dieuhanh.kernel.plans.actions.loading import load_text
from dieuhanh.kernel.plans.actions.reporting import Progress, send_report
from dieuhanh.kernel.plans.models import Draft, Plan, Task
from dieuhanh.kernel.units.models import Unit
from tests.office import PLAN, document_of

OWN, SIBLING, FOREIGN = "own", "sibling", "foreign"
# Hạ Đình leads 2.01; Phòng Tài chính leads 1.01, Phòng Kinh tế 1.02; nobody of ours leads 0.01.
TASK_OF = {OWN: "2.01", SIBLING: "1.02", FOREIGN: "0.01"}

PEOPLE = {
    "stranger": None,
    "leader": "chutich",
    "deputy": "phochutich.dothi",  # areas do-thi and chinh-quyen-do-thi
    "office": "chanhvanphong",
    "unit_head": "phuong.hadinh.chutich",
    "unit_officer": "phuong.hadinh.canbo",
    "other_ward": "phuong.kimgiang.canbo",
    "technician": "kythuat",
}
ALL = set(PEOPLE) - {"stranger"}
STAFF = ALL - {"technician"}
SEE_ALL = {"leader", "office"}
HA_DINH = {"unit_head", "unit_officer"}
SEE_PEOPLE = {"leader", "deputy", "office", "unit_head", "technician"}
SEE_OFFICER = SEE_PEOPLE - {"deputy"}  # an officer of Hạ Đình, and that unit's slips
# Who sees the task of each unit; others are told that there is no such page.
SEES = {OWN: SEE_ALL | HA_DINH | {"deputy"}, SIBLING: SEE_ALL, FOREIGN: SEE_ALL}

# View name -> who may open it. A page about one row is asked for each row of TASK_OF.
MAY = {
    "plans:command": STAFF,
    "plans:area": STAFF,
    "plans:tasks": STAFF,
    "plans:task": None,
    "plans:give": SEE_ALL | {"deputy"},
    "plans:read_line": SEE_ALL | {"deputy"},
    "plans:parts": {"office"},
    "plans:clear": STAFF,
    "plans:standing": STAFF,
    "plans:check": SEE_ALL | {"deputy"},
    "plans:gold": SEE_ALL,
    "plans:workbench": None,
    "plans:draft": None,
    "plans:draft_added": None,
    "plans:typed": None,
    "plans:by_unit": SEE_ALL | HA_DINH | {"deputy"},
    "plans:do": None,
    "plans:evidence": None,
    "plans:documents": STAFF,
    "plans:bring": {"office"},
    "plans:arrivals": {"office"},
    "plans:arrival": {"office"},
    "plans:drafting": SEE_ALL | {"deputy"},
    "plans:document": SEE_ALL | HA_DINH | {"deputy"},
    "notices:list": ALL,
    "notices:settings": ALL,
    "notices:outbox": {"technician"},
    "notices:addresses": {"office", "technician"},
    "notices:address": {"office", "technician"},
    "plans:original": SEE_ALL | HA_DINH | {"deputy"},
    "plans:rules": SEE_ALL | {"deputy"},
    "plans:inside": {"unit_head"},
    "plans:chasing": STAFF,
    "plans:chasing_list": STAFF,
    "plans:chasing_unit": SEE_ALL | HA_DINH | {"deputy"},
    "plans:chasing_letter": SEE_ALL | HA_DINH | {"deputy"},
    "setup:people": SEE_PEOPLE,
    "setup:person": SEE_OFFICER,
    "setup:new_person": {"technician"},
    "setup:change_person": {"technician"},
    "setup:new_code": SEE_OFFICER - {"leader"},
    "setup:account": {"office", "technician"},
    "setup:slips": SEE_OFFICER - {"leader"},
    "setup:end_post": {"technician"},
    "setup:import_units": {"technician"},
    "setup:units_template": {"technician"},
    "setup:import_people": {"technician"},
    "setup:people_template": {"technician"},
    "desk:mine": STAFF,
    "desk:units": ALL,
    "desk:health": {"technician"},
    "desk:jobs": {"technician"},
    "desk:guide": ALL,
    "desk:guide_page": ALL,
    "desk:unit": ALL,
    "desk:components": ALL,
    "publication:overview": SEE_ALL | {"deputy"},
    "publication:office": SEE_ALL | {"deputy"},
    "publication:plan": SEE_ALL,
    "publication:document": SEE_ALL | {"deputy"},
    "publication:visits": SEE_ALL | {"deputy", "technician"},
}
# Open to everyone by nature: the way in, and what is public (whose fields tests/portal/test_public_fields.py asks from outside).
PUBLIC = {"home", "plans", "plan", "area", "documents", "document", "feed", "sitemap"}
OPEN = {"front", "account_login", "account_login_en", "account_language", "account_logout", "account_change_password"}
OPEN |= {"feeds:own", "feeds:unit"}  # by the secret in the address: tests/notices/test_feeds.py
OPEN |= {f"{face}:{name}" for face in ("portal", "portal-en") for name in PUBLIC}


def view_names(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from view_names(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_address_has_an_entry() -> None:
    assert set(view_names()) == set(MAY) | OPEN


def address(name: str, plan: Plan) -> str:
    if name == "plans:do":
        return reverse(name, args=[Task.objects.get(plan=plan, code=TASK_OF[OWN]).pk, "progress"])
    if name in {"plans:draft", "plans:typed"}:
        return reverse(name, args=[plan.pk, Draft.objects.get(plan=plan, task__code=TASK_OF[OWN]).pk])
    row: dict[str, Callable[[], int | str]] = {
        "plans:evidence": lambda: 1,
        "plans:area": lambda: "do-thi",
        "plans:document": lambda: document_of(plan).pk,
        "plans:original": lambda: document_of(plan).pk,
        "plans:chasing_unit": lambda: officer().post.unit_id,
        "plans:chasing_letter": lambda: officer().post.unit_id,
        "plans:parts": lambda: Task.objects.get(code=TASK_OF[OWN]).pk,
        "plans:check": lambda: plan.pk,
        "plans:arrival": lambda: arrived().pk,
        "plans:drafting": lambda: document_of(plan).pk,
        "plans:by_unit": lambda: plan.pk,
        "plans:gold": lambda: plan.pk,
        "plans:workbench": lambda: plan.pk,
        "plans:draft_added": lambda: plan.pk,
        "publication:plan": lambda: plan.pk,
        "publication:document": lambda: document_of(plan).pk,
        "desk:guide_page": lambda: "don-vi",
        "desk:unit": lambda: Unit.objects.earliest("pk").pk,
        "notices:address": lambda: officer().person_id,
        "setup:person": lambda: officer().person_id,
        "setup:account": lambda: officer().person_id,
        "setup:change_person": lambda: officer().person_id,
        "setup:new_code": lambda: officer().person_id,
        "setup:end_post": lambda: officer().pk,
        "setup:slips": lambda: officer().post.unit_id,
    }
    return reverse(name, args=[row[name]()] if name in row else [])


def arrived() -> Arrival:
    """A file that waits for somebody of the office."""
    return receive(viewer_for("chanhvanphong", today()).by(), came=looked_at(b"Giao ban ng\xc3\xa0y 5", "a.txt"))


def officer() -> Holding:
    return Holding.objects.select_related("post").get(person__user__username="phuong.hadinh.canbo")


def expected(person: str, allowed: set[str], *, row: bool) -> int:
    if person == "stranger":
        return 302
    if person in allowed:
        return 200
    if person == "technician":
        return 403
    return 404 if row else 403


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", [n for n, allowed in MAY.items() if allowed is not None])
def test_pages(plan: Plan, browser_of: Callable[[str | None], Client], person: str, name: str) -> None:
    allowed = MAY[name]
    assert allowed is not None
    answer = browser_of(PEOPLE[person]).get(address(name, plan))
    answer.close()
    row = name in {"plans:document", "plans:original", "plans:chasing_unit", "plans:chasing_letter", "plans:by_unit"}
    row = row or (name == "publication:plan" and person == "deputy")
    row = row or (name == "setup:person" and person in SEE_PEOPLE)
    assert answer.status_code == expected(person, allowed, row=row)
    if person == "stranger":
        assert answer["Location"].startswith("/accounts/login/?next=/desk/")


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("whose", [OWN, SIBLING, FOREIGN])
def test_a_task(plan: Plan, browser_of: Callable[[str | None], Client], person: str, whose: str) -> None:
    task = Task.objects.get(plan=plan, code=TASK_OF[whose])
    answer = browser_of(PEOPLE[person]).get(reverse("plans:task", args=[task.pk]))
    assert answer.status_code == expected(person, SEES[whose], row=True)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("whose", [OWN, SIBLING, FOREIGN])
def test_a_press_on_a_task(plan: Plan, browser_of: Callable[[str | None], Client], person: str, whose: str) -> None:
    """To report is for the unit's people, and for the office on their behalf; who only sees the task is refused."""
    task = Task.objects.get(plan=plan, code=TASK_OF[whose])
    answer = browser_of(PEOPLE[person]).get(reverse("plans:do", args=[task.pk, "progress"]))
    may = {"office"} | (HA_DINH if whose == OWN else set())
    seen_only = person in SEES[whose] - may
    assert answer.status_code == (403 if seen_only else expected(person, may, row=True))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("whose", [OWN, SIBLING, FOREIGN])
def test_to_destroy_a_file(plan: Plan, browser_of: Callable[[str | None], Client], person: str, whose: str) -> None:
    """For the office and leaders over what they lead; units ask."""
    task = Task.objects.get(plan=plan, code=TASK_OF[whose])
    answer = browser_of(PEOPLE[person]).get(reverse("plans:do", args=[task.pk, "destroy"]))
    may = SEE_ALL | ({"deputy"} if whose == OWN else set())
    seen_only = person in SEES[whose] - may
    assert answer.status_code == (403 if seen_only else expected(person, may, row=True))


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", ["plans:workbench", "plans:draft", "plans:typed"])
def test_a_draft(
    office: None, browser_of: Callable[[str | None], Client], by_: Callable[..., By], person: str, name: str
) -> None:
    """What waits to be given is for those who draft plans; a unit learns of it when it is given."""
    plan = load_text(by_("chanhvanphong"), data=PLAN.encode(), name="ke-hoach.txt")
    answer = browser_of(PEOPLE[person]).get(address(name, plan), headers={"HX-Request": "true"})
    assert answer.status_code == expected(person, SEE_ALL | {"deputy"}, row=False)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("sent", [True, False], ids=["sent", "inside"])
def test_a_file_of_a_report(
    plan: Plan, browser_of: Callable[[str | None], Client], by_: Callable[..., By], person: str, sent: bool
) -> None:
    """With the report that it belongs to: what waits for the unit's head stays inside the unit."""
    files = [Attached(b"Ket qua don rac\n", "ket-qua.txt")]
    what = Progress(40) if sent else Result(no_document="việc làm tại chỗ")
    task = Task.objects.get(plan=plan, code=TASK_OF[OWN])
    report = send_report(by_("phuong.hadinh.canbo"), task=task, what=what, words="đã dọn", files=files)
    answer = browser_of(PEOPLE[person]).get(reverse("plans:evidence", args=[report.evidence.get().pk]))
    answer.close()
    assert answer.status_code == expected(person, SEES[OWN] if sent else HA_DINH, row=True)


@pytest.mark.parametrize("person", [p for p in PEOPLE if p not in {"stranger", "technician"}])
def test_lists_show_what_pages_show(plan: Plan, browser_of: Callable[[str | None], Client], person: str) -> None:
    """No title leaks through a list, a count or a search that the task's own page would refuse."""
    client = browser_of(PEOPLE[person])
    pages = [
        client.get(url).content.decode()
        for url in ("/desk/tasks/", "/desk/", "/desk/areas/do-thi/", "/desk/tasks/?q=cho", "/desk/units/")
    ]
    pages += [client.get(reverse("desk:unit", args=[u.pk])).content.decode() for u in Unit.objects.all()[:30]]
    for whose, seen in SEES.items():
        title = Task.objects.get(plan=plan, code=TASK_OF[whose]).title
        assert any(title in page for page in pages) == (person in seen)


def test_an_unknown_address_is_not_found_also_for_strangers(
    plan: Plan, browser_of: Callable[[str | None], Client]
) -> None:
    for username in (None, "chutich"):
        for path in (
            "/khong-co",
            "/desk/khong-co/",
            "/desk/tasks/999999/",
            "/accounts/signup/",
            "/accounts/password/reset/",
            "/admin/",
        ):
            answer = browser_of(username).get(path)
            assert answer.status_code == (302 if username is None and path == "/desk/tasks/999999/" else 404), path


@pytest.mark.parametrize("name", MAY)
def test_staff_pages_only_read(plan: Plan, browser_of: Callable[[str | None], Client], name: str) -> None:
    """A page of today answers GET; a form sent to it without its token is refused, and with it changes nothing."""
    strict = Client(enforce_csrf_checks=True)
    url = reverse(name, args=[1]) if name == "plans:task" else address(name, plan)
    assert strict.post(url, {"x": "1"}).status_code == 403
