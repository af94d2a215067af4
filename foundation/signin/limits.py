"""How long a session lasts: so long unused, so long in all, and as long as its account opens.

Asked at most once a minute, together with writing down that the session is used. The lengths are policies.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.clock import today
from foundation.directory.models import User
from foundation.signin import log
from foundation.signin.ending import end_access
from foundation.signin.standing import may_enter

SINCE = "since"  # in the session: when it was signed in to, seconds since 1970
ENDED = "ended"  # in the session that follows: why the last one ended, for the sign-in page


def _whole(least: int, most: int, sentence: Any) -> Callable[[object], None]:
    def check(value: object) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValidationError(sentence)

    return check


_MINUTES = _whole(5, 720, gettext_lazy("A whole number of minutes, from 5 to 720."))
IDLE_OUTSIDE = policy.declare(
    "signin.idle_minutes_outside",
    label=gettext_lazy("Minutes without activity after which outsiders are signed out"),
    value=30,
    check=_whole(5, 30, gettext_lazy("A whole number of minutes, from 5 to 30: people outside never stay longer.")),
)
IDLE = policy.declare(
    "signin.idle_minutes",
    label=gettext_lazy("Minutes without activity after which staff are signed out"),
    value=480,
    check=_MINUTES,
)
IN_ALL = policy.declare(
    "signin.session_hours",
    label=gettext_lazy("Hours after which everybody signs in again"),
    value=12,
    check=_whole(1, 24, gettext_lazy("A whole number of hours, from 1 to 24.")),
)


@receiver(user_logged_in)
def begin(request: HttpRequest, user: User, **_signal: Any) -> None:
    request.session[SINCE] = time.time()


def why_over(request: HttpRequest, user: User) -> str:
    """“” while the session goes on, else “idle”, “long” or “closed”."""
    idle = IDLE_OUTSIDE if user.kind == User.Kind.OUTSIDE else IDLE
    lengths = policy.currents(idle, IN_ALL, on=today())
    if timezone.now() - request.session.seen_at >= timedelta(minutes=lengths[idle].value):
        return "idle"
    if time.time() - request.session.get(SINCE, 0.0) >= 3600 * lengths[IN_ALL].value:
        return "long"
    return "" if may_enter(user) else "closed"


def end(request: HttpRequest, user: User, why: str) -> None:
    """Ends this session, or all of the account that opens no more; the request goes on as a stranger's."""
    request.session.flush()
    if why == "closed":
        end_access(user)
    log.session_ended(user, why=why)
    request.session[ENDED] = why
    request.user = AnonymousUser()


class SessionLimits:
    """The middleware; it stands right behind the one that finds out who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not request.session.was_seen_lately():
            why = why_over(request, request.user)
            if why:
                end(request, request.user, why)
            else:
                request.session.touch()
        return self.get_response(request)
