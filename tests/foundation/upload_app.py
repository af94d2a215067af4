"""A web application of two addresses around foundation.files, with all apps loaded: receive and keep, hand out again."""

import os
from collections.abc import Callable
from types import SimpleNamespace

import django
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
django.setup()

from foundation import files  # noqa: E402 - needs the apps to be loaded


def signed_in(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        request.user = SimpleNamespace(is_authenticated=True)
        return get_response(request)

    return answer


def upload(request: HttpRequest) -> JsonResponse:
    """Keeps the one file of the request, as a verb would; a refused file is told with status 422."""
    received = request.FILES["file"]
    try:
        facts = files.accept(received)
        files.keep(received, facts)
    except ValidationError as refused:
        return JsonResponse({"refused": refused.messages}, status=422)
    return JsonResponse({"sha256": facts.sha256, "size": facts.size, "detected_type": facts.detected_type})


def download(request: HttpRequest, sha256: str) -> HttpResponseBase:
    with files.open_stored(sha256) as stored:
        size = stored.seek(0, 2)
    return files.serve(
        request, sha256=sha256, name="large.bin", size=size, content_type="", detected_type=request.GET["type"]
    )


urlpatterns = [path("upload", upload), path("download/<str:sha256>", download)]

settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = [f"{__name__}.signed_in"]
settings.ALLOWED_HOSTS = ["*"]
application = WSGIHandler()
