from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "dieuhanh.kernel.units"
