from django.urls import path

from dieuhanh.kernel.setup import views

app_name = "setup"
urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/new/", views.new_person, name="new_person"),
    path("people/<row:pk>/", views.person, name="person"),
    path("people/<row:pk>/change/", views.change_person, name="change_person"),
    path("people/<row:pk>/code/", views.new_code, name="new_code"),
    path("people/<row:pk>/account/", views.account, name="account"),
    path("people/import/", views.import_people, name="import_people"),
    path("people/import/template/", views.people_template, name="people_template"),
    path("posts/<row:pk>/end/", views.end_post, name="end_post"),
    path("units/import/", views.import_units, name="import_units"),
    path("units/import/template/", views.units_template, name="units_template"),
    path("units/<row:pk>/slips/", views.slips, name="slips"),
]
