"""Signing in with the organisation's own provider (OpenID Connect), where the environment names one.

It opens accounts that are there and makes none: by the subject that is linked to an account, or the first time by an
address that the provider has verified. allauth speaks the protocol (state, PKCE); what it leaves open is closed here:
a nonce, the signature of every token, its algorithms, the issuer's own name, and nothing in the address that changes
what is asked. A second factor given there counts here only where the environment says so.
"""

import json
import logging
import secrets
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

import jwt
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from requests import RequestException

from foundation.directory.models import User
from foundation.signin import log
from foundation.signin.standing import may_enter

PROVIDER = "oidc"  # of the one app in settings.SOCIALACCOUNT_PROVIDERS, and in SocialAccount.provider
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY = 60  # seconds by which the provider's clock may differ
LONGEST_SUBJECT = 191  # characters
AGO = 5 * 60  # seconds since the provider asked the person
DAMAGED = (OAuth2Error, RequestException, jwt.PyJWTError, AttributeError, KeyError, TypeError, ValueError)


def name() -> str:
    """What the sign-in page calls the provider; “” where none is configured."""
    apps = _build_apps_from_settings(provider=PROVIDER)
    return next((app.name for found in apps.values() for app in found), "")


class Claims:
    """What the provider says of a person, from a token whose signature, issuer, audience and time were checked."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said = said

    @property
    def verified_email(self) -> str:
        """The address, where the provider says in so many words that it checked it; else “”."""
        email = self.said.get("email")
        return email.strip().lower() if isinstance(email, str) and self.said.get("email_verified") is True else ""

    @property
    def has_second_factor(self) -> bool:
        """Whether one of the values that the environment trusts stands in `amr` or `acr`."""
        ways = self.said.get("amr") or []
        said = {*(ways if isinstance(ways, list) else []), self.said.get("acr")}
        return any(value in said for value in settings.OIDC_TRUSTED_MFA)

    @property
    def is_fresh(self) -> bool:
        """Whether the provider asked the person just now, not only remembered them."""
        at = self.said.get("auth_time")
        return isinstance(at, int) and abs(time.time() - at) < AGO

    def answers(self, nonce: str) -> bool:
        said = self.said.get("nonce")
        return isinstance(said, str) and bool(nonce) and constant_time_compare(said, nonce)


class HouseProvider(OpenIDConnectProvider):
    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Asks always the same: signing in, with our scopes; only the way back comes from the request."""
        nonce = secrets.token_urlsafe(32)
        asked: dict[str, Any] = {"process": AuthProcess.LOGIN, "nonce": nonce, "auth_params": {"nonce": nonce}}
        if request.user.is_authenticated:  # asked again who one is
            asked |= {"again": True, "auth_params": asked["auth_params"] | {"prompt": "login", "max_age": "0"}}
        next_url = get_next_redirect_url(request)
        return asked | ({"next_url": next_url} if next_url else {})

    def get_oauth2_adapter(self, request: HttpRequest) -> "HouseClient":
        return HouseClient(request)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing about the person is kept but the subject."""
        return {}


class HouseClient(OpenIDConnectOAuth2Adapter):
    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, PROVIDER)

    @property
    def openid_config(self) -> dict[str, Any]:
        """The provider's description of itself, which must bear the name that was configured (OIDC Discovery 4.3)."""
        config = super().openid_config
        if config.get("issuer") != self.get_provider().app.settings["issuer"]:
            raise OAuth2Error("The provider calls itself by another name.")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("oidc_callback"))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """The login behind a token; where it lacks the address, the provider is asked about the same subject."""
        claims = self._checked(app, kwargs["response"].get("id_token"))
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("The answers are about different people.")
            claims = more | claims
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.claims = Claims(claims)
        return login

    def _checked(self, app: SocialApp, token: object) -> dict[str, Any]:
        """The claims of an ID token (OIDC Core 3.1.3.7); OAuth2Error for whatever is wrong with it."""
        try:
            key = self._key(jwt.get_unverified_header(str(token)))
            claims = jwt.decode(
                str(token),
                key=key,
                algorithms=list(ALGORITHMS),
                audience=app.client_id,
                issuer=app.settings["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as damage:
            raise OAuth2Error("The token is not the provider's.") from damage
        if claims.get("azp", app.client_id) != app.client_id or not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
            raise OAuth2Error("The token is for somebody else.")
        return claims

    def _key(self, header: dict[str, Any]) -> Any:
        """The provider's key that the token names, of the kind its algorithm needs."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = [key for key in answer.json()["keys"] if key.get("use", "sig") == "sig"]
        wanted = [key for key in keys if key.get("kid") == header.get("kid")]
        if len(wanted) != 1 or header.get("alg") not in ALGORITHMS:
            raise ValueError("no such key")
        return jwt.PyJWK.from_json(json.dumps(wanted[0]), algorithm=header["alg"]).key


class ProviderAdapter(DefaultSocialAccountAdapter):
    """settings.SOCIALACCOUNT_ADAPTER: the one provider of the environment, and whose account a sign-in opens."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """Those of the environment; none is kept in the database."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> HouseProvider:
        return HouseProvider(request, app=self.get_app(request, provider=PROVIDER))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Decides whose account this opens; refuses with one sentence, whatever the reason."""
        claims: Claims = sociallogin.claims
        state = sociallogin.state
        if not claims.answers(state.get("nonce", "")) or (state.get("again") and not claims.is_fresh):
            self.on_authentication_error(request, sociallogin.provider)
        if not sociallogin.is_existing:
            _link(request, sociallogin, claims.verified_email)
        if not may_enter(sociallogin.user):
            raise ImmediateHttpResponse(_refused(request))
        request.provider_claims = claims  # type: ignore[attr-defined]  # for remember(), when the old session has gone

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_facts: Any) -> None:
        log.provider_refused()
        raise ImmediateHttpResponse(_refused(request))


def remember(request: HttpRequest, user: User) -> None:
    """Writes into the session that follows what the provider proved; no more than that counts."""
    claims: Claims | None = getattr(request, "provider_claims", None)
    if claims is None:
        return
    facts = {"provider": PROVIDER, "stale": not claims.is_fresh or None}
    record_authentication(request, user, "provider", **facts)
    if claims.has_second_factor:
        record_authentication(request, user, "mfa", **facts)


def _refused(request: HttpRequest) -> HttpResponse:
    sentence = _("Signing in with %(provider)s did not work, or no account here belongs to it.") % {"provider": name()}
    messages.error(request, sentence)
    return redirect("account_login")


@transaction.atomic
def _account_of(email: str, subject: str) -> User | None:
    """Links the account of a verified address to the subject; None where there is none or it has another subject."""
    user = User.objects.people().select_for_update().filter(email__iexact=email).first() if email else None
    if user is None or not may_enter(user) or SocialAccount.objects.filter(user=user, provider=PROVIDER).exists():
        return None
    SocialAccount.objects.create(user=user, provider=PROVIDER, uid=subject)
    log.provider_linked(user)
    return user


def _link(request: HttpRequest, sociallogin: SocialLogin, email: str) -> None:
    user = _account_of(email, sociallogin.account.uid)
    if user is None:
        log.provider_refused()
        raise ImmediateHttpResponse(_refused(request))
    sociallogin.account = SocialAccount.objects.get(provider=PROVIDER, uid=sociallogin.account.uid)
    sociallogin.user = user


def _where_configured(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """404 without a provider; one that is away, or answers nonsense, is a refused sign-in and no fault of ours."""

    @login_not_required
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if not name():
            raise Http404
        try:
            return view(request)
        except DAMAGED:
            logging.getLogger(__name__).warning("the sign-in provider failed", exc_info=True)
            log.provider_refused()
            return _refused(request)

    return answer


@_where_configured
def start(request: HttpRequest) -> HttpResponse:
    """Sends the person to the provider."""
    return get_adapter().get_provider(request, PROVIDER).redirect_from_request(request)


@_where_configured
def come_back(request: HttpRequest) -> HttpResponse:
    """Where the provider sends the person back to."""
    return OAuth2CallbackView.adapter_view(HouseClient(request))(request)
