from django.urls import path

from dieuhanh.kernel.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.command, name="command"),
    path("areas/<slug:code>/", views.area, name="area"),
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("documents/", views.documents, name="documents"),
    path("documents/<int:pk>/", views.document, name="document"),
    path("documents/<int:pk>/original/", views.original, name="original"),
]
