"""Everything of tasks that a person owes: the same questions whether there is nothing or a thousand."""

from __future__ import annotations

from dieuhanh.kernel.access.rights import Viewer
from dieuhanh.kernel.pages.owing import Key, Room
from dieuhanh.kernel.plans.owing.asking import keys_of_questions
from dieuhanh.kernel.plans.owing.deciding import keys_of_destructions, keys_of_extensions, keys_of_reports
from dieuhanh.kernel.plans.owing.kinds import KINDS
from dieuhanh.kernel.plans.owing.rows import show
from dieuhanh.kernel.plans.owing.unit import keys_of_posts, keys_of_unit

SIDES = (keys_of_questions, keys_of_unit, keys_of_posts, keys_of_reports, keys_of_extensions, keys_of_destructions)


def keys_of(viewer: Viewer) -> list[Key]:
    return [key for side in SIDES for key in side(viewer)]


TASKS = Room(KINDS, keys_of, show)
