"""More that the list of tasks can be asked for: who set a task, how urgent it is, whose it is inside a unit, and parts of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.fields.validity import valid_on
from dieuhanh.kernel.plans.models import Assignment, SetBy, Task, Urgency
from dieuhanh.kernel.pages.options import Options

MINE = "mine"
PARTS, WHOLES = "only", "none"
OFFICER_WORDS = {MINE: gettext_lazy("Giao cho tôi"), "none": gettext_lazy("Chưa phân công cán bộ")}
PART_WORDS = {PARTS: gettext_lazy("Chỉ phần việc"), WHOLES: gettext_lazy("Không gồm phần việc")}
URGENT = "any"
NAMES = ("setby", "urgency", "officer", "parts")
