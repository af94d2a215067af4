"""What outsiders reach at all: their own account and the pages of rows that a grant shows; the rest is not there.

Which rows is decided by `visible_to`; this list is the second gate, so that a new page is closed to outsiders until
somebody opens it here. Source: S-13 (docs/adr/0003-separation.md).
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from foundation.directory.models import User

OPEN = {
    "foundation:home",
    "foundation:account",
    "foundation:notifications",
    "foundation:read_notifications",
    "foundation:read_notification",
    "foundation:theme",
    "livez",
    "readyz",
    "audits:audit",
    "audits:finding",
    "audits:report",
    "assurance:evidence",
    "assurance:evidence_file",
    "assurance:framework",
    "assurance:requirement",
}
OWN_SIGN_IN = ("account_", "mfa_", "usersessions_", "demonstration_")


class OutsidersMiddleware:
    """Answers 404 to an outsider for every page that is not opened to outsiders."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        user, match = request.user, request.resolver_match
        if not isinstance(user, User) or user.kind != User.Kind.OUTSIDE or match is None:
            return
        name = match.view_name
        if name not in OPEN and not name.startswith(OWN_SIGN_IN):
            raise Http404
