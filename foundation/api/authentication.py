"""Who calls: by a token that its owner made, or by the session of the pages, which wants the token of its form."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from knox import auth
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from foundation import origin
from foundation.directory.models import User
from foundation.models.programs import ApiToken
from foundation.signin.second_factor import has_none, is_missing
from foundation.signin.standing import may_enter

USED = timedelta(minutes=1)  # how exact “last used” is


class TokenAuthentication(auth.TokenAuthentication):
    """`Authorization: Bearer attest_…`; dead once it has run out, was revoked, or its account is closed."""

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        try:
            user, found = super().authenticate_credentials(token)
        except UnicodeDecodeError as error:
            raise exceptions.AuthenticationFailed(_("Invalid token.")) from error
        now = timezone.now()
        if found.last_used_at is None or found.last_used_at < now - USED:
            ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
        origin.by_program(found)
        return user, found

    def _cleanup_token(self, auth_token: ApiToken) -> bool:
        """Whether it is dead. It is kept: its owner sees on the page what there was."""
        return not auth_token.is_live(timezone.now())

    def validate_user(self, auth_token: ApiToken) -> tuple[User, ApiToken]:
        user = auth_token.user
        if not may_enter(user) or has_none(user):
            raise exceptions.AuthenticationFailed(_("Invalid token."))
        return super().validate_user(auth_token)


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of the pages; without the second factor that an account needs it opens nothing here either."""

    def authenticate(self, request: Request) -> Any:
        found = super().authenticate(request)
        if found is not None and is_missing(request._request):
            raise exceptions.PermissionDenied(_("Set up your second factor first."))
        return found
