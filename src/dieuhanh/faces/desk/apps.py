from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "dieuhanh.faces.desk"
