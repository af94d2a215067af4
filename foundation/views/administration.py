"""Where administrators and compliance officers find what they set up and watch."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from foundation.access import require
from foundation.administration import groups_of
from foundation.permissions import VIEW_ADMINISTRATION
from foundation.web import show


@require_safe
def administration(request: HttpRequest) -> HttpResponse:
    """The index: a card for each page the person's roles are offered."""
    require(request.user, VIEW_ADMINISTRATION)
    return show(request, "foundation/administration.html", {"groups": groups_of(request.user)})
