from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "dieuhanh.kernel.jobs"

    def ready(self) -> None:
        from dieuhanh.kernel.jobs.duties import daily
        from dieuhanh.kernel.jobs.store import forget_done

        daily(
            "jobs.forget", lambda _tick: forget_done(KEPT_DAYS), words=_("Xóa danh sách công việc nền đã xong từ lâu")
        )


KEPT_DAYS = 30  # how long one may ask how a job ended
