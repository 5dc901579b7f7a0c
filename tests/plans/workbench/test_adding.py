"""A text may add tasks to a plan that was given before: they count with it, and each keeps its place in its own document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dieuhanh.kernel.installation.clock import pinned
from dieuhanh.kernel.journal.actions import By
from dieuhanh.kernel.journal.errors import Invalid, NotAllowed
from dieuhanh.kernel.plans.actions.drafts import accept_open
from dieuhanh.kernel.plans.actions.loading import add_to_plan, issue_as_read, load_text
from dieuhanh.kernel.plans.counting import counted, kept
from dieuhanh.kernel.plans.document_page import source_of
from dieuhanh.kernel.plans.models import Plan, PlanState, State, Task

from ...office import PLAN

MORE = (
    PLAN.replace("01/KH", "77/KH")
    .replace("quý IV năm 2021", "năm 2022")
    .replace("kiểm tra các chợ", "sửa chữa các chợ")
)


@pytest.fixture
def more(plan: Plan, by_: Callable[..., By]) -> Plan:
    found = load_text(by_("chanhvanphong"), data=MORE.encode(), name="bo-sung.txt")
    accept_open(by_("chanhvanphong"), plan=found)
    return found


def test_its_tasks_are_those_of_the_plan_and_stand_in_their_own_document(
    plan: Plan, more: Plan, by_: Callable[..., By], browser_of: Callable[[str], Client]
) -> None:
    add_to_plan(by_("chanhvanphong"), plan=more, into=plan)
    more.refresh_from_db()
    assert (more.state, more.extends, more.from_day, more.until_day) == (
        PlanState.ISSUED,
        plan,
        plan.from_day,
        plan.until_day,
    )
    added = Task.objects.get(plan=more, title__startswith="Sửa chữa")
    assert added.state == State.ISSUED
    assert "sửa chữa các chợ dân sinh" in "".join(piece.text for line in source_of(added) for piece in line.pieces)
    client = browser_of("chutich")
    assert client.get(f"/desk/tasks/?plan={plan.pk}").context["page"].total == 8
    assert client.get(f"/desk/tasks/?plan={more.pk}").context["page"].total == 4
    assert client.get(f"/desk/?plan={plan.pk}").context["page"].counts.total == 8
    assert kept() == counted()


def test_who_gives_chooses_the_plan_on_the_look_over(
    plan: Plan, more: Plan, browser_of: Callable[[str], Client]
) -> None:
    client, url = browser_of("chanhvanphong"), reverse("plans:check", args=[more.pk])
    body = client.get(url).content.decode()
    assert f'<option value="{plan.pk}">Kế hoạch số 01/KH-UBND</option>' in body
    assert "Giao thành kế hoạch riêng" in body
    refused = client.post(url, {"do": "issue", "into": "999"})
    assert refused.status_code == 422
    assert "Không có kế hoạch đó để bổ sung" in refused.content.decode()
    assert client.post(url, {"do": "issue", "into": str(plan.pk)}).status_code == 302
    more.refresh_from_db()
    assert (more.state, more.extends) == (PlanState.ISSUED, plan)


def test_a_plan_that_adds_asks_no_more(
    plan: Plan, more: Plan, by_: Callable[..., By], browser_of: Callable[[str], Client]
) -> None:
    client = browser_of("chutich")

    def asked() -> int:
        client.get(f"/desk/?plan={plan.pk}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/?plan={plan.pk}")
        return len(queries)

    issue_as_read(
        by_("chanhvanphong"),
        plan=load_text(by_("chanhvanphong"), data=MORE.replace("77/KH", "78/KH").encode(), name="x.txt"),
    )
    before = asked()
    add_to_plan(by_("chanhvanphong"), plan=more, into=plan)
    assert asked() == before


def test_it_adds_only_to_a_plan_that_was_given_and_still_runs(plan: Plan, more: Plan, by_: Callable[..., By]) -> None:
    by = by_("chanhvanphong")
    with pytest.raises(Invalid, match="của một văn bản khác đã giao"):
        add_to_plan(by, plan=more, into=more)
    with pinned(date(2022, 1, 3)), pytest.raises(Invalid, match="01/KH-UBND đã hết thời gian thực hiện"):
        add_to_plan(by, plan=more, into=plan)
    with pytest.raises(NotAllowed):
        add_to_plan(by_("phochutich.dothi"), plan=more, into=plan)
    add_to_plan(by, plan=more, into=plan)
    third = load_text(by, data=MORE.replace("77/KH", "79/KH").encode(), name="y.txt")
    accept_open(by, plan=third)
    with pytest.raises(Invalid, match="77/KH-UBND đã bổ sung cho 01/KH-UBND"):
        add_to_plan(by, plan=third, into=more)
    assert Plan.objects.get(pk=third.pk).state == PlanState.DRAFT
