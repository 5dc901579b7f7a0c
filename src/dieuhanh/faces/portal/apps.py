from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "dieuhanh.faces.portal"

    def ready(self) -> None:
        from dieuhanh.kernel.pages.navigation import Entry, add

        covers = frozenset({f"publication:{name}" for name in ("office", "plan", "document", "visits")})
        add(Entry(60, _("Trang công khai"), "link", "publication:overview", "describe_office", covers))
