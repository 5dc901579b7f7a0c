from django.urls import path

from dieuhanh.kernel.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notices, name="list"),
    path("notices/settings/", views.settings, name="settings"),
    path("notices/outbox/", views.outbox, name="outbox"),
    path("notices/addresses/", views.addresses, name="addresses"),
    path("notices/addresses/<row:pk>/", views.address, name="address"),
]
