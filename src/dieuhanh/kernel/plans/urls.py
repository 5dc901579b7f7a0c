from django.urls import path

from dieuhanh.kernel.plans import chase_views, rule_views, views

app_name = "plans"
urlpatterns = [
    path("", views.command, name="command"),
    path("areas/<slug:code>/", views.area, name="area"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<row:pk>/", views.task, name="task"),
    path("tasks/<row:pk>/do/<slug:press>/", views.do, name="do"),
    path("evidence/<row:pk>/", views.evidence, name="evidence"),
    path("documents/", views.documents, name="documents"),
    path("documents/<row:pk>/", views.document, name="document"),
    path("documents/<row:pk>/original/", views.original, name="original"),
    path("task-rules/", rule_views.rules, name="rules"),
    path("unit-work/", rule_views.inside, name="inside"),
    path("chasing/", chase_views.chasing, name="chasing"),
    path("chasing/list/", chase_views.chasing_list, name="chasing_list"),
    path("chasing/<row:pk>/", chase_views.chasing_unit, name="chasing_unit"),
    path("chasing/<row:pk>/letter/", chase_views.chasing_letter, name="chasing_letter"),
]
