from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SetupConfig(AppConfig):
    name = "dieuhanh.kernel.setup"

    def ready(self) -> None:
        from dieuhanh.kernel.pages.navigation import Entry, add

        covers = {
            "person",
            "new_code",
            "account",
            "end_post",
            "slips",
            "new_person",
            "change_person",
            "import_people",
            "import_units",
        }
        pages = frozenset(f"setup:{name}" for name in covers)
        add(Entry(80, _("Người dùng"), "user", "setup:people", "see_people", pages))
