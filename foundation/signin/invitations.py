"""Invitations: a link, mailed to the address of an account that has no password yet, by which its owner sets one.

Nothing secret is kept. The link is made when its mail is written: the invitation's uuid and a MAC over it, the account,
its address and the moment it runs out.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation import policy
from foundation.access import require
from foundation.clock import today
from foundation.directory.models import User
from foundation.models.signin import Invitation
from foundation.models.trail import Notification
from foundation.outbox import letter
from foundation.permissions import INVITE, INVITE_OUTSIDER
from foundation.refusals import Refused
from foundation.signin import log
from foundation.signin.ending import end_access
from foundation.trail import record
from foundation.verbs import verb

INVITED = "account.invited"
_signer = Signer(salt="attest.invitation", algorithm="sha256")


def _hours(value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 24 * 14:
        raise ValidationError(_("A whole number of hours, from 1 to 336 (two weeks)."))


GOOD_FOR = policy.declare(
    "signin.invitation_hours",
    label=gettext_lazy("Life of an invitation"),
    note=gettext_lazy("How long the link works with which somebody opens their account; a new one can be sent."),
    value=72,
    check=_hours,
    units={"*": "hours"},
)


@verb("signin.invite")
def invite(*, actor: User, user: User) -> Invitation:
    """Mails `user` a link to open their account with; a link sent earlier dies.

    Refused for a closed account, and for one that has a password: its owner asks for a link at the door.
    """
    _require_inviter(actor, user)
    invited = User.objects.select_for_update().get(pk=user.pk)
    if not invited.is_active:
        raise Refused("invitation", _("This account is closed. Open it again, then invite."))
    if invited.has_usable_password():
        sentence = _("This account has a password. Its owner asks for a link on the sign-in page to set another.")
        raise Refused("invitation", sentence)
    now = timezone.now()
    Invitation.objects.waiting().filter(user=invited).update(withdrawn_at=now, updated_at=now)
    until = now + timedelta(hours=policy.current(GOOD_FOR, today()).value)
    invitation = Invitation(user=invited, email=invited.email, invited_by=actor, until=until)
    invitation.full_clean()
    invitation.save()
    details = {"invitation": invitation.uuid, "until": until}
    event = record(actor=actor, kind=INVITED, subject=invited, summary=_("Invited by e-mail"), details=details)
    Notification.objects.create(event=event, user=invited, next_try_at=event.at)
    return invitation


def _require_inviter(actor: User, user: User) -> None:
    if user.kind == User.Kind.OUTSIDE:
        require(actor, INVITE_OUTSIDER)
    else:
        require(actor, INVITE, user.person.unit if user.person else None)


def waiting_for(user: User) -> Invitation | None:
    """The invitation of an account that waits to be accepted; it may have run out (`until`)."""
    return Invitation.objects.waiting().filter(user=user).first()


@letter(INVITED, "foundation/mail/invitation.txt")
def invitation_letter(notification: Notification) -> dict[str, object]:
    """Holds the link of the newest invitation: of two sent within a minute both mails work."""
    invitation = Invitation.objects.filter(user=notification.user).select_related("invited_by").latest("created_at")
    return {
        "headline": _("Your account for Attest"),
        "link": link_for(invitation),
        "until": timezone.localtime(invitation.until),
        "invited_by": invitation.invited_by.name,
    }


def link_for(invitation: Invitation) -> str:
    parts = {"uuid": invitation.uuid, "key": _signer.signature(_said(invitation))}
    return settings.SITE_URL + reverse("account_invitation_key", kwargs=parts)


def _said(invitation: Invitation) -> str:
    return f"{invitation.uuid}|{invitation.user_id}|{invitation.email}|{invitation.until.isoformat()}"


def found(uuid: UUID, key: str) -> Invitation | None:
    """The invitation behind a link that works now; None for any other, whatever is wrong with it."""
    invitation = Invitation.objects.good(timezone.now()).select_related("user").filter(uuid=uuid).first()
    if invitation is None:
        return None
    try:
        _signer.unsign(f"{_said(invitation)}{_signer.sep}{key}")
    except BadSignature:
        return None
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, password: str) -> User:
    """Sets the first password of the invited account. Refused when the link has been used or has died meanwhile."""
    now = timezone.now()
    good = Invitation.objects.good(now).filter(pk=invitation.pk)
    if not Invitation.objects.waiting().filter(pk__in=good).update(accepted_at=now, updated_at=now):
        raise Refused("invitation", _("This invitation does not work any more. Ask for a new one."))
    user = User.objects.get(pk=invitation.user_id)
    user.set_password(password)
    user.save(update_fields=["password", "updated_at"])
    end_access(user)
    log.invitation_accepted(user)
    return user
