"""How allauth speaks and acts here: our words, our event log, encrypted secrets, no mails of its own."""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import InvalidToken
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import User
from foundation.signin import demonstration, log, oidc
from foundation.signin.browsers import browser_words
from foundation.signin.ending import end_sessions
from foundation.signin.fresh import is_fresh
from foundation.signin.sealing import box
from foundation.signin.standing import may_enter
from foundation.signin.targets import is_own

TOO_MANY = _("Too many attempts. Wait a few minutes and try again.")
WRONG_CODE = _("This code is not right. Codes change every 30 seconds and work once; wait for the next one.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("E-mail address and password do not belong together. Check both and try again."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": WRONG_CODE,
        "invalid_password_reset": _("This link does not work any more. Ask for a new one."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether a page may send people on to `url`: addresses of this very host only."""
        return is_own(url)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """As a wrong password, also to the time it takes, where the account opens no more."""
        user = super().authenticate(request, **credentials)
        if user is None or may_enter(user):
            return user
        self.authentication_failed(request, **credentials)
        return None

    def pre_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse | None:
        """Every way in passes here."""
        if not may_enter(user):
            clear_login(request)
            return self.respond_user_inactive(request, user)
        oidc.remember(request, user)
        return super().pre_login(request, user, **facts)

    def get_login_stages(self) -> list[str]:
        ours = "foundation.signin.stages.SecondStep"
        return [ours if one == "allauth.mfa.stages.AuthenticateStage" else one for one in super().get_login_stages()]

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """allauth's, the provider for whoever came through it, and a click for whoever came by one."""
        ways = super().get_reauthentication_methods(user)
        if oidc.name() and SocialAccount.objects.filter(user_id=user.pk, provider=oidc.PROVIDER).exists():
            ways.append({"id": "provider", "description": oidc.name(), "url": reverse("oidc_start")})
        if demonstration.is_persona(user):
            ways.append(
                {"id": "demonstration", "description": _("Demonstration"), "url": reverse("demonstration_again")}
            )
        return ways

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        log.sign_in_failed(credentials.get("email", ""))

    def is_reauthentication_required(self, *, app: str) -> bool:
        return not is_fresh(context.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("foundation:account")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Nothing is mailed from inside a request: events and the outbox tell people what happened."""
        raise PermissionDenied(template_prefix)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": _("Set up a passkey or your authenticator app first."),
    }

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002  allauth's name
        return browser_words(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Attest"}

    def encrypt(self, text: str) -> str:
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Refuses the code where the key that made the secret is gone: the second factor has to be set up anew."""
        try:
            return box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as lost:
            raise self.validation_error("incorrect_code") from lost


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[Any]) -> None:
        """All but the present one, also those that allauth's list does not know."""
        super().end_sessions(sessions)
        user = context.request.user
        count = len(list(sessions)) + end_sessions(user, keep=context.request.session.session_key)
        if count:
            log.sessions_ended(user, count=count)
