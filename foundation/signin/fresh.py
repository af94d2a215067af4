"""Acts worth asking again who one is: grants, locks, closing accounts, tokens, secrets, signatures (ASVS 7.5.1, 7.5.3).

Steps that are signatures say so in their table: `Step(…, signed=True)`. Elsewhere `@fresh_sign_in_required` on a view, or
`require_fresh_sign_in(request)` where a view knows only later. Who signed in or confirmed
longer ago than the policy allows is asked, and then finds what they sent done.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.clock import today

View = Callable[..., HttpResponse]
WAYS = ("password", "mfa", "provider")


def _minutes(value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 60:
        raise ValidationError(_("A whole number of minutes, from 1 to 60."))


FRESH_FOR = policy.declare(
    "signin.fresh_minutes",
    label=gettext_lazy("Minutes after which sensitive acts ask again who one is"),
    value=5,
    check=_minutes,
)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person proved who they are within the last minutes; a request without a session never is."""
    return _proved_lately(request, WAYS)


def require_proof(request: HttpRequest, *, within: timedelta) -> datetime:
    """When the person last proved who they are; asks “Is it you?” where that is longer ago than the act allows."""
    latest = _proved_at(request, WAYS)
    if not 0 <= time.time() - latest < within.total_seconds():
        raise ReauthenticationRequired
    return datetime.fromtimestamp(latest, tz=UTC)


def is_strong(request: HttpRequest) -> bool:
    """The same by a second factor: a passkey, or a code of the app."""
    return _proved_lately(request, ("mfa",))


def _proved_lately(request: HttpRequest, ways: tuple[str, ...]) -> bool:
    since = time.time() - _proved_at(request, ways)
    return 0 <= since < 60 * policy.current(FRESH_FOR, today()).value


def _proved_at(request: HttpRequest, ways: tuple[str, ...]) -> float:
    """The second of the last proof; zero without one, and without a session."""
    if not request.user.is_authenticated or not hasattr(request, "session"):
        return 0.0
    proofs = get_authentication_records(request, request.user)
    return max((proof["at"] for proof in proofs if proof["method"] in ways and not proof.get("stale")), default=0.0)


def require_fresh_sign_in(request: HttpRequest) -> None:
    """Raises what the middleware turns into the question “Is it you?”; afterwards the request goes on by itself."""
    if not is_fresh(request):
        raise ReauthenticationRequired


def fresh_sign_in_required(view: View) -> View:
    """The same view for people who have just proved who they are; others are asked first."""

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require_fresh_sign_in(request)
        return view(request, *args, **kwargs)

    return ask_first


def fresh_sign_in_to_write(view: View) -> View:
    """Reading is free; sending asks."""

    @wraps(view)
    def ask_first(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            require_fresh_sign_in(request)
        return view(request, *args, **kwargs)

    return ask_first


_verbs: set[str] = {
    "directory.change_email",
    "directory.grant_role",
    "directory.reopen_account",
    "foundation.change_policy",
}


def sensitive(verb_name: str) -> str:
    """Has the second person of an approval asked again before a yes runs this verb."""
    _verbs.add(verb_name)
    return verb_name


def require_fresh_for(request: HttpRequest, verb_name: str) -> None:
    if verb_name in _verbs:
        require_fresh_sign_in(request)


__all__ = [
    "FRESH_FOR",
    "fresh_sign_in_required",
    "fresh_sign_in_to_write",
    "is_fresh",
    "is_strong",
    "require_fresh_for",
    "require_fresh_sign_in",
    "require_proof",
    "sensitive",
]
