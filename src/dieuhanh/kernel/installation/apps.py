from django.apps import AppConfig


class InstallationConfig(AppConfig):
    name = "dieuhanh.kernel.installation"
