from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "dieuhanh.kernel.access"
