"""The public pages; `pages.py` holds the same list for the cache, and a test compares them."""

from django.urls import path

from dieuhanh.faces.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("ke-hoach/", views.plans, name="plans"),
    path("ke-hoach/<slug:slug>/", views.plan, name="plan"),
    path("linh-vuc/<slug:slug>/", views.area, name="area"),
    path("van-ban/", views.documents, name="documents"),
    path("van-ban/<slug:slug>/", views.document, name="document"),
    path("tin.xml", views.feed, name="feed"),
    path("so-do-trang.xml", views.sitemap, name="sitemap"),
]
