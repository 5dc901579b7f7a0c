from django.apps import AppConfig


class SetupConfig(AppConfig):
    name = "dieuhanh.kernel.setup"
