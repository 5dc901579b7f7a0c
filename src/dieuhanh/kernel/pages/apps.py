from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "dieuhanh.kernel.pages"

    def ready(self) -> None:
        from django.urls import register_converter

        from dieuhanh.kernel.pages.addresses import RowNumber

        register_converter(RowNumber, "row")
