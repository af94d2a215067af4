"""Outsiders and administrators sign in with a second factor; until they have one, setting it up is all they can do.

Source: docs/adr/0040-sign-in.md (ASVS 6.3.3).
"""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from foundation.directory.models import User
from foundation.signin.passwords import needs_more

MISSING = "second_factor_missing"  # in the session
OPEN_WITHOUT = {"mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate", "account_logout", "theme"}


def check(request: HttpRequest, user: User, *, used: bool | None = None) -> None:
    """Remembers in the session whether the account still lacks the second factor it needs."""
    if used is None:
        used = any(entry["method"] == "mfa" for entry in get_authentication_records(request, user))
    request.session[MISSING] = needs_more(user) and not used


def has_come(request: HttpRequest) -> None:
    request.session[MISSING] = False


class SecondFactor:
    """The middleware that sends people on who still have to set up their second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.url_name in OPEN_WITHOUT or not request.user.is_authenticated:
            return None
        return redirect("mfa_activate_totp") if request.session.get(MISSING) else None
