"""Every address of Attest, one line per app."""

from django.urls import include, path

from audits.views import calendar_feed
from foundation.health import livez, readyz

urlpatterns = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("", include("foundation.urls")),
    path("accounts/", include("foundation.signin.urls")),
    path("administration/", include("foundation.directory.urls")),
    path("assurance/", include("assurance.urls")),
    path("calendar/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("audits/", include("audits.urls")),
    path("api/", include("config.api", namespace="api")),
    path("", include("certifications.urls")),
    path("people/", include("people.urls")),
    path("report/", include("people.cases.urls")),
]

handler429 = "foundation.signin.views.too_many"  # named so by allauth
