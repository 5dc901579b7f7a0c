"""Where staff begin: a door of its own, because the first address of all belongs to the public."""

from django.urls import path

from dieuhanh.faces.desk import views

urlpatterns = [path("start/", views.front, name="front")]
