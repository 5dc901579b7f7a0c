from django.urls import path

from dieuhanh.kernel.plans import checking_views, giving_views, views

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
    path("tasks/<row:pk>/do/<slug:press>/", views.do, name="do"),
    path("evidence/<row:pk>/", views.evidence, name="evidence"),
    path("documents/", views.documents, name="documents"),
    path("documents/<row:pk>/", views.document, name="document"),
    path("documents/<row:pk>/original/", views.original, name="original"),
]
