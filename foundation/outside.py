"""What outsiders reach at all: their own account and the pages that apps open to them; the rest is not there.

Which rows is decided by `visible_to`; this list is the second gate, so that a new page is closed to outsiders until
an app opens it: `open_to_outsiders("certifications:room", …)`. What an outsider is refused is noted in the log.
Source: S-13 (docs/adr/0003-separation.md).
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.defaults import permission_denied

from foundation.directory.models import User
from foundation.models.rooms import GrantedObject
from foundation.models.trail import Event
from foundation.trail import record

OPEN = {
    "foundation:home",
    "foundation:account",
    "foundation:job",
    "foundation:help",
    "foundation:glossary",
    "foundation:mails_of_mine",
    "foundation:tokens",
    "foundation:revoke_token",
    "foundation:notifications",
    "foundation:read_notifications",
    "foundation:read_notification",
    "foundation:theme",
    "foundation:ledger_checkpoint",
    "foundation:ledger_key",
    "foundation:ledger_tile",
    "livez",
    "readyz",
    "api:me",
    "api:notification-list",
    "api:notification-mails",
    "api:notification-detail",
    "api:schema",
    "api:docs",
}
BY_PROGRAM = "api:"  # asks is_open() itself, once it knows who calls (foundation.api.permissions)
OWN_SIGN_IN = ("account_", "mfa_", "usersessions_", "demonstration_", "oidc_")

LOOK_ONLY = gettext_lazy("This is only looked at. What people outside write are questions and samples.")
REFUSED = "outside.refused"
REFUSALS_NOTED = 100  # of one account within an hour: who tries addresses by machine does not fill the log

_homes: list[str] = []
_written: set[str] = set()


def open_to_outsiders(*names: str, home: str = "", written: Iterable[str] = ()) -> None:
    """Opens pages and routes of the API by their names; `home` is the page where outsiders start.

    `written` are the routes of the API where they also POST; of pages their views say so.
    """
    OPEN.update(names)
    _written.update(written)
    if home:
        OPEN.add(home)
        _homes.append(home)


def home_of_outsiders() -> str | None:
    """The URL name of the page where outsiders start; None while no app offers one."""
    return _homes[-1] if _homes else None


def is_open(name: str) -> bool:
    return name in OPEN or name.startswith(OWN_SIGN_IN)


def is_written(name: str) -> bool:
    """Whether outsiders POST to a route of the API."""
    return name in _written


class OutsidersMiddleware:
    """Answers 404 to an outsider for every page that is not opened to outsiders, and notes what they are refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code not in (403, 404, 405) or request.resolver_match is None or not _is_outside(request):
            return response
        note_refusal(request.user, request.method or "", request.path)  # type: ignore[arg-type]
        only_looked_at = response.status_code == 405 and not request.resolver_match.view_name.startswith(BY_PROGRAM)
        return permission_denied(request, PermissionDenied(LOOK_ONLY)) if only_looked_at else response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if match is None or match.view_name.startswith(BY_PROGRAM) or not _is_outside(request):
            return
        if not is_open(match.view_name):
            raise Http404


def _is_outside(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return isinstance(user, User) and user.kind == User.Kind.OUTSIDE


@transaction.atomic
def note_refusal(user: User, method: str, path: str) -> None:
    """Leaves an event that an outsider was refused an address, on both sides of the room that is open to them, if one is."""
    lately = Event.objects.about(user).filter(kind=REFUSED, at__gt=timezone.now() - timedelta(hours=1))
    if lately[:REFUSALS_NOTED].count() >= REFUSALS_NOTED:
        return
    live = GrantedObject.objects.live(user, timezone.now())  # from wherever it was tried
    room = live.order_by("-pk").values_list("grant_uuid", flat=True).first()
    summary = _("was refused %(path)s") % {"path": path[:200]}
    record(actor=user, kind=REFUSED, subject=user, summary=summary, details={"method": method}, grant_uuid=room)
