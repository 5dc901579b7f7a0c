from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "dieuhanh.kernel.plans"

    def ready(self) -> None:
        from dieuhanh.kernel.journal.verification import CHECKS
        from dieuhanh.kernel.pages.navigation import Entry, add, search_in
        from dieuhanh.kernel.plans.counting import first_miscounted

        if first_miscounted not in CHECKS:
            CHECKS.append(first_miscounted)

        add(Entry(10, _("Điều hành"), "gauge", "plans:command", "see_tasks", frozenset({"plans:area"})))
        add(
            Entry(
                20,
                _("Văn bản"),
                "doc",
                "plans:documents",
                "see_documents",
                frozenset({"plans:document", "plans:check"}),
            )
        )
        pages = frozenset({"plans:task", "plans:give", "plans:parts", "plans:clear", "plans:standing"})
        add(Entry(30, _("Nhiệm vụ"), "task", "plans:tasks", "see_tasks", pages))
        search_in("plans:tasks")
