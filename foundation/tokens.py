"""Tokens with which programs act as their owner: made and revoked by the owner, dead after a policy's days at most."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.clock import today
from foundation.directory.models import User
from foundation.looks import look
from foundation.models.programs import ApiToken
from foundation.models.rooms import GrantedObject
from foundation.models.trail import Notification
from foundation.refusals import Refused
from foundation.signin.ending import ends_with_access
from foundation.trail import record
from foundation.verbs import verb

MOST_TOKENS = 20  # live ones of one person
SIGNING_DAYS = 1  # a token that signs is for the work of a day
OUTSIDE_DAYS = 1  # one of somebody outside, too: it never outlives by more the second factor it was made with


def _days(value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 365:
        raise ValidationError(_("A whole number of days, from 1 to 365."))


LONGEST = policy.declare(
    "foundation.token_days", label=gettext_lazy("Days an API token may last at most"), value=365, check=_days
)
look("event", token_made=("warn", "key"), token_revoked=("good", "key"))


def most_days() -> int:
    return policy.current(LONGEST, today()).value


@verb("foundation.make_token")
def make_token(*, actor: User, name: str, scope: str, days: int, strong: bool = False) -> tuple[ApiToken, str]:
    """Makes a token for oneself; the secret is given back once and kept nowhere.

    `strong`: the actor gave a second factor within the last minutes; a token that signs wants it and lasts one day, and
    so does any of somebody outside, who only reads with it. Raises ValidationError beyond the policy's days, Refused for
    more tokens than anybody can look after, or outside while no room is open.
    """
    if actor.kind == User.Kind.OUTSIDE:
        _may_read_outside(actor, scope, days, strong)
    longest = most_days()
    if not 1 <= days <= longest:
        raise ValidationError({"days": _("A token lasts from 1 to %(most)d days.") % {"most": longest}})
    if scope == ApiToken.Scope.SIGN:
        _may_sign(days, strong)
    User.objects.select_for_update().get(pk=actor.pk)
    if ApiToken.objects.visible_to(actor).live(timezone.now()).count() >= MOST_TOKENS:
        raise Refused("tokens", _("You have %(most)d tokens. Revoke one first.") % {"most": MOST_TOKENS})
    token = ApiToken(user=actor, name=name, scope=scope)
    token.clean_fields(exclude=["digest", "token_key", "user"])
    token, secret = ApiToken.objects.create(actor, timedelta(days=days), name=name, scope=scope)  # type: ignore[call-arg]
    said = {"token": token.uuid, "scope": scope, "until": token.expiry}
    event = record(
        actor=actor, kind="account.token_made", subject=actor, summary=_("API token made: %(name)s") % {"name": name},
        details=said,
    )  # fmt: skip
    Notification.objects.create(event=event, user=actor, next_try_at=event.at)  # whoever stole a session made it
    return token, secret


def _may_read_outside(actor: User, scope: str, days: int, strong: bool) -> None:
    """Source: S-13, docs/adr/0092-tokens-for-certifiers.md."""
    if scope != ApiToken.Scope.READ:
        raise ValidationError({"scope": _("Programs of people outside read. What you write you write yourself.")})
    if days > OUTSIDE_DAYS:
        raise ValidationError({"days": _("A token for people outside lasts one day.")})
    if not strong:
        words = _("This token is made right after a sign-in with a second factor. Sign in with it, then come back.")
        raise ValidationError({"name": words})
    if not GrantedObject.objects.live(actor, timezone.now()).exists():
        raise Refused("room", _("No room is open to you, so there is nothing to read."))


def _may_sign(days: int, strong: bool) -> None:
    """Source: security.md 36 (ASVS 7.5.3), docs/adr/0042-signatures.md."""
    if days > SIGNING_DAYS:
        raise ValidationError({"days": _("A token that may sign lasts 24 hours at most: one day.")})
    if not strong:
        words = _(
            "A token that may sign is made right after a sign-in with a second factor. Sign in with it, then come back."
        )
        raise ValidationError({"scope": words})


@verb("foundation.revoke_token")
def revoke_token(*, actor: User, token: ApiToken) -> ApiToken:
    """Ends a token of one's own at once."""
    locked = ApiToken.objects.visible_to(actor).select_for_update().filter(pk=token.pk).first()
    if locked is None:
        raise PermissionDenied(_("Your roles do not include this."))
    if locked.revoked_at is not None:
        raise Refused("revoked", _("This token is revoked already."))
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at", "updated_at"])
    summary = _("API token revoked: %(name)s") % {"name": locked.name}
    record(actor=actor, kind="account.token_revoked", subject=actor, summary=summary, details={"token": locked.uuid})
    return locked


@ends_with_access
def end_tokens(user: User) -> int:
    """Ends every token of an account whose access ends; the account's own event tells of it."""
    now = timezone.now()
    return ApiToken.objects.visible_to(user).live(now).update(revoked_at=now)
