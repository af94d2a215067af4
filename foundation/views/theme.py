"""Light or dark."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from foundation.signin.targets import next_or

YEAR = 365 * 24 * 3600  # seconds


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remembers light or dark in a cookie; anything else means as the system, and removes it."""
    response = redirect(next_or(request, "/"))
    chosen, facts = request.POST.get("theme", ""), {"path": "/", "samesite": "Lax"}
    if chosen in ("light", "dark"):
        safety = {"secure": settings.SESSION_COOKIE_SECURE, "httponly": True}
        response.set_cookie(settings.THEME_COOKIE_NAME, chosen, max_age=YEAR, **safety, **facts)
    else:
        response.delete_cookie(settings.THEME_COOKIE_NAME, **facts)
    return response
