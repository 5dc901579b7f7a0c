"""The one table of rights: what each role may do, over the units its grant names. What stands nowhere here is refused."""

from __future__ import annotations

from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    LEADER = "leader", _("lãnh đạo")
    OFFICE = "office", _("văn phòng")
    UNIT_HEAD = "unit_head", _("trưởng đơn vị")
    UNIT_OFFICER = "unit_officer", _("cán bộ đơn vị")
    TECHNICIAN = "technician", _("kỹ thuật")


_SEE = {"see_tasks", "see_documents", "see_units"}

CAPABILITIES: dict[str, frozenset[str]] = {
    Role.LEADER: frozenset(_SEE | {"see_people", "read_journal", "draft_plan", "issue_plan"}),
    Role.OFFICE: frozenset(_SEE | {"see_people", "read_journal", "load_document", "draft_plan", "issue_plan"}),
    Role.UNIT_HEAD: frozenset(_SEE),
    Role.UNIT_OFFICER: frozenset(_SEE),
    # The technician keeps the machine, its units and accounts, and sees no tasks, documents or cases.
    Role.TECHNICIAN: frozenset({"see_units", "see_people", "manage_units", "manage_people", "read_journal"}),
}

# What every signed-in person may do for themselves, over no unit.
OWN = frozenset({"sign_in", "change_own_password"})

ALL = frozenset().union(*CAPABILITIES.values()) | OWN


@cache
def roles_with(capability: str) -> frozenset[str]:
    return frozenset(role for role, capabilities in CAPABILITIES.items() if capability in capabilities)
