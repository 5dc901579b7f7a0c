from django.urls import path

from dieuhanh.kernel.plans import views

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
]
