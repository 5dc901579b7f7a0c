from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "dieuhanh.kernel.notices"

    def ready(self) -> None:
        from dieuhanh.kernel.jobs.duties import Every, daily
        from dieuhanh.kernel.notices.addresses import ADDRESS_KIND
        from dieuhanh.kernel.notices.clearing import clear
        from dieuhanh.kernel.notices.digest import morning
        from dieuhanh.kernel.notices.kinds import add_kind
        from dieuhanh.kernel.notices.models import Address, Keeping, QuietHours
        from dieuhanh.kernel.notices.seeing import unseen
        from dieuhanh.kernel.notices.sending import send_waiting
        from dieuhanh.kernel.pages.navigation import Entry, add, bell_at
        from dieuhanh.kernel.setup.taking_over import carries

        add_kind(ADDRESS_KIND, _("địa chỉ nhận thư"))
        daily("notices.digest", morning, words=_("Lập thư tóm tắt buổi sáng"), every=Every.TICK)
        daily("notices.outbox", lambda tick: send_waiting(), words=_("Gửi thư đang chờ"), every=Every.TICK)
        daily("notices.clear", clear, words=_("Xóa thông báo đã xem và thư đã gửi từ lâu"))
        for model in (Address, QuietHours, Keeping):
            carries(model)
        bell_at("notices:list", unseen)
        add(Entry(95, _("Gửi thư"), "link", "notices:outbox", "keep_outbox"))
