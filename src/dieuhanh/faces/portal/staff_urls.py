"""Staff pages of the public face: what is public, its preview, the office's words, and the visits."""

from django.urls import path

from dieuhanh.faces.portal import staff_views

app_name = "publication"
urlpatterns = [
    path("publication/", staff_views.overview, name="overview"),
    path("publication/office/", staff_views.office, name="office"),
    path("publication/plans/<row:pk>/", staff_views.plan, name="plan"),
    path("publication/documents/<row:pk>/", staff_views.document, name="document"),
    path("visits/", staff_views.visits, name="visits"),
]
