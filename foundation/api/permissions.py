"""What a caller may do at all, before any record is looked at: the scope of the token, and what outsiders reach.

Who may do what with which record is decided where the pages have it decided: in visible_to() and in the verbs.
"""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from foundation.directory.models import User
from foundation.models.programs import ApiToken
from foundation.outside import LOOK_ONLY, is_open, is_written
from foundation.signin.fresh import is_fresh


class WithinTheToken(BasePermission):
    """A token for reading reads. What a person confirms with a second factor or a password is not done by any token."""

    message = _("This token may only read.")

    def has_permission(self, request: Request, view: Any) -> bool:
        token = request.auth
        if not isinstance(token, ApiToken) or request.method in SAFE_METHODS:
            return True
        if getattr(view, "action", None) in (*getattr(view, "in_person", ()), *getattr(view, "confirmed", ())):
            self.message = _("A token cannot do this. Sign in and do it yourself.")
            return False
        return token.scope in (ApiToken.Scope.WRITE, ApiToken.Scope.SIGN)


class Signed(BasePermission):
    """What is as good as a signature wants a token that may sign, or a session whose person has just said who they are.

    Source: security.md 36 (ASVS 7.5.3).
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS or getattr(view, "action", None) not in getattr(view, "signed", ()):
            return True
        if isinstance(request.auth, ApiToken):
            self.message = _("This step is a signature. It wants a token that may sign.")
            return request.auth.scope == ApiToken.Scope.SIGN
        self.message = _(
            "This step is a signature. Confirm on a page of Attest who you are, then take it within minutes."
        )
        return is_fresh(request._request)


class OpenToOutsiders(BasePermission):
    """Outsiders read and write what foundation.outside opens to them, by the name of its route; the rest is not there."""

    message = LOOK_ONLY

    def has_permission(self, request: Request, view: Any) -> bool:
        if isinstance(request.user, User) and request.user.kind == User.Kind.OUTSIDE:
            name = request.resolver_match.view_name if request.resolver_match else ""
            opened = is_open(name) if request.method in SAFE_METHODS else request.method == "POST" and is_written(name)
            if not opened and is_open(name):
                return False
            if not opened:
                raise Http404
        return True
