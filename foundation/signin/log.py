"""Sign-ins and changes of an account's locks, written to the one log; the account's owner is told of the latter.

Nothing that a person typed goes into an event: a password ends up in the e-mail field often enough.
"""

from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from foundation.access import robot
from foundation.directory.models import User
from foundation.looks import look
from foundation.models.trail import Event, Notification
from foundation.trail import record

look(
    "event",
    signed_in=("good", "arrow-right-end-on-rectangle"),
    signed_out=("mute", "arrow-right-start-on-rectangle"),
    sign_in_failed=("bad", "no-symbol"),
    code_refused=("bad", "no-symbol"),
    passkey_refused=("bad", "no-symbol"),
    password_changed=("warn", "key"),
    password_set=("warn", "key"),
    invited=("info", "envelope"),
    invitation_accepted=("good", "key"),
    session_ended=("mute", "arrow-right-start-on-rectangle"),
    access_ended=("warn", "computer-desktop"),
    provider_linked=("warn", "link"),
    provider_refused=("bad", "no-symbol"),
    link_asked=("warn", "key"),
    second_factor_added=("good", "device-phone-mobile"),
    second_factor_removed=("bad", "device-phone-mobile"),
    recovery_codes_made=("warn", "key"),
    recovery_code_used=("warn", "key"),
    sessions_ended=("warn", "computer-desktop"),
)


@transaction.atomic
def note(
    user: User, kind: str, summary: str | Promise, *, by: User | None = None, tell: bool = False, **details: Any
) -> Event:
    """Writes an event about the account, by its owner unless said otherwise; `tell` puts a mail into the outbox.

    record() never tells people of their own deeds; whoever stole a session does them in the owner's name.
    """
    event = record(actor=by or user, kind=kind, subject=user, summary=str(summary), details=details)
    if tell and user.is_active:
        Notification.objects.create(event=event, user=user, next_try_at=event.at)
    return event


def signed_in(user: User, *, how: str) -> None:
    note(user, "account.signed_in", _("Signed in"), how=how)


def signed_out(user: User) -> None:
    note(user, "account.signed_out", _("Signed out"))


def sign_in_failed(email: str) -> None:
    """Notes a refused password; for an address nobody has, about the account of scheduled work.

    An event is written either way, so that the time it takes tells nothing.
    """
    user = User.objects.people().filter(email__iexact=email.strip()).first() if email else None
    summary = _("Sign-in refused: wrong password") if user else _("Sign-in refused: unknown address")
    note(user or robot(), "account.sign_in_failed", summary, by=robot())


@transaction.atomic
def ask_nobody() -> None:
    """Notes that a link was asked for an address that opens nothing: the same rows as for one that does, and no mail."""
    event = note(robot(), "account.unknown_link_asked", _("A link was asked for an unknown address"))
    Notification.objects.create(event=event, user=event.content.actor, mailed_at=event.at, next_try_at=None)


def code_refused(user: User) -> None:
    note(user, "account.code_refused", _("Sign-in refused: wrong code"), by=robot())


def password_changed(user: User) -> None:
    note(user, "account.password_changed", _("Your password was changed"), tell=True)


def password_set(user: User) -> None:
    note(user, "account.password_set", _("A password was set by a link sent by e-mail"), tell=True)


ADDED = {
    "totp": _lazy("An authenticator app was set up for your account"),
    "webauthn": _lazy("A passkey was added to your account"),
}
REMOVED = {
    "totp": _lazy("The authenticator app was removed from your account"),
    "webauthn": _lazy("A passkey was removed from your account"),
}


ENDS = {
    "idle": _lazy("Signed out: not used for too long"),
    "long": _lazy("Signed out: signed in for too long"),
    "closed": _lazy("Signed out: the account opens no more"),
}


def second_factor_added(user: User, *, kind: str) -> None:
    note(user, "account.second_factor_added", ADDED[kind], tell=True, of=kind)


def second_factor_removed(user: User, *, kind: str) -> None:
    note(user, "account.second_factor_removed", REMOVED[kind], tell=True, of=kind)


def passkey_refused(user: User | None) -> None:
    """Of a known account at its second step; else about the account of scheduled work."""
    note(user or robot(), "account.passkey_refused", _("Sign-in refused: passkey not accepted"), by=robot())


def recovery_codes_made(user: User) -> None:
    note(user, "account.recovery_codes_made", _("New recovery codes were made for your account"), tell=True)


def recovery_code_used(user: User) -> None:
    note(user, "account.recovery_code_used", _("A recovery code was used to sign in to your account"), tell=True)


def sessions_ended(user: User, *, count: int) -> None:
    note(user, "account.sessions_ended", _("Signed out everywhere else"), tell=True, count=count)


def access_ended(user: User, *, count: int) -> None:
    """Written by the robot: the verb that ended the right has its own line, which says by whom."""
    note(user, "account.access_ended", _("Signed out everywhere"), by=robot(), count=count)


def invitation_accepted(user: User) -> None:
    note(user, "account.invitation_accepted", _("Invitation accepted: a password was set"), tell=True)


def session_ended(user: User, *, why: str) -> None:
    note(user, "account.session_ended", ENDS[why], by=robot(), why=why)


def provider_linked(user: User) -> None:
    note(user, "account.provider_linked", _("Your account was linked to the organisation's sign-in"), tell=True)


def provider_refused() -> None:
    """About the account of scheduled work: whose sign-in it was is not known, or not believed."""
    note(robot(), "account.provider_refused", _("Sign-in refused: the provider's answer opens no account"), by=robot())
