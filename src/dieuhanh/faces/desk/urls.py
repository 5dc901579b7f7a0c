from django.urls import path

from dieuhanh.faces.desk import views

app_name = "desk"
urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("units/", views.units, name="units"),
    path("units/<row:pk>/", views.unit, name="unit"),
    path("health/", views.health, name="health"),
    path("jobs/", views.jobs, name="jobs"),
    path("guide/", views.guide, name="guide"),
    path("guide/<slug:name>/", views.guide, name="guide_page"),
    path("components/", views.components, name="components"),
]
