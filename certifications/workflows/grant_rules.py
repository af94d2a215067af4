"""What stands in the way of the steps of a grant. Source: S-07, S-13, T-56."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from assurance.models import EvidenceVersion
from certifications.models import Grant
from certifications.permissions import asked_for_it
from certifications.policies import GRANT_DAYS
from certifications.scope import scope_of
from foundation import policy
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.rows import Grading


def not_ready(row: Grant, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A grant opens something, to an account that exists, for a time that is allowed, under an agreement."""
    if not row.rules.exists():
        return Refusal("scope", _("Choose what this grant shows: an audit, a framework, a piece of evidence."))
    if row.grantee.kind != User.Kind.OUTSIDE or not row.grantee.is_active:
        return Refusal("account", _("The account is closed, or not one of people outside."))
    return wrong_days(row, on) or without_agreement(row)


def wrong_days(row: Grant, on: date) -> Refusal | None:
    if row.valid_until < on:
        return Refusal("days", _("The last day has passed. Choose other days."))
    most = policy.current(GRANT_DAYS, on).value
    if (row.valid_until - row.valid_from).days + 1 > most:
        sentence = _("A grant lasts at most %(days)d days. Choose an earlier last day, and renew it when it ends.")
        return Refusal("days", str(sentence) % {"days": most})
    return None


def without_agreement(row: Grant) -> Refusal | None:
    """The agreement on confidentiality is accepted evidence and holds on every day of the grant."""
    if row.nda is None or row.nda.state != EvidenceVersion.State.ACCEPTED:
        return Refusal("nda", _("Choose the agreement on confidentiality; it has to be accepted evidence."))
    if row.nda.valid_until is not None and row.nda.valid_until < row.valid_until:
        sentence = _("The agreement on confidentiality ends before the last day. Choose an earlier day or another one.")
        return Refusal("nda", sentence)
    return None


def cannot_approve(row: Grant, *, actor: User, on: date, given: Given) -> Refusal | None:
    """Never who asked, by whatever account, never for their own account; what is confidential not without counsel."""
    if asked_for_it(actor, row):
        return Refusal("S-07", _("You asked for this yourself. Another officer has to decide."))
    if actor.pk == row.grantee_id:
        return Refusal("S-07", _("Nobody opens anything to their own account."))
    if row.max_grading == Grading.CONFIDENTIAL and row.cleared_by is None:
        return Refusal("counsel", _("It shows confidential things: legal counsel has to agree first."))
    if not scope_of(row).is_within(actor):
        return Refusal("S-08", _("It shows things outside the units you answer for. An officer above has to decide."))
    return not_ready(row, actor=actor, on=on, given=given)


def cannot_clear(row: Grant, *, actor: User, on: date, given: Given) -> Refusal | None:
    if row.max_grading != Grading.CONFIDENTIAL:
        return Refusal("grading", _("Nothing confidential is shown, so counsel need not agree."))
    if row.cleared_by is not None:
        return Refusal("counsel", _("Counsel has agreed already."))
    if asked_for_it(actor, row):
        return Refusal("S-07", _("You asked for this yourself. Another counsel has to look at it."))
    return None


def carries_a_room(row: EvidenceVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    """An agreement under which a room is open stays accepted until the room is closed."""
    grant = Grant.objects.running().filter(nda=row).first()
    if grant is None:
        return None
    sentence = _("%(ref)s rests on this agreement. Revoke that grant first.")
    return Refusal("nda", str(sentence) % {"ref": grant.ref})
