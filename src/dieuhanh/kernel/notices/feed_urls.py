from django.urls import path

from dieuhanh.kernel.notices import feeds

app_name = "feeds"
urlpatterns = [
    path("<str:token>.ics", feeds.feed, name="own"),
    path("<str:token>/<row:unit>.ics", feeds.feed, name="unit"),
]
