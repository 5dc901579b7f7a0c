from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "dieuhanh.kernel.access"

    def ready(self) -> None:
        from dieuhanh.kernel.access import signals
        from dieuhanh.kernel.access.rights import gate
        from dieuhanh.kernel.journal.gate import register

        register(gate)
        signals.connect()
