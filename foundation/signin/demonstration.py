"""Signing in by a click on a persona's card; only where settings.DEMO, and 404 everywhere else."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse

from foundation.directory.demo import Persona, personas
from foundation.directory.models import User


def cards() -> tuple[list[Persona], list[Persona]]:
    """The main cards and the further people, as far as their accounts exist; nothing without settings.DEMO."""
    if not settings.DEMO:
        return [], []
    emails = [persona.email for persona in personas()]
    there = set(User.objects.filter(email__in=emails, is_active=True).values_list("email", flat=True))
    shown = [persona for persona in personas() if persona.email in there]
    return [one for one in shown if one.card is not None], [one for one in shown if one.card is None]


def persona_account(person: str) -> User:
    """The account behind a card; 404 for any other person, so that nobody else can be signed in this way."""
    if not settings.DEMO:
        raise Http404
    email = next((persona.email for persona in personas() if persona.person == person), None)
    user = User.objects.people().filter(email=email, is_active=True).first() if email else None
    if user is None:
        raise Http404
    return user


def is_persona(user: User) -> bool:
    """Whether a click on a card lets this account in, and so also answers “Is it you?”."""
    return settings.DEMO and user.email in {persona.email for persona in personas()}


def prove(request: HttpRequest, user: User) -> None:
    """Counts as password and second factor given just now."""
    for method in ("password", "mfa"):
        record_authentication(request, user, method, reauthenticated=True, demonstration=True)


def sign_in(request: HttpRequest, user: User) -> HttpResponse:
    """Signs `user` in as if by password and second factor just now, and sends them on."""
    if request.user.is_authenticated:
        logout(request)
    prove(request, user)
    adapter = get_adapter(request)
    adapter.login(request, user)
    facts = {"email_verification": "none", "signal_kwargs": None, "email": user.email, "signup": False}
    return adapter.post_login(request, user, redirect_url=None, **facts)
