from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "dieuhanh.faces.cli"
