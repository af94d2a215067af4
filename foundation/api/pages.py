"""The schema, the page that shows it, and the answer to addresses of the API that do not exist."""

from typing import Any

from csp.decorators import csp_update
from django.http import Http404
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request

from foundation.api.doors import Door
from foundation.api.permissions import OpenToOutsiders


class Schema(SpectacularAPIView):
    """The same as docs/openapi.yaml, for who is signed in."""

    permission_classes = [IsAuthenticated, OpenToOutsiders]
    custom_settings = None


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
