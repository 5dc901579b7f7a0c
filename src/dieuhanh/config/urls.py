"""Staff pages under /desk/, sign-in under /accounts/; calendar feeds under /feeds/; the public pages take the rest, in English
under /en/."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("dieuhanh.kernel.access.urls")),
    path("en/accounts/", include("dieuhanh.kernel.access.english_urls")),
    path("desk/", include("dieuhanh.faces.desk.urls")),
    path("desk/", include("dieuhanh.kernel.plans.urls")),
    path("desk/", include("dieuhanh.kernel.setup.urls")),
    path("desk/", include("dieuhanh.kernel.notices.urls")),
    path("feeds/", include("dieuhanh.kernel.notices.feed_urls")),
    path("desk/", include("dieuhanh.faces.desk.front")),
    path("desk/", include("dieuhanh.faces.portal.staff_urls")),
    path("", include("dieuhanh.faces.portal.urls", namespace="portal"), {"language": "vi"}),
    path("en/", include("dieuhanh.faces.portal.urls", namespace="portal-en"), {"language": "en"}),
]
handler400 = "dieuhanh.kernel.pages.errors.bad_request"
handler403 = "dieuhanh.kernel.pages.errors.forbidden"
handler404 = "dieuhanh.kernel.pages.errors.not_found"
handler500 = "dieuhanh.kernel.pages.errors.server_error"
