from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "dieuhanh.kernel.plans"

    def ready(self) -> None:
        from dieuhanh.kernel.journal.verification import CHECKS
        from dieuhanh.kernel.pages.navigation import Entry, add, search_in
        from dieuhanh.kernel.pages.owing import Room, owes
        from dieuhanh.kernel.plans.counting import first_miscounted
        from dieuhanh.kernel.plans.owing.keys import keys_of
        from dieuhanh.kernel.plans.owing.kinds import KINDS
        from dieuhanh.kernel.plans.owing.rows import show

        if first_miscounted not in CHECKS:
            CHECKS.append(first_miscounted)

        add(Entry(10, _("Điều hành"), "gauge", "plans:command", "see_tasks", frozenset({"plans:area"})))
        add(Entry(20, _("Văn bản"), "doc", "plans:documents", "see_documents", frozenset({"plans:document"})))
        add(Entry(30, _("Nhiệm vụ"), "task", "plans:tasks", "see_tasks", frozenset({"plans:task"})))
        owes("plans", Room(KINDS, keys_of, show))
        search_in("plans:tasks")
