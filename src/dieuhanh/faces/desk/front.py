"""The first page, until the public home is built: staff go to their desk, strangers are asked to sign in there."""

from django.urls import path

from dieuhanh.faces.desk import views

urlpatterns = [path("", views.front, name="front")]
