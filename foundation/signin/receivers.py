"""What allauth tells of sign-ins and locks, handed to the log. Connected when the foundation is ready."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, password_reset, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from foundation.directory.models import Unit, User
from foundation.signin import log, second_factor
from foundation.signin.ending import end_access


@receiver(user_logged_in)
def on_signed_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    proofs = get_authentication_records(request, user)
    log.signed_in(user, how=" + ".join(dict.fromkeys(proof.get("type", proof["method"]) for proof in proofs)))
    request.session["organisation"] = Unit.objects.filter(parent=None).values_list("name", flat=True).first() or ""
    second_factor.check(request, user)


@receiver(user_logged_out)
def on_signed_out(user: User | None, **_signal: Any) -> None:
    if user is not None:
        log.signed_out(user)


@receiver(password_changed)
def on_password_changed(request: HttpRequest, user: User, **_signal: Any) -> None:
    log.password_changed(user)
    end_access(user, keep=request.session.session_key)


@receiver(password_reset)
def on_password_reset(user: User, **_signal: Any) -> None:
    log.password_set(user)
    end_access(user)


@receiver(authentication_failed)
def on_code_refused(user: User, **_signal: Any) -> None:
    log.code_refused(user)


@receiver(authenticator_added)
def on_authenticator_added(request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    if authenticator.type in second_factor.KINDS:
        log.second_factor_added(user, kind=authenticator.type)
        second_factor.has_come(request)
        request.session.cycle_key()
        UserSession.objects.create_from_request(request)


@receiver(authenticator_removed)
def on_authenticator_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_signal: Any) -> None:
    if authenticator.type in second_factor.KINDS:
        log.second_factor_removed(user, kind=authenticator.type)
        second_factor.has_gone(request, user)
        end_access(user, keep=request.session.session_key)


@receiver(authenticator_reset)
def on_recovery_codes_made(user: User, **_signal: Any) -> None:
    log.recovery_codes_made(user)


@receiver(authenticator_used)
def on_authenticator_used(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        log.recovery_code_used(user)
