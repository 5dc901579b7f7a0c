from django.urls import path

from dieuhanh.kernel.plans import chase_views, checking_views, giving_views, rule_views, views
from dieuhanh.kernel.plans.incoming import views as incoming_views
from dieuhanh.kernel.plans.workbench import views as workbench_views

app_name = "plans"
urlpatterns = [
    path("", views.command, name="command"),
    path("areas/<slug:code>/", views.area, name="area"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/new/", giving_views.give, name="give"),
    path("tasks/new/read/", giving_views.read_line, name="read_line"),
    path("tasks/<row:pk>/", views.task, name="task"),
    path("tasks/<row:pk>/parts/", giving_views.parts, name="parts"),
    path("clear/", checking_views.clear, name="clear"),
    path("standing/", checking_views.standing, name="standing"),
    path("plans/<row:pk>/check/", checking_views.check, name="check"),
    path("plans/<row:pk>/gold/", checking_views.gold, name="gold"),
    path("plans/<row:pk>/workbench/", workbench_views.workbench, name="workbench"),
    path("plans/<row:pk>/workbench/add/", workbench_views.added, name="draft_added"),
    path("plans/<row:pk>/workbench/<row:draft>/", workbench_views.draft, name="draft"),
    path("plans/<row:pk>/workbench/<row:draft>/typed/", workbench_views.typed, name="typed"),
    path("plans/<row:pk>/by-unit/", workbench_views.by_unit, name="by_unit"),
    path("tasks/<row:pk>/do/<slug:press>/", views.do, name="do"),
    path("evidence/<row:pk>/", views.evidence, name="evidence"),
    path("documents/", views.documents, name="documents"),
    path("documents/new/", incoming_views.bring, name="bring"),
    path("documents/new/list/", incoming_views.arrivals, name="arrivals"),
    path("documents/new/<row:pk>/", incoming_views.arrival, name="arrival"),
    path("documents/<row:pk>/draft/", incoming_views.drafting, name="drafting"),
    path("documents/<row:pk>/", views.document, name="document"),
    path("documents/<row:pk>/original/", views.original, name="original"),
    path("task-rules/", rule_views.rules, name="rules"),
    path("unit-work/", rule_views.inside, name="inside"),
    path("chasing/", chase_views.chasing, name="chasing"),
    path("chasing/list/", chase_views.chasing_list, name="chasing_list"),
    path("chasing/<row:pk>/", chase_views.chasing_unit, name="chasing_unit"),
    path("chasing/<row:pk>/letter/", chase_views.chasing_letter, name="chasing_letter"),
]
