"""Helping somebody who lost device and recovery codes: the factor is removed, and a new one is set up by its owner."""

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from foundation.access import Permission, require
from foundation.directory.models import Unit, User
from foundation.models.trail import Notification
from foundation.permissions import REMOVE_FACTOR, REMOVE_FACTOR_OF_OUTSIDER
from foundation.refusals import Refused
from foundation.signin.ending import end_access
from foundation.trail import record
from foundation.verbs import verb


@verb("signin.remove_second_factor")
def remove_second_factor(*, actor: User, user: User, reason: str) -> int:
    """Removes passkeys, app and recovery codes of somebody else and ends their sessions; returns how many there were.

    The password stays, so whoever asks still needs it; `reason` says how they were recognised. Their owner is told.
    """
    require(actor, *wanted(user))
    if user.pk == actor.pk or (user.person_id is not None and user.person_id == actor.person_id):
        raise Refused("S-08", _("Remove your own second factor on the page of your account."))
    removed, _by_model = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise Refused("second-factor", _("This account has no second factor."))
    end_access(user)
    summary = _("Second factor removed by an administrator")
    facts = {"kind": "account.second_factor_removed", "subject": user, "details": {"reason": reason, "count": removed}}
    event = record(actor=actor, summary=summary, **facts)
    Notification.objects.create(event=event, user=user, next_try_at=event.at)
    return removed


def wanted(user: User) -> tuple[Permission, Unit | None]:
    """What whoever removes the second factor of this account must hold, and where."""
    if user.kind == User.Kind.OUTSIDE:
        return REMOVE_FACTOR_OF_OUTSIDER, None
    return REMOVE_FACTOR, user.person.unit if user.person else None
