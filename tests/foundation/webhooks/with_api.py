"""Every address of Attest, with an API that knows findings."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLResolver, include, path
from django.views.decorators.http import require_safe

from config.urls import urlpatterns as ours


@require_safe
def finding(request: HttpRequest, uuid: str) -> HttpResponse:
    return HttpResponse(uuid)


api = [path("v1/findings/<uuid:uuid>/", finding, name="finding-detail")]
pages = [one for one in ours if not (isinstance(one, URLResolver) and one.namespace == "api")]
urlpatterns = [*pages, path("api/", include((api, "api")))]
