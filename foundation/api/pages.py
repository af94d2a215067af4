"""The schema, the page that shows it, and the answer to addresses of the API that do not exist."""

from functools import lru_cache
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, override
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from foundation.api.doors import Door
from foundation.api.permissions import OpenToOutsiders


class Schema(SpectacularAPIView):
    """The same as docs/openapi.yaml, for who is signed in. It takes seconds to write, so a process writes it once."""

    permission_classes = [IsAuthenticated, OpenToOutsiders]
    custom_settings = None

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        renderer = request.accepted_renderer
        said = f'inline; filename="{self._get_filename(request, "")}"'
        kind: type[BaseRenderer] = type(renderer)
        text = written(kind, get_language() or settings.LANGUAGE_CODE)  # type: ignore[arg-type]  # classes can be hashed
        return HttpResponse(text, content_type=renderer.media_type, headers={"Content-Disposition": said})


@lru_cache(maxsize=16)
def written(renderer: type[BaseRenderer], language: str) -> bytes:
    """The schema in a format and a language; it says the same to everybody."""
    with override(language):
        schema = Schema.generator_class().get_schema(request=None, public=True)
        return renderer().render(schema, renderer_context={})


@method_decorator(csp_update({"style-src": ["'unsafe-inline'"]}), name="dispatch")
class Docs(SpectacularSwaggerSplitView):
    """The schema to read and to try; its library styles itself inline, which this page alone allows."""

    permission_classes = [IsAuthenticated, OpenToOutsiders]
    url_name = "api:schema"
    template_name = "foundation/api_docs.html"


class NotThere(Door):
    """Any other address below /api/v1/: the 404 of records that do not exist, once it is known who asks."""

    schema = None
    takes_any_query = True
    parser_classes: list[Any] = []

    def nothing(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404
