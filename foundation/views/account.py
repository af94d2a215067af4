"""One's own page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from foundation.access import live_grants
from foundation.web import show


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own page: who one is here, and the locks of one's account."""
    return show(request, "foundation/account.html", {"grants": live_grants(request.user)})
