"""Light or dark, and how dense the rows of lists stand."""

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
    return _remembered(request, settings.THEME_COOKIE_NAME, request.POST.get("theme", ""), ("light", "dark"))


@login_not_required
@require_POST
def density(request: HttpRequest) -> HttpResponse:
    """Remembers compact rows in a cookie; anything else means comfortable ones, and removes it."""
    return _remembered(request, settings.DENSITY_COOKIE_NAME, request.POST.get("density", ""), ("compact",))


def _remembered(request: HttpRequest, cookie: str, chosen: str, known: tuple[str, ...]) -> HttpResponse:
    response = redirect(next_or(request, "/"))
    if chosen in known:
        safety = {"secure": settings.SESSION_COOKIE_SECURE, "httponly": True}
        response.set_cookie(cookie, chosen, max_age=YEAR, path="/", samesite="Lax", **safety)
    else:
        response.delete_cookie(cookie, path="/", samesite="Lax")
    return response
