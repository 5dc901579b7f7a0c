from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "dieuhanh.kernel.plans"

    def ready(self) -> None:
        from dieuhanh.kernel.files.sweeping import sweep_all
        from dieuhanh.kernel.jobs.duties import daily
        from dieuhanh.kernel.journal.verification import CHECKS
        from dieuhanh.kernel.notices.kinds import add_kind
        from dieuhanh.kernel.notices.sources import add_digest_source, add_feed_source
        from dieuhanh.kernel.pages.navigation import Entry, add, search_in
        from dieuhanh.kernel.pages.owing import owes
        from dieuhanh.kernel.plans.counting import first_miscounted
        from dieuhanh.kernel.plans.models import AreaPost, OfficeRule, ReminderRule
        from dieuhanh.kernel.plans.mornings import due_events, due_lines
        from dieuhanh.kernel.plans.owing.keys import TASKS
        from dieuhanh.kernel.plans.reminding import remind
        from dieuhanh.kernel.plans.told import KINDS, NOT_MAILED
        from dieuhanh.kernel.setup.taking_over import carries

        if first_miscounted not in CHECKS:
            CHECKS.append(first_miscounted)

        daily("plans.remind", remind, words=_("Nhắc việc, ghi nhận tiếp nhận khi quá thời gian trả lời"))
        daily("plans.sweep", lambda tick: sweep_all(), words=_("Xóa nội dung tệp đã quyết định hủy"))
        add_digest_source(due_lines)
        add_feed_source(due_events)
        for kind, word in KINDS.items():
            add_kind(kind, word, mailed=kind not in NOT_MAILED)
        add(Entry(10, _("Điều hành"), "gauge", "plans:command", "see_tasks", frozenset({"plans:area"})))
        read = frozenset({"plans:document", "plans:check", "plans:bring", "plans:arrival", "plans:drafting"})
        add(Entry(20, _("Văn bản"), "doc", "plans:documents", "see_documents", read))
        pages = frozenset({"plans:task", "plans:do", "plans:give", "plans:parts", "plans:clear", "plans:standing"})
        add(Entry(30, _("Nhiệm vụ"), "task", "plans:tasks", "see_tasks", pages))
        owes("plans", TASKS)
        for model in (OfficeRule, ReminderRule, AreaPost):
            carries(model)
        chase = frozenset({"plans:chasing_list", "plans:chasing_unit", "plans:chasing_letter"})
        add(Entry(35, _("Đôn đốc"), "bell", "plans:chasing", "chase", chase))
        add(Entry(36, _("Phân công"), "user", "plans:inside", "assign_officer"))
        add(Entry(90, _("Quy định"), "gear", "plans:rules", "rule_tasks"))
        search_in("plans:tasks")
