"""Seats in a team beside the auditors of the house: people from outside, the days of each, and who accepted."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from audits.models import Audit, TeamMember
from audits.permissions import ACCEPT_SEAT, LEAD_AUDIT
from foundation.access import require
from foundation.directory.models import User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

OPEN = (Audit.State.INITIATED, Audit.State.PREPARED, Audit.State.IN_PROGRESS)


@verb("audits.add_outsider")
def add_outsider(
    *, actor: User, audit: Audit, external_name: str, part: str, days: Decimal | None = None
) -> TeamMember:
    """Gives somebody from outside a seat; nobody checks their ties here, so their body answers for them."""
    require(actor, LEAD_AUDIT, audit)
    _insist_open(audit)
    seat = TeamMember(audit=audit, external_name=external_name.strip(), part=part, days=days)
    seat.full_clean()
    seat.save()
    record(actor=actor, kind="audit.seat_added", subject=audit, summary=_("gave %(seat)s a seat") % {"seat": seat})
    return seat


@verb("audits.remove_outsider")
def remove_outsider(*, actor: User, seat: TeamMember) -> TeamMember:
    """Takes somebody from outside out of the team; the team of the house is set as a whole."""
    require(actor, LEAD_AUDIT, seat.audit)
    _insist_open(seat.audit)
    if seat.person_id is not None:
        raise WrongState(_("Set the team instead: this is somebody here."))
    TeamMember.objects.filter(pk=seat.pk).delete()
    summary = _("took the seat of %(seat)s back") % {"seat": seat}
    record(actor=actor, kind="audit.seat_removed", subject=seat.audit, summary=summary)
    return seat


@verb("audits.plan_days")
def plan_days(*, actor: User, seat: TeamMember, days: Decimal) -> TeamMember:
    """Says how many days a seat takes."""
    require(actor, LEAD_AUDIT, seat.audit)
    _insist_open(seat.audit)
    row = TeamMember.objects.select_for_update().get(pk=seat.pk)
    row.days = days
    row.full_clean()
    row.save()
    summary = _("planned %(days)s days for %(name)s") % {"days": days, "name": row.name}
    record(actor=actor, kind="audit.seat_planned", subject=seat.audit, summary=summary)
    return row


@verb("audits.accept_seat")
def accept_seat(*, actor: User, seat: TeamMember, on: date) -> TeamMember:
    """Says that its holder takes the seat. Raises WrongState for the second time."""
    require(actor, ACCEPT_SEAT, seat)
    row = TeamMember.objects.select_for_update(of=("self",)).select_related("person", "audit").get(pk=seat.pk)
    if row.accepted_on is not None:
        raise WrongState(_("You have accepted this already."))
    row.accepted_on = on
    row.full_clean()
    row.save()
    record(actor=actor, kind="audit.seat_accepted", subject=row.audit, summary=_("accepted the seat in the team"))
    return row


def _insist_open(audit: Audit) -> None:
    if audit.state not in OPEN:
        raise WrongState(_("Seats are given between the beginning of an audit and its closing meeting."))
