from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "dieuhanh.kernel.journal"
