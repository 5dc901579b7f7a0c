from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "dieuhanh.kernel.files"
