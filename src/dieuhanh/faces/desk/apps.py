from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "dieuhanh.faces.desk"

    def ready(self) -> None:
        from dieuhanh.kernel.pages.navigation import Entry, add, guide_at

        add(Entry(5, _("Bàn làm việc"), "desk", "desk:mine", "see_tasks"))
        add(Entry(90, _("Tình trạng hệ thống"), "gear", "desk:health", "see_health", frozenset({"desk:jobs"})))
        add(Entry(40, _("Đơn vị"), "unit", "desk:units", "see_units", frozenset({"desk:unit"})))
        guide_at("desk:guide")
