from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "dieuhanh.kernel.files"

    def ready(self) -> None:
        from dieuhanh.kernel.files.integrity import first_altered
        from dieuhanh.kernel.journal.verification import CHECKS

        if first_altered not in CHECKS:
            CHECKS.append(first_altered)
