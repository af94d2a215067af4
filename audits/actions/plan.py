"""The sessions of a plan, and the addresses at which calendars read them."""

import hashlib
import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audits.models import Audit, CalendarFeed, PlanSession
from audits.permissions import LEAD_AUDIT
from foundation.access import require
from foundation.directory.models import User
from foundation.refusals import Refused, WrongState
from foundation.signin.ending import ends_with_access
from foundation.trail import record
from foundation.verbs import verb

PLANNING = (Audit.State.INITIATED, Audit.State.PREPARED, Audit.State.IN_PROGRESS)


@verb("audits.add_session")
def add_session(*, actor: User, audit: Audit, **facts: Any) -> PlanSession:
    """Adds a session to the plan, on a day of the audit and with an auditor of its team. Source: T-52."""
    session = PlanSession(audit=audit, **facts)
    return _put(session, actor=actor, kind="audit.session_added", said=_("planned a session"))


@verb("audits.change_session")
def change_session(*, actor: User, session: PlanSession, **facts: Any) -> PlanSession:
    """Changes a session; calendars that have it are told by its next number. Raises WrongState for a cancelled one."""
    row = PlanSession.objects.select_for_update(of=("self",)).select_related("audit__unit").get(pk=session.pk)
    _insist_live(row)
    for name, value in facts.items():
        setattr(row, name, value)
    row.sequence += 1
    return _put(row, actor=actor, kind="audit.session_changed", said=_("changed a session of the plan"))


@verb("audits.cancel_session")
def cancel_session(*, actor: User, session: PlanSession, on: date) -> PlanSession:
    """Takes a session off the plan; calendars that have it strike it."""
    row = PlanSession.objects.select_for_update(of=("self",)).select_related("audit__unit").get(pk=session.pk)
    _insist_live(row)
    row.sequence, row.cancelled_on = row.sequence + 1, on
    return _put(row, actor=actor, kind="audit.session_cancelled", said=_("took a session off the plan"))


def _insist_live(session: PlanSession) -> None:
    if session.cancelled_on is not None:
        raise WrongState(_("This session is cancelled already."))


def _put(session: PlanSession, *, actor: User, kind: str, said: str) -> PlanSession:
    audit = session.audit
    require(actor, LEAD_AUDIT, audit)
    if audit.state not in PLANNING:
        raise WrongState(_("The plan is made between the beginning of an audit and its closing meeting."))
    session.full_clean()
    if not audit.planned_start <= session.day <= audit.planned_end and session.cancelled_on is None:
        raise ValidationError({"day": _("Choose a day of the audit.")})
    if not audit.team.auditing().filter(person=session.auditor).exists():
        raise ValidationError({"auditor": _("Choose somebody of the team.")})
    session.save()
    details = {"session": session.uuid, "topic": session.topic, "day": session.day}
    record(actor=actor, kind=kind, subject=audit, summary=said, details=details)  # the audited read it before the plan
    return session


@verb("audits.make_calendar_feed")
def make_calendar_feed(*, actor: User) -> str:
    """Makes the secret of one's own address, which is told this once; an older one ends with it. Outsiders have none."""
    if actor.kind != User.Kind.INSIDE or actor.person is None:
        raise PermissionDenied(_("Your roles do not include this."))
    User.objects.select_for_update().get(pk=actor.pk)
    end_calendar_feeds(actor)
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(user=actor, digest=digest_of(secret))
    record(actor=actor, kind="account.calendar_made", subject=actor, summary=_("Calendar address made"))
    return secret


@verb("audits.revoke_calendar_feed")
def revoke_calendar_feed(*, actor: User) -> None:
    """Ends one's own address at once. Refused where there is none."""
    if actor.kind != User.Kind.INSIDE:
        raise PermissionDenied(_("Your roles do not include this."))
    if not end_calendar_feeds(actor):
        raise Refused("revoked", _("You have no calendar address."))
    record(actor=actor, kind="account.calendar_revoked", subject=actor, summary=_("Calendar address revoked"))


@ends_with_access
def end_calendar_feeds(user: User) -> int:
    """Ends the calendar address of an account whose access ends."""
    return CalendarFeed.objects.live().filter(user=user).update(revoked_at=timezone.now())


def address_of(secret: str) -> str:
    """Where a calendar reads with the secret."""
    return settings.SITE_URL + reverse("calendar_feed", args=[secret])


def digest_of(secret: str) -> str:
    """SHA-256 in hex: the secret has 256 bits, so a fast hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
