from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "dieuhanh.kernel.plans"

    def ready(self) -> None:
        from dieuhanh.kernel.pages.navigation import Entry, add, search_in

        add(Entry(10, _("Điều hành"), "gauge", "plans:command", "see_tasks", frozenset({"plans:area"})))
        add(Entry(20, _("Văn bản"), "doc", "plans:documents", "see_documents", frozenset({"plans:document"})))
        add(Entry(30, _("Nhiệm vụ"), "task", "plans:tasks", "see_tasks", frozenset({"plans:task"})))
        search_in("plans:tasks")
