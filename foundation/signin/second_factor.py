"""Outsiders and administrators sign in with a second factor; until they have one, setting it up is all they can do.

Asked at every request, so that it counts from the moment somebody becomes an administrator.
Source: docs/adr/0040-sign-in.md (ASVS 6.3.3).
"""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from foundation.directory.models import User
from foundation.signin.passwords import needs_more

GIVEN = "second_factor"  # in the session: signed in with one, or set one up since
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
OPEN_WITHOUT = {
    "mfa_choose",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "account_reauthenticate",
    "demonstration_again",
    "account_logout",
    "oidc_start",
    "oidc_callback",
    "foundation:theme",
}
BY_PROGRAM = "api:"  # says so itself, in JSON (foundation.api.authentication)


def check(request: HttpRequest, user: User) -> None:
    """Remembers at sign-in whether a second factor was given."""
    request.session[GIVEN] = any(entry["method"] == "mfa" for entry in get_authentication_records(request, user))


def has_come(request: HttpRequest) -> None:
    request.session[GIVEN] = True


def has_gone(request: HttpRequest, user: User) -> None:
    """One was removed; the last one has to be replaced at once by whoever needs one."""
    request.session[GIVEN] = get_adapter().is_mfa_enabled(user, types=KINDS)


def is_missing(request: HttpRequest) -> bool:
    """Whether the person has to set up a second factor before anything else."""
    return request.user.is_authenticated and not request.session.get(GIVEN) and needs_more(request.user)


def has_none(user: User) -> bool:
    """Whether an account that needs a second factor has none: then nothing but setting it up opens it, no token either."""
    return needs_more(user) and not get_adapter().is_mfa_enabled(user, types=KINDS)


class SecondFactor:
    """The middleware that sends people on who still have to set up their second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name in OPEN_WITHOUT or match.view_name.startswith(BY_PROGRAM):
            return None
        if not is_missing(request):
            return None
        return redirect("mfa_choose")
